import { Service, computed, inject, signal } from '@angular/core';
import { Api } from '../api/api';
import { petsGet, type PetsGet$Params } from '../api/functions';
import type { Pet } from '../api/models';
import { nextPage } from '../calls/next-page';
import { Identity } from '../identity/identity';
import { KnownSales } from './known-sales';

/** A pet as this user sees it: `soldTo` is unmasked where the user may know the buyer. */
export interface ShopPet extends Pet {
  /** Whether this user bought it. */
  readonly mine: boolean;
}

/** The pets of the shop. What changes them (`buy`, `keep`) says so here. */
@Service()
export class Pets {
  private readonly api = inject(Api);
  private readonly identity = inject(Identity);
  private readonly knownSales = inject(KnownSales);

  private readonly listed = signal<readonly Pet[]>([]);
  private readonly next = signal<PetsGet$Params | undefined>(undefined);
  private readonly state = signal<'loading' | 'ready' | 'failed'>('loading');
  private readonly loadFailure = signal<unknown>(undefined);
  private readonly loadingNext = signal(false);
  private readonly busyIds = signal<ReadonlySet<number>>(new Set());
  /** Only the latest load may write its answer. */
  private load = 0;
  /** A load that a change has overtaken knows too little. */
  private changes = 0;

  /** The newest first. */
  readonly pets = computed<readonly ShopPet[]>(() => {
    const bought = this.identity.user()?.role === 'social';
    return this.listed().map((pet) => {
      const sale = pet.isSold ? this.knownSales.of(pet.id) : undefined;
      return { ...pet, ...(sale && { soldTo: sale.soldTo }), mine: bought && sale !== undefined };
    });
  });
  readonly status = this.state.asReadonly();
  /** Why the list could not be loaded. */
  readonly failure = this.loadFailure.asReadonly();
  /** Whether there are pets beyond those in `pets`. */
  readonly hasMore = computed(() => this.next() !== undefined);
  readonly loadingMore = this.loadingNext.asReadonly();
  /** The ids of pets to which something is being done. */
  readonly busy = this.busyIds.asReadonly();

  constructor() {
    void this.reload();
  }

  /** Loads as many pets as are shown now, at least a page. Says by `status` how it went. */
  async reload(): Promise<void> {
    const load = ++this.load;
    const { changes } = this;
    const shown = this.listed().length;
    if (shown === 0) this.state.set('loading');
    try {
      const pets: Pet[] = [];
      let parameters: PetsGet$Params | undefined = {};
      do {
        const page: Page = await this.page(parameters);
        pets.push(...page.pets);
        parameters = page.next;
      } while (parameters && pets.length < shown);
      if (load !== this.load) return;
      if (changes !== this.changes) {
        await this.reload();
        return;
      }
      this.listed.set(pets);
      this.next.set(parameters);
      this.state.set('ready');
    } catch (error) {
      if (load !== this.load) return;
      this.loadFailure.set(error);
      this.state.set(this.listed().length === 0 ? 'failed' : 'ready');
    }
  }

  /**
   * Loads the next page, if there is one.
   *
   * @throws the error of the HTTP client
   */
  async loadMore(): Promise<void> {
    const parameters = this.next();
    if (!parameters || this.loadingNext()) return;
    const { load } = this;
    this.loadingNext.set(true);
    try {
      const page = await this.page(parameters);
      if (load !== this.load) return;
      const known = new Set(this.listed().map(({ id }) => id));
      this.listed.update((pets) => [...pets, ...page.pets.filter(({ id }) => !known.has(id))]);
      this.next.set(page.next);
    } finally {
      this.loadingNext.set(false);
    }
  }

  /** Shows a pet as it is now: a new one in its place, a changed one where it stands. */
  put(pet: Pet): void {
    this.change((pets) =>
      [pet, ...pets.filter(({ id }) => id !== pet.id)].sort((one, other) => other.id - one.id),
    );
  }

  /** The shop no longer lists this pet. */
  drop(id: number): void {
    this.change((pets) => pets.filter((pet) => pet.id !== id));
  }

  /** Someone else bought this pet. */
  markSold(id: number): void {
    this.change((pets) => pets.map((pet) => (pet.id === id ? { ...pet, isSold: true } : pet)));
  }

  /** The highest id in the shop, as far as it is known; 0 in an empty shop. */
  async highestId(): Promise<number> {
    const { pets } = await this.page({ limit: 1 });
    return Math.max(0, ...[...pets, ...this.listed()].map(({ id }) => id));
  }

  /**
   * Asks the shop for a pet, whether or not it is on a page that is loaded.
   *
   * @returns undefined if the shop does not list it
   * @throws the error of the HTTP client
   */
  async find(id: number): Promise<Pet | undefined> {
    const { pets } = await this.page({ before: id + 1, limit: 1 });
    return pets.find((pet) => pet.id === id);
  }

  /** Shows a listed pet as the shop has it now; if that can't be learned, as it was shown. */
  async refresh(id: number): Promise<void> {
    const pet = await this.find(id).catch(() => null);
    if (pet === undefined) this.drop(id);
    else if (pet) this.put(pet);
  }

  /**
   * Does something to a pet, and marks it as busy meanwhile.
   *
   * @returns whether it was done; false if something is being done to the pet already
   * @throws what `work` throws
   */
  async exclusively(id: number, work: () => Promise<void>): Promise<boolean> {
    if (this.busyIds().has(id)) return false;
    this.busyIds.update((ids) => new Set(ids).add(id));
    try {
      await work();
      return true;
    } finally {
      this.busyIds.update((ids) => new Set([...ids].filter((other) => other !== id)));
    }
  }

  private async page(parameters: PetsGet$Params): Promise<Page> {
    const { body, headers, url } = await this.api.invoke$Response(petsGet, parameters);
    const next = nextPage(headers.get('Link'), url);
    const [limit, before] = [next?.get('limit'), next?.get('before')];
    return {
      pets: body,
      next: before ? { before: Number(before), ...(limit && { limit: Number(limit) }) } : undefined,
    };
  }

  private change(update: (pets: readonly Pet[]) => readonly Pet[]): void {
    this.changes++;
    this.listed.update(update);
  }
}

interface Page {
  readonly pets: readonly Pet[];
  readonly next: PetsGet$Params | undefined;
}
