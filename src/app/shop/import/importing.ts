import { Service, computed, inject, signal } from '@angular/core';
import { Api } from '../../api/api';
import { petsPost } from '../../api/functions';
import type { ListedPet, Pet } from '../../api/models';
import { problemSentence } from '../../calls/problem-sentence';
import { KnownSales } from '../known-sales';
import { PetStore } from '../pet-store';
import { isSamePlan, planImport, type ImportPlan } from './import-plan';
import { LONGEST_TEXT, MOST_PETS, petListText, readPetList, type Flaw } from './pet-list-text';
import { WholeList } from './whole-list';

/** A list, and what importing it does to the shop as it was when that was last looked up. */
export interface Proposal {
  readonly wanted: readonly ListedPet[];
  readonly plan: ImportPlan;
  /** Unsold pets that the list calls sold. */
  readonly notSold: number;
  /** The shop as it is, to put it back. */
  readonly present: readonly Pet[];
}

/** How far an import has come; in the end, how many pets the shop lists, if that can be learned. */
export type ImportStep =
  | { readonly at: 'choosing' }
  | { readonly at: 'loading' }
  | { readonly at: 'proposed'; readonly proposal: Proposal }
  | { readonly at: 'importing'; readonly proposal: Proposal }
  | { readonly at: 'done'; readonly proposal: Proposal; readonly count: number | undefined };

/** Replaces the list of the shop by another, once the shop keeper has seen what that does. */
@Service()
export class Importing {
  private readonly api = inject(Api);
  private readonly knownSales = inject(KnownSales);
  private readonly pets = inject(PetStore);
  private readonly wholeList = inject(WholeList);

  private readonly current = signal<ImportStep>({ at: 'choosing' });
  private readonly found = signal<readonly Flaw[]>([]);
  private readonly loaded = signal(0);
  private readonly said = signal('');
  /** Only the latest look at the shop counts. */
  private looks = 0;

  readonly step = this.current.asReadonly();
  /** What is wrong with the list that was given. */
  readonly flaws = this.found.asReadonly();
  /** How many pets of the shop are loaded by now. */
  readonly count = this.loaded.asReadonly();
  /** What went wrong, as a sentence; '' if nothing did. */
  readonly problem = this.said.asReadonly();
  /** Whether the shop as it was before the import can be put back by another one. */
  readonly canGoBack = computed(() => {
    const step = this.current();
    return step.at === 'done' && step.proposal.present.length <= MOST_PETS;
  });

  /** Looks what importing this list would do. */
  async propose(text: string): Promise<void> {
    this.said.set('');
    const read = readPetList(text);
    this.found.set('flaws' in read ? read.flaws : []);
    if ('flaws' in read) return;
    await this.look(read.pets, read.markedAsSold);
  }

  /** The text of a file; undefined if it can't be a list, and `flaws` says why. */
  async textOf(file: Blob): Promise<string | undefined> {
    if (file.size > LONGEST_TEXT) {
      const size = (file.size / 1_000_000).toFixed(1);
      this.refuse(`This file has ${size} MB; a list of 1,000 pets has far less.`);
      return undefined;
    }
    try {
      return await file.text();
    } catch {
      this.refuse('This file can’t be read. Choose it again.');
      return undefined;
    }
  }

  /** Proposes the list that the shop had before the import that is done. */
  async goBack(): Promise<void> {
    const step = this.current();
    if (step.at === 'done') await this.look(step.proposal.present, []);
  }

  /**
   * Imports what is proposed, if the shop is still as it was proposed for; else proposes anew and
   * says so.
   */
  async confirm(): Promise<void> {
    const step = this.current();
    if (step.at !== 'proposed') return;
    const { proposal } = step;
    this.said.set('');
    this.current.set({ at: 'importing', proposal });
    try {
      const present = await this.wholeList.load(() => undefined);
      const plan = planImport(present, proposal.wanted);
      if (!isSamePlan(plan, proposal.plan)) {
        this.current.set({ at: 'proposed', proposal: { ...proposal, plan, present } });
        this.said.set('The shop has changed meanwhile. Look at what the import does now.');
        return;
      }
      await this.api.invoke(petsPost, { body: { pets: [...proposal.wanted] } });
    } catch (error) {
      await this.lookAgain(proposal, problemSentence(error, 'import'));
      return;
    }
    await this.finish(proposal);
  }

  /** Puts the list aside. */
  startAgain(): void {
    this.looks++;
    this.said.set('');
    this.found.set([]);
    this.current.set({ at: 'choosing' });
  }

  /**
   * The present list as a text that can be imported.
   *
   * @returns undefined if it can't be loaded; `problem` says why
   */
  async presentList(): Promise<string | undefined> {
    this.said.set('');
    try {
      const pets = await this.wholeList.load((count) => this.loaded.set(count));
      return petListText(pets.map(({ id, type, price, isSold }) => ({ id, type, price, isSold })));
    } catch (error) {
      this.said.set(problemSentence(error, 'list'));
      return undefined;
    }
  }

  private refuse(problem: string): void {
    this.said.set('');
    this.found.set([{ place: '', problem }]);
  }

  private async look(wanted: readonly ListedPet[], markedAsSold: readonly number[]): Promise<void> {
    const look = ++this.looks;
    const list = wanted.map(({ id, type, price }) => ({ id, type, price }));
    this.said.set('');
    this.loaded.set(0);
    this.current.set({ at: 'loading' });
    try {
      const present = await this.wholeList.load((count) => {
        if (look === this.looks) this.loaded.set(count);
      });
      if (look !== this.looks) return;
      const sold = new Set(present.filter(({ isSold }) => isSold).map(({ id }) => id));
      const notSold = markedAsSold.filter((id) => !sold.has(id)).length;
      const proposal = { wanted: list, plan: planImport(present, list), notSold, present };
      this.current.set({ at: 'proposed', proposal });
    } catch (error) {
      if (look !== this.looks) return;
      this.current.set({ at: 'choosing' });
      this.said.set(problemSentence(error, 'list'));
    }
  }

  /** After a failure part of the import may be done: proposes the rest. */
  private async lookAgain(proposal: Proposal, problem: string): Promise<void> {
    await this.pets.reload();
    const present = await this.wholeList.load(() => undefined).catch(() => proposal.present);
    const plan = planImport(present, proposal.wanted);
    this.current.set({ at: 'proposed', proposal: { ...proposal, plan, present } });
    this.said.set(problem);
  }

  private async finish(proposal: Proposal): Promise<void> {
    for (const { id } of proposal.plan.removed) this.knownSales.forget(id);
    await this.pets.reload();
    const now = await this.wholeList.load(() => undefined).catch(() => undefined);
    this.current.set({ at: 'done', proposal, count: now?.length });
  }
}
