import { Service, computed, inject, signal } from '@angular/core';
import { Api } from '../../api/api';
import { petsPost } from '../../api/functions';
import { errorMessage } from '../../api-client/error-message';
import { dropOfflineMessage } from '../../api-client/offline-message';
import { repeatUntilAnswered } from '../../api-client/repeat-until-answered';
import { KnownSales } from '../known-sales';
import { PetStore } from '../pet-store';
import { isSamePlan, proposalFor, type Proposal } from './import-plan';
import {
  MAX_ID,
  MAX_PETS,
  petListText,
  parsePetList,
  type Issue,
  type WantedList,
} from './pet-list-text';
import { allPets } from './all-pets';

/** How far an import has come. */
type ImportState =
  /** `issues`: what is wrong with the list that was given. */
  | { readonly phase: 'choosing'; readonly issues: readonly Issue[] }
  /** `count`: how many pets of the shop are loaded by now. */
  | { readonly phase: 'loading'; readonly count: number }
  | { readonly phase: 'proposed'; readonly proposal: Proposal }
  | { readonly phase: 'importing'; readonly proposal: Proposal }
  /** `count`: how many pets the shop lists now, if that can be learned. */
  | { readonly phase: 'done'; readonly proposal: Proposal; readonly count: number | undefined };

/** Replaces the list of the shop by another, once the shop keeper has seen what that does. */
@Service({ autoProvided: false })
export class ImportStore {
  private readonly api = inject(Api);
  private readonly knownSales = inject(KnownSales);
  private readonly pets = inject(PetStore);

  private readonly current = signal<ImportState>({ phase: 'choosing', issues: [] });
  private readonly problem = signal('');
  /** Only the latest request for a proposal may answer. */
  private requestId = 0;

  readonly state = this.current.asReadonly();
  /** What went wrong, as a sentence; '' if nothing did. */
  readonly message = this.problem.asReadonly();
  /** Whether the shop as it was before the import can be put back by another one. */
  readonly canGoBack = computed(() => {
    const state = this.current();
    if (state.phase !== 'done') return false;
    const { present } = state.proposal;
    return present.length <= MAX_PETS && present.every(({ id }) => id <= MAX_ID);
  });

  constructor() {
    dropOfflineMessage(this.problem);
  }

  /** Shows what importing this list would do. */
  async propose(text: string): Promise<void> {
    const result = parsePetList(text);
    if ('issues' in result) this.startAgain(result.issues);
    else await this.compare(result);
  }

  /** Proposes the list that the shop had before the import that is done. */
  async goBack(): Promise<void> {
    const state = this.current();
    if (state.phase !== 'done') return;
    const pets = state.proposal.present.map(({ id, type, price }) => ({ id, type, price }));
    await this.compare({ pets, markedAsSold: [] });
  }

  /**
   * Imports what is proposed, if the shop is still as it was proposed for; else proposes anew and
   * says so.
   */
  async confirm(): Promise<void> {
    const state = this.current();
    if (state.phase !== 'proposed') return;
    const { proposal } = state;
    this.show({ phase: 'importing', proposal });
    try {
      const present = await this.proposal(proposal.wanted);
      if (!isSamePlan(present.plan, proposal.plan)) {
        const message = 'The shop has changed meanwhile. Look at what the import does now.';
        this.show({ phase: 'proposed', proposal: present }, message);
        return;
      }
      const body = { pets: [...proposal.wanted.pets] };
      await repeatUntilAnswered(() => this.api.invoke(petsPost, { body }));
    } catch (error) {
      await this.proposeRest(proposal, errorMessage(error, 'import'));
      return;
    }
    await this.finish(proposal);
  }

  /** Puts the list aside, for what is wrong with it if that is given. */
  startAgain(issues: readonly Issue[] = []): void {
    this.requestId++;
    this.show({ phase: 'choosing', issues });
  }

  /**
   * The present list as a text that can be imported.
   *
   * @returns undefined if it can't be loaded; `message` says why
   */
  async presentList(): Promise<string | undefined> {
    this.problem.set('');
    try {
      const pets = await allPets(this.api);
      return petListText(pets.map(({ id, type, price, isSold }) => ({ id, type, price, isSold })));
    } catch (error) {
      this.problem.set(errorMessage(error, 'list'));
      return undefined;
    }
  }

  /** Proposes a list after a look at what the shop lists. */
  private async compare(wanted: WantedList): Promise<void> {
    const requestId = ++this.requestId;
    const showIfLatest = (state: ImportState, message?: string) => {
      if (requestId === this.requestId) this.show(state, message);
    };
    this.show({ phase: 'loading', count: 0 });
    try {
      const proposal = await this.proposal(wanted, (count) => {
        showIfLatest({ phase: 'loading', count });
      });
      showIfLatest({ phase: 'proposed', proposal });
    } catch (error) {
      showIfLatest({ phase: 'choosing', issues: [] }, errorMessage(error, 'list'));
    }
  }

  /** What importing a list does to the shop as it is now: with the sales of pets that come back. */
  private async proposal(
    wanted: WantedList,
    progress?: (count: number) => void,
  ): Promise<Proposal> {
    const pets = await allPets(this.api, progress);
    const listed = new Set(pets.map(({ id }) => id));
    const others = wanted.pets.map(({ id }) => id).filter((id) => !listed.has(id));
    return proposalFor(wanted, { pets, sales: await this.knownSales.find(others) });
  }

  /** After a failure part of the import may be done: proposes the rest. */
  private async proposeRest(proposal: Proposal, message: string): Promise<void> {
    this.pets.reload();
    const rest = await this.proposal(proposal.wanted).catch(() => proposal);
    this.show({ phase: 'proposed', proposal: rest }, message);
  }

  private async finish(proposal: Proposal): Promise<void> {
    this.pets.reload();
    const present = await allPets(this.api).catch(() => undefined);
    this.show({ phase: 'done', proposal, count: present?.length });
  }

  private show(state: ImportState, message = ''): void {
    this.current.set(state);
    this.problem.set(message);
  }
}
