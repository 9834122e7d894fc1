import { Service, effect, inject, signal, untracked } from '@angular/core';
import { Api } from '../api/api';
import { petsPurchaseGet } from '../api/functions';
import type { Pet, Sale } from '../api/models';
import { listWithIdToken } from '../api-client/answer';
import { Identity } from '../auth/identity';
import type { User } from '../auth/user';
import { PetStore } from './pet-store';

/** A sale whose buyer this user may know: their own or, for a shopkeeper, any. */
export type KnownSale = Pick<Sale, 'id' | 'soldTo' | 'soldAt'>;

/** A pet as this user sees it: `soldTo` is unmasked where the user may know the buyer. */
export interface ShopPet extends Pet {
  /** Whether this user bought it. */
  readonly mine: boolean;
}

/** The API gives the sales of at most this many pets at once (backend/openapi.yaml). */
const MAX_IDS = 100;

/**
 * The sales of the sold pets shown, where the user may know the buyers. Each pet is asked for once: a
 * page of the list costs one request at most.
 */
@Service()
export class KnownSales {
  private readonly api = inject(Api);
  private readonly identity = inject(Identity);
  private readonly pets = inject(PetStore);

  /** By the id of the pet; undefined for one that is asked for, or that is not this user's to know. */
  private readonly sales = signal<ReadonlyMap<number, KnownSale | undefined>>(new Map());
  private readonly loadFailure = signal<unknown>(undefined);
  /** A pet that is shown though the list may not have it. */
  private readonly single = signal<Pet | undefined>(undefined);

  /** Why the sales could not be loaded: the first error, until they can be or the user changes. */
  readonly failure = this.loadFailure.asReadonly();

  constructor() {
    let known: User | undefined;
    effect(() => {
      const user = this.identity.user();
      const groups = this.pets.groups();
      const single = this.single() ?? [];
      untracked(() => {
        if (user !== known) this.start();
        known = user;
        if (!user) return;
        const sold = groups
          .flat()
          .concat(single)
          .filter(({ id, isSold }) => isSold && !this.sales().has(id));
        if (sold.length > 0) void this.load(sold, user);
      });
    });
  }

  /** The sale of a pet that is sold, if the user may know its buyer. */
  of(petId: number): KnownSale | undefined {
    return this.sales().get(petId);
  }

  /** Asks for the sale of a pet, too, that no list may have. */
  include(pet: Pet | undefined): void {
    this.single.set(pet);
  }

  /** A pet as this user sees it. */
  view(pet: Pet): ShopPet {
    const sale = pet.isSold ? this.of(pet.id) : undefined;
    const bought = this.identity.user()?.role === 'social' && sale !== undefined;
    return { ...pet, ...(sale && { soldTo: sale.soldTo }), mine: bought };
  }

  /**
   * Asks for the sales of pets, whether or not the shop lists them; none of those that are not sold,
   * or not this user's to know.
   *
   * @throws NotLoggedIn, LoginError, or the error of the HTTP client or of the credentials
   */
  async find(petIds: readonly number[]): Promise<readonly Sale[]> {
    const sales: Sale[] = [];
    for (let first = 0; first < petIds.length; first += MAX_IDS) {
      sales.push(...(await this.ask(petIds.slice(first, first + MAX_IDS))));
    }
    return sales;
  }

  add(...sales: readonly KnownSale[]): void {
    this.sales.update(
      (known) => new Map([...known, ...sales.map((sale) => [sale.id, sale] as const)]),
    );
  }

  private start(): void {
    this.sales.set(new Map());
    this.loadFailure.set(undefined);
  }

  private async load(sold: readonly Pet[], user: User): Promise<void> {
    const ids = sold.map(({ id }) => id);
    this.sales.update((known) => new Map([...known, ...ids.map((id) => [id, undefined] as const)]));
    for (let first = 0; first < ids.length; first += MAX_IDS) {
      const some = ids.slice(first, first + MAX_IDS);
      try {
        const sales = await this.ask(some);
        if (this.identity.user() !== user) return;
        this.add(...sales);
        this.loadFailure.set(undefined);
      } catch (error) {
        if (this.identity.user() !== user) return;
        // The next change of the list asks again.
        const rest = new Set(ids.slice(first));
        this.sales.update((known) => new Map([...known].filter(([id]) => !rest.has(id))));
        this.loadFailure.update((earlier) => earlier ?? error);
        return;
      }
    }
  }

  private ask(ids: number[]): Promise<Sale[]> {
    return listWithIdToken(this.identity, (idToken) =>
      this.api.invoke(petsPurchaseGet, { 'X-Id-Token': idToken, ids }),
    );
  }
}
