import { Service, effect, inject, signal, untracked } from '@angular/core';
import { Api } from '../api/api';
import type { Pet, Sale } from '../api/models';
import { Identity } from '../identity/identity';
import type { User } from '../identity/user';

/** A sale of which this user may know the buyer: their own, or for a shop keeper any. */
export type KnownSale = Pick<Sale, 'id' | 'soldTo' | 'soldAt'>;

/** A pet as this user sees it: `soldTo` is unmasked where the user may know the buyer. */
export interface ShopPet extends Pet {
  /** Whether this user bought it. */
  readonly mine: boolean;
}

/**
 * The sales of pets that the shop lists, as far as the user may know their buyers. What loads them
 * is only loaded for who is logged in.
 */
@Service()
export class KnownSales {
  private readonly api = inject(Api);
  private readonly identity = inject(Identity);

  /** The id of a pet that was removed may be another's now, so only listed ones are kept. */
  private readonly sales = signal<ReadonlyMap<number, KnownSale>>(new Map());
  private readonly loadFailure = signal<unknown>(undefined);

  /** Why the sales could not be loaded. */
  readonly failure = this.loadFailure.asReadonly();

  constructor() {
    effect(() => {
      const user = this.identity.user();
      untracked(() => void this.load(user));
    });
  }

  /** The sale of a pet that is sold, if the user may know its buyer. */
  of(petId: number): KnownSale | undefined {
    return this.sales().get(petId);
  }

  /** A pet as this user sees it. */
  view(pet: Pet): ShopPet {
    const sale = pet.isSold ? this.of(pet.id) : undefined;
    const bought = this.identity.user()?.role === 'social' && sale !== undefined;
    return { ...pet, ...(sale && { soldTo: sale.soldTo }), mine: bought };
  }

  add(...sales: readonly KnownSale[]): void {
    this.sales.update(
      (known) => new Map([...known, ...sales.map((sale) => [sale.id, sale] as const)]),
    );
  }

  /** The pet is no longer listed, so that its id may become another's. */
  forget(petId: number): void {
    this.sales.update((known) => new Map([...known].filter(([id]) => id !== petId)));
  }

  private async load(user: User | undefined): Promise<void> {
    this.sales.set(new Map());
    this.loadFailure.set(undefined);
    if (!user) return;
    try {
      const { allSales } = await import('../calls/all-sales');
      for await (const sales of allSales(this.api, this.identity)) {
        if (this.identity.user() !== user) return;
        this.add(...sales.filter(({ isListed }) => isListed));
      }
    } catch (error) {
      if (this.identity.user() === user) this.loadFailure.set(error);
    }
  }
}
