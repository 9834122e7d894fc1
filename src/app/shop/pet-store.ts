import { Service, computed, inject, linkedSignal, resource, signal } from '@angular/core';
import { Api } from '../api/api';
import { petsGet, type PetsGet$Params } from '../api/functions';
import type { Pet } from '../api/models';
import { nextPage } from '../api-client/answer';
import { withPage, withPet, withoutPet, type LoadedPets } from './loaded-pets';
import { countOf } from './pet-groups';
import { DEFAULT_QUERY, isSameQuery, pageParamsOf, paramsOf, type PetQuery } from './pet-query';

/** The API gives so many pets in a page, and at most so many on demand (backend/openapi.yaml). */
const PAGE_SIZE = 50;
const MAX_PAGE_SIZE = 100;

/** `reload` asks for at most this many pets, those at the start of the list. */
const MAX_RELOADED = 400;

/** `show` brings back at most this many pets. */
const MAX_RESTORED = 1000;

/** An answer older than this, in seconds, comes from a cache that can't reach the API. */
const MAX_AGE = 60;

/** This many lists are kept for going back. */
const MAX_CACHED = 8;

/**
 * The pets of the shop, as the API lists them to anyone: those of one query at a time, page by page.
 * Nothing is loaded before `show`. Whatever changes a pet (`buy`, `manage`) reports it by `put` and
 * `drop`.
 */
@Service()
export class PetStore {
  private readonly api = inject(Api);

  private readonly requestedQuery = signal<PetQuery | undefined>(undefined);
  /** Changing the number makes the same query load again. */
  private readonly revision = signal(0);
  /** How many pets of the query are to be loaded at first. */
  private restored = 0;
  /** Lists that the user has left, the latest last, by query. A change in the shop makes them wrong. */
  private readonly cache = new Map<string, LoadedPets>();

  /** What is known about the pet that changed last, for a page that shows only that pet. */
  private readonly latestChange = signal<PetChange | undefined>(undefined);

  /** How old the last answer was when it came, in seconds. */
  private readonly age = signal(0);

  /** What the API said. Only the latest load gets here. */
  private readonly answer = resource({
    params: () => {
      const query = this.requestedQuery();
      return query && { query, revision: this.revision() };
    },
    loader: ({ params: { query }, abortSignal }) => this.load(query, abortSignal),
  });

  /** What is shown: the previous list while another one loads, including later changes. */
  private readonly list = linkedSignal<Answer, LoadedPets | undefined>({
    source: () =>
      this.answer.hasValue() ? this.answer.value() : this.answer.error() ? 'failed' : 'loading',
    computation: (answer, previous) => {
      if (typeof answer === 'object') return answer;
      const before = previous?.value;
      return answer === 'loading' || this.isRequested(before) ? before : undefined;
    },
  });

  /** What asks for the next page. Another list, and a longer one, have another. */
  private readonly next = computed(() => this.list()?.next);
  /** How the next page comes. */
  private readonly nextState = linkedSignal<PetsGet$Params | undefined, NextState>({
    source: this.next,
    computation: () => ({ status: 'idle' }),
  });

  /** What is to be shown. While it loads, `groups` are still those of the query before. */
  readonly query = computed(() => this.requestedQuery() ?? DEFAULT_QUERY);
  /** The query of which `groups` are. */
  readonly shownQuery = computed(() => this.list()?.query ?? this.query(), { equal: isSameQuery });
  /** The pets that are loaded, in their order. */
  readonly groups = computed(() => this.list()?.groups ?? []);
  /** All of `groups`. */
  readonly pets = computed<readonly Pet[]>(() => this.groups().flat());
  /** How many pets are loaded. */
  readonly count = computed(() => countOf(this.groups()));
  /** A list stays `ready` while it is reloaded, even if that fails. */
  readonly status = computed(() => {
    if (this.isRequested(this.list())) return 'ready';
    return this.answer.error() ? 'failed' : 'loading';
  });
  /** Why the list could not be loaded, or why its next page could not. */
  readonly error = computed<unknown>(() => this.nextState().error ?? this.answer.error());
  /** Whether there are pets beyond those that are loaded. */
  readonly hasMore = computed(() => this.next() !== undefined);
  readonly loadingMore = computed(() => this.nextState().status === 'loading');
  /**
   * The list couldn't be reloaded, or the answer is older than any that CloudFront keeps while the API
   * works (get-pet-info.ts in backend/src/handlers), so it is CloudFront's last list.
   */
  readonly mayBeOld = computed(
    () => this.age() > MAX_AGE || (this.status() === 'ready' && this.answer.error() !== undefined),
  );
  readonly lastChange = this.latestChange.asReadonly();
  /** The next page could not be loaded. */
  readonly moreFailed = computed(() => this.nextState().status === 'failed');

  /**
   * Shows the pets of a query: with `back` those that were loaded of it before, if nothing has
   * changed since, or else its first page; with `count` as many pages as these pets need.
   */
  show(query: PetQuery, { back = false, count = 0 } = {}): void {
    if (this.requestedQuery() && isSameQuery(query, this.query())) return;
    this.restored = Math.min(count, MAX_RESTORED);
    const previous = this.list();
    if (previous) this.keep(previous);
    this.requestedQuery.set(query);
    const cached = back ? this.cache.get(keyOf(query)) : undefined;
    if (cached) this.answer.set(cached);
  }

  /**
   * Reloads the list, if there is one: as many pages as are shown, up to MAX_RELOADED pets. What a
   * longer list had beyond them is gone until the user scrolls there. `status` says how it went.
   */
  reload(): void {
    this.cache.clear();
    this.revision.update((revision) => revision + 1);
  }

  /**
   * Loads the next page, if there is one. `moreFailed` says how it went.
   *
   * @returns how many pets have come
   */
  async loadMore(): Promise<number> {
    const params = this.list()?.next;
    if (!params || this.loadingMore() || this.status() !== 'ready') return 0;
    this.nextState.set({ status: 'loading' });
    try {
      const { pets, next } = await this.page(params);
      const list = this.list();
      if (list?.next !== params) return 0;
      const count = this.count();
      this.list.set(withPage(list, pets, next));
      return this.count() - count;
    } catch (error) {
      if (this.list()?.next === params) this.nextState.set({ status: 'failed', error });
      return 0;
    }
  }

  /**
   * Shows a pet as it is now: a changed one where it stands, a new one in its place if the query
   * asks for it. One whose page is not loaded yet comes with it.
   */
  put(pet: Pet): void {
    this.latestChange.set({ id: pet.id, pet });
    this.change((list) => withPet(list, pet));
  }

  /** The shop no longer lists this pet. */
  drop(id: number): void {
    this.latestChange.set({ id, pet: undefined });
    this.change((list) => withoutPet(list, id));
  }

  /** Keeps a list that the user leaves, and drops the oldest one kept. */
  private keep(list: LoadedPets): void {
    const key = keyOf(list.query);
    this.cache.delete(key);
    this.cache.set(key, list);
    const [oldest = key] = this.cache.keys();
    if (this.cache.size > MAX_CACHED) this.cache.delete(oldest);
  }

  /** Changes what is shown. A load under way doesn't know of the change. */
  private change(edit: (list: LoadedPets) => LoadedPets): void {
    this.cache.clear();
    this.list.update((list) => list && edit(list));
    if (this.answer.isLoading()) this.reload();
  }

  private async load(query: PetQuery, abort: AbortSignal): Promise<LoadedPets> {
    const isReload = this.status() === 'ready';
    const count = isReload ? Math.min(this.count(), MAX_RELOADED) : this.restored;
    const params = { ...paramsOf(query), ...(count > PAGE_SIZE && { limit: MAX_PAGE_SIZE }) };
    let loaded: LoadedPets = { query, groups: [], next: params };
    do {
      const { pets, next } = await this.page(loaded.next ?? {});
      loaded = withPage(loaded, pets, next);
    } while (loaded.next && countOf(loaded.groups) < count && !abort.aborted);
    return loaded;
  }

  private async page(params: PetsGet$Params): Promise<Page> {
    const { body, headers, url } = await this.api.invoke$Response(petsGet, params);
    this.age.set(Number(headers.get('Age')));
    const next = nextPage(headers.get('Link'), url);
    return { pets: body, next: next && pageParamsOf(next) };
  }

  private isRequested(list: LoadedPets | undefined): boolean {
    return list !== undefined && isSameQuery(list.query, this.query());
  }
}

/** What has become of a pet; `pet` is undefined if the shop no longer lists it. */
interface PetChange {
  readonly id: number;
  readonly pet: Pet | undefined;
}

type Answer = LoadedPets | 'loading' | 'failed';

interface NextState {
  readonly status: 'idle' | 'loading' | 'failed';
  readonly error?: unknown;
}

interface Page {
  readonly pets: readonly Pet[];
  readonly next: PetsGet$Params | undefined;
}

const keyOf = (query: PetQuery): string => JSON.stringify(paramsOf(query));
