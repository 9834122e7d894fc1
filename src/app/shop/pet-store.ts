import { Service, computed, inject, signal } from '@angular/core';
import { Api } from '../api/api';
import { petsGet, type PetsGet$Params } from '../api/fn/pets/pets-get';
import type { Pet } from '../api/models';
import { nextPage } from '../calls/next-page';
import {
  everything,
  isSameQuery,
  matches,
  order,
  paramsOf,
  petQueryFrom,
  type PetQuery,
} from './pet-query';
import { append, groupsOf, countOf, insert, remove, replace, type PetGroups } from './pet-groups';

/** `reload` asks anew for so many pets at most, those at the start of the list. */
const MOST_RELOADED = 400;

/** So many lists are kept for the way back. */
const MOST_KEPT = 8;

/**
 * The pets of the shop, of one query at a time. What changes them (`buy`, `keep`) says so here.
 *
 * A page that is added costs what the page costs, however many pets are loaded.
 */
@Service()
export class PetStore {
  private readonly api = inject(Api);

  private readonly chosen = signal(everything);
  private readonly listing = signal<Listing>(listingOf(this.chosen(), []));
  private readonly state = signal<'loading' | 'ready' | 'failed'>('loading');
  private readonly loadFailure = signal<unknown>(undefined);
  private readonly nextState = signal<'idle' | 'loading' | 'failed'>('idle');
  /** Lists that were left, by their query. A change of the shop makes them wrong. */
  private readonly kept = new Map<string, Listing>();
  /** Only the latest load may write its answer. */
  private load = 0;
  /** A load that a change has overtaken knows too little. */
  private changes = 0;

  /** What is to be shown. While it loads, `groups` are still those of the query before. */
  readonly query = this.chosen.asReadonly();
  /** The query of which `groups` are. */
  readonly shownQuery = computed(() => this.listing().query);
  /** The chosen pets that are loaded, in their order. */
  readonly groups = computed(() => this.listing().groups);
  /** How many pets are loaded. */
  readonly count = computed(() => countOf(this.groups()));
  /** All of `groups`. */
  readonly pets = computed<readonly Pet[]>(() => this.groups().flat());
  readonly status = this.state.asReadonly();
  /** Why the list could not be loaded, or why its next page could not. */
  readonly error = this.loadFailure.asReadonly();
  /** Whether there are pets beyond those that are loaded. */
  readonly hasMore = computed(() => this.listing().next !== undefined);
  readonly loadingMore = computed(() => this.nextState() === 'loading');
  /** The next page could not be loaded. */
  readonly moreFailed = computed(() => this.nextState() === 'failed');

  /**
   * Shows the pets of a query: what was loaded of it, if the user comes back to it, or else its
   * first page.
   */
  show(query: PetQuery, { back = false } = {}): void {
    if (this.load > 0 && isSameQuery(query, this.query())) return;
    this.keep(this.listing());
    this.chosen.set(query);
    const kept = back ? this.kept.get(keyOf(query)) : undefined;
    if (!kept) {
      void this.loadStart();
      return;
    }
    this.load++;
    this.nextState.set('idle');
    this.listing.set(kept);
    this.state.set('ready');
  }

  /**
   * Loads the first pets of the query: as many as are shown now, at least a page, at most
   * MOST_RELOADED; what is shown beyond them stays. Says by `status` how it went. Does nothing
   * before anything was asked for.
   */
  async reload(): Promise<void> {
    if (this.load === 0) return;
    await this.loadStart();
  }

  private async loadStart(): Promise<void> {
    const load = ++this.load;
    const { changes } = this;
    const query = this.query();
    const shown = this.listing();
    const isRefresh = isSameQuery(shown.query, query) && shown.groups.length > 0;
    const wanted = isRefresh ? Math.min(countOf(shown.groups), MOST_RELOADED) : 1;
    if (!isRefresh) this.state.set('loading');
    this.nextState.set('idle');
    try {
      const pets: Pet[] = [];
      let parameters: PetsGet$Params | undefined = paramsOf(query);
      do {
        const page: Page = await this.page(parameters);
        pets.push(...page.pets);
        parameters = page.next;
      } while (parameters && pets.length < wanted);
      if (load !== this.load) return;
      if (changes !== this.changes) {
        await this.loadStart();
        return;
      }
      this.listing.set(joined(listingOf(query, pets, parameters), isRefresh ? shown : undefined));
      this.state.set('ready');
    } catch (error) {
      if (load !== this.load) return;
      this.loadFailure.set(error);
      if (!isRefresh) this.listing.set(listingOf(query, []));
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
      const { ids, groups, query } = this.listing();
      const pets = page.pets.filter(({ id }) => !ids.has(id));
      for (const { id } of pets) ids.add(id);
      this.listing.set({ query, ids, groups: append(groups, pets), next: page.next });
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
      const { ids, groups, query, next } = listing;
      if (ids.has(pet.id)) return { ...listing, groups: replace(groups, pet) };
      const compare = (one: Pet, other: Pet): number => order(query.sort, one, other);
      const last = groups.at(-1)?.at(-1);
      const isBeyond = next !== undefined && (!last || compare(pet, last) > 0);
      if (isBeyond || !matches(query, pet)) return listing;
      ids.add(pet.id);
      return { ...listing, groups: insert(groups, pet, compare) };
    });
  }

  /** The shop no longer lists this pet. */
  drop(id: number): void {
    this.change((listing) => {
      listing.ids.delete(id);
      return { ...listing, groups: remove(listing.groups, id) };
    });
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
    const key = keyOf(listing.query);
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

/** What is loaded of a query. */
interface Listing {
  readonly query: PetQuery;
  readonly groups: PetGroups;
  /** Of the pets in `groups`. Grows with them: a new set for each page would cost all of them. */
  readonly ids: Set<number>;
  /** What asks for the page after these pets; undefined after the last. */
  readonly next: PetsGet$Params | undefined;
}

const listingOf = (query: PetQuery, pets: readonly Pet[], next?: PetsGet$Params): Listing => ({
  query,
  groups: groupsOf(pets),
  ids: new Set(pets.map(({ id }) => id)),
  next,
});

/** A list whose start was asked for anew, with what was loaded beyond it before. */
function joined(start: Listing, before: Listing | undefined): Listing {
  const pets = start.groups.flat();
  const old = before?.groups.flat() ?? [];
  const last = pets.at(-1)?.id;
  const rest = old
    .slice(1 + old.findIndex(({ id }) => id === last))
    .filter(({ id }) => !start.ids.has(id));
  const isContinued = start.next !== undefined && old.length > MOST_RELOADED;
  return isContinued ? listingOf(start.query, [...pets, ...rest], before?.next) : start;
}

const keyOf = (query: PetQuery): string => JSON.stringify(paramsOf(query));

/** The parameters of a next page, as the shop's Link gives them. */
function parametersFrom(query: URLSearchParams): PetsGet$Params {
  const [limit, before, after] = ['limit', 'before', 'after'].map((name) => query.get(name));
  return {
    ...paramsOf(petQueryFrom(query)),
    ...(limit && { limit: Number(limit) }),
    ...(before && { before: Number(before) }),
    ...(after && { after }),
  };
}
