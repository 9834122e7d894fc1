import { Service, computed, effect, inject, signal, untracked } from '@angular/core';
import { Api } from '../api/api';
import {
  petsGet,
  petsPetIdDelete,
  petsPetIdPut,
  petsPurchaseGet,
  petsPurchasePost,
  type PetsGet$Params,
  type PetsPurchaseGet$Params,
} from '../api/functions';
import type { Pet, PetDetails, Sale } from '../api/models';
import { Identity } from '../identity/identity';
import type { User } from '../identity/user';
import { nextPage } from '../calls/next-page';
import { hasStatus, withIdToken } from '../calls/with-id-token';

/** A pet as this user sees it: `soldTo` is unmasked where the user may know the buyer. */
export interface ShopPet extends Pet {
  /** Whether this user bought it. */
  readonly mine: boolean;
}

type ListedSale = Pick<Sale, 'id' | 'soldTo'>;

/** So often `add` takes another id when someone else was faster. */
const MOST_TRIES = 10;

/**
 * The pets of the shop, and what the user may do with them. Failed calls reject with the error of
 * the HTTP client, of the credentials or of the login; the list is right all the same.
 */
@Service()
export class Shop {
  private readonly api = inject(Api);
  private readonly identity = inject(Identity);

  private readonly listed = signal<readonly Pet[]>([]);
  /** Sales of pets that the shop still lists: the id of a removed pet may be another's now. */
  private readonly sales = signal<readonly ListedSale[]>([]);
  private readonly next = signal<PetsGet$Params | undefined>(undefined);
  private readonly state = signal<'loading' | 'ready' | 'failed'>('loading');
  private readonly loadFailure = signal<unknown>(undefined);
  private readonly loadingNext = signal(false);
  private readonly salesFailure = signal<unknown>(undefined);
  private readonly busyIds = signal<ReadonlySet<number>>(new Set());
  /** Only the latest load may write its answer. */
  private load = 0;
  /** A load that a change has overtaken knows too little. */
  private changes = 0;

  /** The newest first. */
  readonly pets = computed<readonly ShopPet[]>(() => {
    const bought = this.identity.user()?.role === 'social';
    return this.listed().map((pet) => {
      const sale = pet.isSold ? this.sales().find(({ id }) => id === pet.id) : undefined;
      return { ...pet, ...(sale && { soldTo: sale.soldTo }), mine: bought && sale !== undefined };
    });
  });
  readonly status = this.state.asReadonly();
  /** Why the list could not be loaded. */
  readonly failure = this.loadFailure.asReadonly();
  /** Whether there are pets beyond those in `pets`. */
  readonly hasMore = computed(() => this.next() !== undefined);
  readonly loadingMore = this.loadingNext.asReadonly();
  /** The ids of pets that are being bought or removed. */
  readonly busy = this.busyIds.asReadonly();
  /** Why the user's purchases, or for a shop keeper the sales, could not be loaded. */
  readonly purchasesFailure = this.salesFailure.asReadonly();

  constructor() {
    void this.reload();
    effect(() => {
      const user = this.identity.user();
      untracked(() => void this.loadSales(user));
    });
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

  /** Loads the next page, if there is one. */
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

  /**
   * Lists a pet under the highest id plus one. If someone else took that id in the meantime, takes
   * the next.
   */
  async add(details: PetDetails): Promise<Pet> {
    if (this.state() !== 'ready') await this.reload();
    if (this.state() !== 'ready') throw this.loadFailure();
    let petId = this.highestId() + 1;
    for (let attempt = 1; ; attempt++) {
      try {
        const pet = await this.api.invoke(petsPetIdPut, {
          petId,
          'If-None-Match': '*',
          body: details,
        });
        this.change((pets) => [pet, ...pets].sort((one, other) => other.id - one.id));
        return pet;
      } catch (error) {
        if (!hasStatus(error, 412) || attempt === MOST_TRIES) throw error;
        await this.reload();
        petId = Math.max(petId, this.highestId()) + 1;
      }
    }
  }

  /**
   * Removes a pet, sold or not.
   *
   * @returns whether it was done; false if something is being done to the pet already
   */
  remove({ id }: Pet): Promise<boolean> {
    return this.exclusively(id, async () => {
      await this.api.invoke(petsPetIdDelete, { petId: id });
      this.sales.update((sales) => sales.filter((sale) => sale.id !== id));
      this.change((pets) => pets.filter((pet) => pet.id !== id));
    });
  }

  /**
   * Buys a pet for the user. If it is gone or sold, the list says so when this rejects.
   *
   * @returns whether it was done; false if something is being done to the pet already
   */
  buy({ id }: Pet): Promise<boolean> {
    return this.exclusively(id, async () => {
      try {
        const pet = await withIdToken(this.identity, (authToken) =>
          this.api.invoke(petsPurchasePost, { body: { petId: id, authToken } }),
        );
        const soldTo = this.identity.user()?.email ?? pet.soldTo;
        if (soldTo) this.sales.update((sales) => [{ id, soldTo }, ...sales]);
        this.change((pets) => pets.map((listed) => (listed.id === id ? pet : listed)));
      } catch (error) {
        if (hasStatus(error, 409)) {
          this.change((pets) =>
            pets.map((pet) => (pet.id === id ? { ...pet, isSold: true } : pet)),
          );
        }
        if (hasStatus(error, 404)) this.change((pets) => pets.filter((pet) => pet.id !== id));
        if (hasStatus(error, 404, 409)) await this.reload();
        throw error;
      }
    });
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

  private async loadSales(user: User | undefined): Promise<void> {
    this.sales.set([]);
    this.salesFailure.set(undefined);
    if (!user) return;
    try {
      const found: Sale[] = [];
      let after: string | null | undefined;
      do {
        const { body, headers, url } = await withIdToken(this.identity, (idToken) => {
          const parameters: PetsPurchaseGet$Params = { 'X-Id-Token': idToken };
          return this.api.invoke$Response(petsPurchaseGet, {
            ...parameters,
            ...(after && { after }),
          });
        });
        found.push(...body.filter(({ isListed }) => isListed));
        after = nextPage(headers.get('Link'), url)?.get('after');
      } while (after);
      if (this.identity.user() === user) {
        this.sales.update((sales) => [...sales, ...found]);
      }
    } catch (error) {
      if (this.identity.user() === user) this.salesFailure.set(error);
    }
  }

  private async exclusively(id: number, work: () => Promise<void>): Promise<boolean> {
    if (this.busyIds().has(id)) return false;
    this.busyIds.update((ids) => new Set(ids).add(id));
    try {
      await work();
      return true;
    } finally {
      this.busyIds.update((ids) => new Set([...ids].filter((other) => other !== id)));
    }
  }

  private change(update: (pets: readonly Pet[]) => readonly Pet[]): void {
    this.changes++;
    this.listed.update(update);
  }

  private highestId(): number {
    return this.listed()[0]?.id ?? 0;
  }
}

interface Page {
  readonly pets: readonly Pet[];
  readonly next: PetsGet$Params | undefined;
}
