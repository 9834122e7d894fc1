import { DestroyRef, Service, computed, inject, signal } from '@angular/core';
import { Api } from '../../api/api';
import { petsPost } from '../../api/functions';
import type { Pet } from '../../api/models';
import { errorMessage } from '../../api-client/error-message';
import { dropOfflineMessage } from '../../api-client/offline-message';
import { repeatUntilAnswered } from '../../api-client/repeat-until-answered';
import { KnownSales } from '../known-sales';
import { Inventory } from '../manage/inventory';
import { formatCount, pluralize } from '../../ui/pluralize';
import { PetStore } from '../pet-store';
import { isSamePlan, proposalFor, type PlannedPet, type Proposal } from './import-plan';
import {
  MAX_PETS,
  parsePetList,
  type ImportMode,
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
  /** `added`: how many pets are added by now, if that is done one by one. */
  | { readonly phase: 'importing'; readonly proposal: Proposal; readonly added?: number }
  /** `count`: how many pets the shop lists now, if that can be learned. */
  | { readonly phase: 'done'; readonly proposal: Proposal; readonly count: number | undefined };

/** Replaces the shop's list with another or adds to it, once the shopkeeper has seen what will change. */
@Service({ autoProvided: false })
export class ImportStore {
  private readonly api = inject(Api);
  private readonly inventory = inject(Inventory);
  private readonly knownSales = inject(KnownSales);
  private readonly pets = inject(PetStore);

  private readonly current = signal<ImportState>({ phase: 'choosing', issues: [] });
  private readonly problem = signal('');
  /** Whether adding pets one by one is to end. */
  private isStopped = false;
  /** Only the latest request for a proposal may answer. */
  private requestId = 0;

  readonly state = this.current.asReadonly();
  /** What went wrong, as a sentence; '' if nothing did. */
  readonly message = this.problem.asReadonly();
  /** Whether the shop as it was before the import can be put back by another one. */
  readonly canGoBack = computed(() => {
    const state = this.current();
    if (state.phase !== 'done') return false;
    return state.proposal.present.length <= MAX_PETS;
  });

  constructor() {
    inject(DestroyRef).onDestroy(() => this.startAgain());
    dropOfflineMessage(this.problem);
  }

  /** Shows what importing this list would do. */
  async propose(text: string, mode: ImportMode): Promise<void> {
    const result = parsePetList(text, mode);
    if ('issues' in result) this.startAgain(result.issues);
    else await this.compare(result);
  }

  /** Proposes the list that the shop had before the import that is done. */
  async goBack(): Promise<void> {
    const state = this.current();
    if (state.phase !== 'done') return;
    const pets = state.proposal.present.map(({ id, type, price }) => ({ id, type, price }));
    await this.compare({ mode: 'replace', pets, markedAsSold: [] });
  }

  /**
   * Imports what is proposed: adds the pets, or replaces the list if the shop hasn't changed since;
   * otherwise makes a new proposal and says so.
   */
  async confirm(): Promise<void> {
    const state = this.current();
    if (state.phase !== 'proposed') return;
    const { proposal } = state;
    const { wanted } = proposal;
    if (wanted.mode === 'add') {
      await this.addAll(proposal);
      return;
    }
    this.show({ phase: 'importing', proposal });
    try {
      const present = await this.proposal(wanted);
      if (!isSamePlan(present.plan, proposal.plan)) {
        const message = 'The shop has changed in the meantime. See what will change now.';
        this.show({ phase: 'proposed', proposal: present }, message);
        return;
      }
      const body = { pets: [...wanted.pets] };
      await repeatUntilAnswered(() => this.api.invoke(petsPost, { body }));
    } catch (error) {
      await this.proposeRest(proposal, errorMessage(error, 'import'));
      return;
    }
    await this.finish(proposal);
  }

  /** Adds no more pets, and proposes the rest. */
  stop(): void {
    this.isStopped = true;
  }

  /** Drops the list, and shows its issues if there are any. */
  startAgain(issues: readonly Issue[] = []): void {
    this.requestId++;
    this.show({ phase: 'choosing', issues });
  }

  /**
   * What the shop lists.
   *
   * @returns undefined if it can't be loaded; `message` says why
   */
  async presentList(): Promise<readonly Pet[] | undefined> {
    this.problem.set('');
    try {
      return await allPets(this.api);
    } catch (error) {
      this.problem.set(errorMessage(error, 'list'));
      return undefined;
    }
  }

  /** Compares a list with what the shop lists, and proposes it. */
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
    if (wanted.mode === 'add') return proposalFor(wanted, { pets, sales: [] });
    const listed = new Set(pets.map(({ id }) => id));
    const others = wanted.pets.map(({ id }) => id).filter((id) => !listed.has(id));
    return proposalFor(wanted, { pets, sales: await this.knownSales.find(others) });
  }

  /** Adds pets one by one. When it is stopped, or after a failure, it proposes the rest. */
  private async addAll(proposal: Proposal): Promise<void> {
    const { added } = proposal.plan;
    const requestId = ++this.requestId;
    this.isStopped = false;
    let id = added[0]?.id;
    for (const [index, pet] of added.entries()) {
      if (this.isStopped) {
        this.proposeFrom(index, proposal);
        return;
      }
      this.show({ phase: 'importing', proposal, added: index });
      try {
        id = await this.add(pet, id);
      } catch (error) {
        const problem = errorMessage(error, 'add', pet.type);
        if (requestId === this.requestId) this.proposeFrom(index, proposal, problem);
        return;
      }
      // The list was dropped, or its page has gone.
      if (requestId !== this.requestId) return;
    }
    await this.finish(proposal);
  }

  /** Proposes the rest of the pets to add. */
  private proposeFrom(done: number, proposal: Proposal, problem = ''): void {
    const { added } = proposal.plan;
    const sum = done > 0 ? `${formatCount(done)} of ${pluralize(added.length, 'pet')} added. ` : '';
    const rest = { ...proposal, plan: { ...proposal.plan, added: added.slice(done) } };
    this.show({ phase: 'proposed', proposal: rest }, `${sum}${problem}`.trim());
  }

  /** @returns the id for the next pet */
  private async add({ type, price }: PlannedPet, id?: number): Promise<number | undefined> {
    let { details, pet } = await this.inventory.add({ type, price }, id);
    // First came an earlier add that had no answer.
    if (details.type !== type || details.price !== price) {
      ({ details, pet } = await this.inventory.add({ type, price }, id));
    }
    return pet && pet.id + 1;
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
