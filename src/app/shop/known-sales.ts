import { Service, effect, inject, signal, untracked } from '@angular/core';
import { Api } from '../api/api';
import { petsPurchaseGet } from '../api/functions';
import type { Pet, Sale } from '../api/models';
import { listWithIdToken } from '../api-client/answer';
import { Identity } from '../auth/identity';
import type { User } from '../auth/user';
import { whenOnlineAgain } from '../ui/online';
import { PetStore } from './pet-store';

/** A sale whose buyer this user may know: their own or, for a shopkeeper, any. */
export type KnownSale = Pick<Sale, 'id' | 'soldTo' | 'soldAt'>;

/** A pet as this user sees it: `soldTo` is unmasked where the user may know the buyer. */
export interface ShopPet extends Pet {
  /** Whether this user bought it; undefined while that is being asked. */
  readonly mine: boolean | undefined;
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

  /** By the id of the pet; undefined for one that is not this user's to know. */
  private readonly sales = signal<ReadonlyMap<number, KnownSale | 'asked' | undefined>>(new Map());
  /** Changing the number asks again for what could not be loaded. */
  private readonly revision = signal(0);
  private readonly loadFailure = signal<unknown>(undefined);
  /** A pet that is shown though the list may not have it. */
  private readonly single = signal<Pet | undefined>(undefined);

  /** Why the sales could not be loaded: the first error, until they can be or the user changes. */
  readonly failure = this.loadFailure.asReadonly();

  constructor() {
    let known: User | undefined;
    effect(() => {
      this.revision();
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
    whenOnlineAgain(() => this.failure() && this.revision.update((revision) => revision + 1));
  }

  /** The sale of a pet that is sold, if the user may know its buyer. */
  of(petId: number): KnownSale | undefined {
    const sale = this.sales().get(petId);
    return sale === 'asked' ? undefined : sale;
  }

  /** Asks for the sale of a pet, too, that no list may have. */
  include(pet: Pet | undefined): void {
    this.single.set(pet);
  }

  /** A pet as this user sees it. */
  view(pet: Pet): ShopPet {
    const sale = pet.isSold ? this.of(pet.id) : undefined;
    return {
      ...pet,
      ...(sale && { soldTo: sale.soldTo }),
      mine: pet.isSold && this.isMine(pet.id),
    };
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

  private isMine(petId: number): boolean | undefined {
    const { failure, identity, sales } = this;
    if (identity.status() === 'checking') return undefined;
    if (identity.user()?.role !== 'social') return false;
    const isAsked = !sales().has(petId) || sales().get(petId) === 'asked';
    return isAsked && !failure() ? undefined : this.of(petId) !== undefined;
  }

  private start(): void {
    this.sales.set(new Map());
    this.loadFailure.set(undefined);
  }

  private async load(sold: readonly Pet[], user: User): Promise<void> {
    const ids = sold.map(({ id }) => id);
    this.set(ids, 'asked');
    for (let first = 0; first < ids.length; first += MAX_IDS) {
      const some = ids.slice(first, first + MAX_IDS);
      try {
        const sales = await this.ask(some);
        if (this.identity.user() !== user) return;
        this.set(some, undefined);
        this.add(...sales);
        this.loadFailure.set(undefined);
      } catch (error) {
        if (this.identity.user() !== user) return;
        // The next change of the list asks again, and the network when it is back.
        const rest = new Set(ids.slice(first));
        this.sales.update((known) => new Map([...known].filter(([id]) => !rest.has(id))));
        this.loadFailure.update((earlier) => earlier ?? error);
        return;
      }
    }
  }

  private set(ids: readonly number[], value: 'asked' | undefined): void {
    this.sales.update((known) => new Map([...known, ...ids.map((id) => [id, value] as const)]));
  }

  private ask(ids: number[]): Promise<Sale[]> {
    return listWithIdToken(this.identity, (idToken) =>
      this.api.invoke(petsPurchaseGet, { 'X-Id-Token': idToken, ids }),
    );
  }
}
