import { DOCUMENT, Service, computed, inject, signal } from '@angular/core';
import { Api } from '../api/api';
import { petsGet, type PetsGet$Params } from '../api/fn/pets/pets-get';
import type { Pet } from '../api/models';
import { nextPage } from '../calls/next-page';
import { Identity } from '../identity/identity';
import { choiceFrom, isChosen, isSame, order, queryOf, type Choice } from './choice';
import { append, chunksOf, countOf, insert, remove, replace, type Chunks } from './chunks';
import { KnownSales } from './known-sales';

/** A pet as this user sees it: `soldTo` is unmasked where the user may know the buyer. */
export interface ShopPet extends Pet {
  /** Whether this user bought it. */
  readonly mine: boolean;
}

/** `reload` asks anew for so many pets at most, those at the start of the list. */
const MOST_RELOADED = 400;

/** So many lists are kept for the way back. */
const MOST_KEPT = 8;

/**
 * The pets of the shop, of one choice at a time. What changes them (`buy`, `keep`) says so here.
 *
 * A page that is added costs what the page costs, however many pets are loaded.
 */
@Service()
export class Pets {
  private readonly api = inject(Api);
  private readonly identity = inject(Identity);
  private readonly knownSales = inject(KnownSales);

  private readonly chosen = signal(
    choiceFrom(new URLSearchParams(inject(DOCUMENT).location.search)),
  );
  private readonly listing = signal<Listing>(listingOf(this.chosen(), []));
  private readonly state = signal<'loading' | 'ready' | 'failed'>('loading');
  private readonly loadFailure = signal<unknown>(undefined);
  private readonly nextState = signal<'idle' | 'loading' | 'failed'>('idle');
  private readonly busyIds = signal<ReadonlySet<number>>(new Set());
  /** Lists that were left, by their choice. A change of the shop makes them wrong. */
  private readonly kept = new Map<string, Listing>();
  /** Only the latest load may write its answer. */
  private load = 0;
  /** A load that a change has overtaken knows too little. */
  private changes = 0;

  /** What is to be shown. While it loads, `chunks` are still those of the choice before. */
  readonly choice = this.chosen.asReadonly();
  /** The choice of which `chunks` are. */
  readonly shown = computed(() => this.listing().choice);
  /** The chosen pets that are loaded, in their order. */
  readonly chunks = computed(() => this.listing().chunks);
  /** How many pets are loaded. */
  readonly count = computed(() => countOf(this.chunks()));
  /** All of `chunks` as this user sees them. */
  readonly pets = computed<readonly ShopPet[]>(() =>
    this.chunks()
      .flat()
      .map((pet) => this.seen(pet)),
  );
  readonly status = this.state.asReadonly();
  /** Why the list could not be loaded, or why its next page could not. */
  readonly failure = this.loadFailure.asReadonly();
  /** Whether there are pets beyond those that are loaded. */
  readonly hasMore = computed(() => this.listing().next !== undefined);
  readonly loadingMore = computed(() => this.nextState() === 'loading');
  /** The next page could not be loaded. */
  readonly moreFailed = computed(() => this.nextState() === 'failed');
  /** The ids of pets to which something is being done. */
  readonly busy = this.busyIds.asReadonly();

  constructor() {
    void this.reload();
  }

  /** A pet as this user sees it. */
  seen(pet: Pet): ShopPet {
    const sale = pet.isSold ? this.knownSales.of(pet.id) : undefined;
    const bought = this.identity.user()?.role === 'social' && sale !== undefined;
    return { ...pet, ...(sale && { soldTo: sale.soldTo }), mine: bought };
  }

  /**
   * Shows the pets of a choice: what was loaded of it, if the user comes back to it, or else its
   * first page.
   */
  show(choice: Choice, { back = false } = {}): void {
    if (isSame(choice, this.choice())) return;
    this.keep(this.listing());
    this.chosen.set(choice);
    const kept = back ? this.kept.get(keyOf(choice)) : undefined;
    if (!kept) {
      void this.reload();
      return;
    }
    this.load++;
    this.nextState.set('idle');
    this.listing.set(kept);
    this.state.set('ready');
  }

  /**
   * Loads the first pets of the choice: as many as are shown now, at least a page, at most
   * MOST_RELOADED; what is shown beyond them stays. Says by `status` how it went.
   */
  async reload(): Promise<void> {
    const load = ++this.load;
    const { changes } = this;
    const choice = this.choice();
    const shown = this.listing();
    const isRefresh = isSame(shown.choice, choice) && shown.chunks.length > 0;
    const wanted = isRefresh ? Math.min(countOf(shown.chunks), MOST_RELOADED) : 1;
    if (!isRefresh) this.state.set('loading');
    this.nextState.set('idle');
    try {
      const pets: Pet[] = [];
      let parameters: PetsGet$Params | undefined = queryOf(choice);
      do {
        const page: Page = await this.page(parameters);
        pets.push(...page.pets);
        parameters = page.next;
      } while (parameters && pets.length < wanted);
      if (load !== this.load) return;
      if (changes !== this.changes) {
        await this.reload();
        return;
      }
      this.listing.set(joined(listingOf(choice, pets, parameters), isRefresh ? shown : undefined));
      this.state.set('ready');
    } catch (error) {
      if (load !== this.load) return;
      this.loadFailure.set(error);
      if (!isRefresh) this.listing.set(listingOf(choice, []));
      this.state.set(isRefresh ? 'ready' : 'failed');
    }
  }

  /**
   * Loads the next page, if there is one. Says by `moreFailed` how it went.
   *
   * @returns how many pets have come
   */
  async loadMore(): Promise<number> {
    const parameters = this.listing().next;
    if (!parameters || this.loadingMore() || this.state() !== 'ready') return 0;
    const { load } = this;
    this.nextState.set('loading');
    try {
      const page = await this.page(parameters);
      if (load !== this.load) return 0;
      const { ids, chunks, choice } = this.listing();
      const pets = page.pets.filter(({ id }) => !ids.has(id));
      for (const { id } of pets) ids.add(id);
      this.listing.set({ choice, ids, chunks: append(chunks, pets), next: page.next });
      this.nextState.set('idle');
      return pets.length;
    } catch (error) {
      if (load !== this.load) return 0;
      this.loadFailure.set(error);
      this.nextState.set('failed');
      return 0;
    }
  }

  /**
   * Shows a pet as it is now: a changed one where it stands, a new one in its place if it is among
   * the chosen ones. One whose page is not loaded yet comes with it.
   */
  put(pet: Pet): void {
    this.change((listing) => {
      const { ids, chunks, choice, next } = listing;
      if (ids.has(pet.id)) return { ...listing, chunks: replace(chunks, pet) };
      const compare = (one: Pet, other: Pet): number => order(choice.sort, one, other);
      const last = chunks.at(-1)?.at(-1);
      const isBeyond = next !== undefined && (!last || compare(pet, last) > 0);
      if (isBeyond || !isChosen(choice, pet)) return listing;
      ids.add(pet.id);
      return { ...listing, chunks: insert(chunks, pet, compare) };
    });
  }

  /** The shop no longer lists this pet. */
  drop(id: number): void {
    this.change((listing) => {
      listing.ids.delete(id);
      return { ...listing, chunks: remove(listing.chunks, id) };
    });
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
    return { pets: body, next: next && parametersFrom(next) };
  }

  private change(update: (listing: Listing) => Listing): void {
    this.changes++;
    this.kept.clear();
    this.listing.update(update);
  }

  private keep(listing: Listing): void {
    if (this.state() !== 'ready') return;
    const key = keyOf(listing.choice);
    this.kept.delete(key);
    this.kept.set(key, listing);
    const [oldest] = this.kept.keys();
    if (this.kept.size > MOST_KEPT && oldest !== undefined) this.kept.delete(oldest);
  }
}

interface Page {
  readonly pets: readonly Pet[];
  readonly next: PetsGet$Params | undefined;
}

/** What is loaded of a choice. */
interface Listing {
  readonly choice: Choice;
  readonly chunks: Chunks;
  /** Of the pets in `chunks`. Grows with them: a new set for each page would cost all of them. */
  readonly ids: Set<number>;
  /** What asks for the page after these pets; undefined after the last. */
  readonly next: PetsGet$Params | undefined;
}

const listingOf = (choice: Choice, pets: readonly Pet[], next?: PetsGet$Params): Listing => ({
  choice,
  chunks: chunksOf(pets),
  ids: new Set(pets.map(({ id }) => id)),
  next,
});

/** A list whose start was asked for anew, with what was loaded beyond it before. */
function joined(start: Listing, before: Listing | undefined): Listing {
  const pets = start.chunks.flat();
  const old = before?.chunks.flat() ?? [];
  const last = pets.at(-1)?.id;
  const rest = old
    .slice(1 + old.findIndex(({ id }) => id === last))
    .filter(({ id }) => !start.ids.has(id));
  const isContinued = start.next !== undefined && old.length > MOST_RELOADED;
  return isContinued ? listingOf(start.choice, [...pets, ...rest], before?.next) : start;
}

const keyOf = (choice: Choice): string => JSON.stringify(queryOf(choice));

/** The parameters of a next page, as the shop's Link gives them. */
function parametersFrom(query: URLSearchParams): PetsGet$Params {
  const [limit, before, after] = ['limit', 'before', 'after'].map((name) => query.get(name));
  return {
    ...queryOf(choiceFrom(query)),
    ...(limit && { limit: Number(limit) }),
    ...(before && { before: Number(before) }),
    ...(after && { after }),
  };
}
