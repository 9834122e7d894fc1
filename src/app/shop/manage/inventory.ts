import { Service, inject } from '@angular/core';
import { Api } from '../../api/api';
import { petsPetIdDelete, petsPetIdPut } from '../../api/functions';
import type { Pet, PetDetails } from '../../api/models';
import { hasStatus } from '../../api-client/has-status';
import { BusyPets } from '../busy-pets';
import { KnownSales, type KnownSale } from '../known-sales';
import { PetLookup } from '../pet-lookup';
import { PetStore } from '../pet-store';

/** `add` tries at most this many ids when others are faster. */
const MAX_TRIES = 10;

/** A pet that was taken off the list, and what it takes to put it back. */
export interface RemovedPet {
  readonly pet: Pet;
  /** How it was sold. Without it, a sold pet can't be put back. */
  readonly sale?: KnownSale;
}

/**
 * What a shop keeper does to the list. Failed calls reject with the error of the HTTP client, of
 * the credentials or of the login; the list is right all the same.
 */
@Service()
export class Inventory {
  private readonly api = inject(Api);
  private readonly busy = inject(BusyPets);
  private readonly knownSales = inject(KnownSales);
  private readonly lookup = inject(PetLookup);
  private readonly pets = inject(PetStore);

  /**
   * Lists a pet under the highest id plus one. If someone else took that id in the meantime, takes
   * the next.
   */
  async add(details: PetDetails): Promise<Pet> {
    let petId = (await this.lookup.highestId()) + 1;
    for (let attempt = 1; ; attempt++) {
      try {
        const pet = await this.api.invoke(petsPetIdPut, {
          petId,
          'If-None-Match': '*',
          body: details,
        });
        this.pets.put(pet);
        return pet;
      } catch (error) {
        if (!hasStatus(error, 412) || attempt === MAX_TRIES) throw error;
        petId = Math.max(petId, await this.lookup.highestId()) + 1;
      }
    }
  }

  /**
   * Changes type and price of an unsold pet. Rejects with a 412 if it is gone meanwhile, with a 409
   * if it is sold.
   *
   * @returns whether it was done; false if something is being done to the pet already
   */
  update({ id }: Pet, details: PetDetails): Promise<boolean> {
    return this.busy.run(id, async () => {
      try {
        this.pets.put(
          await this.api.invoke(petsPetIdPut, { petId: id, 'If-Match': '*', body: details }),
        );
      } catch (error) {
        if (hasStatus(error, 412)) this.pets.drop(id);
        if (hasStatus(error, 409)) await this.lookup.showAsSold(id);
        throw error;
      }
    });
  }

  /**
   * Takes a pet off the list, sold or not.
   *
   * @returns the pet as it last was, for `restore`; `gone` if it was off the list already; `busy`
   *   if something is being done to it
   */
  async remove({ id }: Pet): Promise<RemovedPet | 'gone' | 'busy'> {
    let outcome: RemovedPet | 'gone' | 'busy' = 'busy';
    await this.busy.run(id, async () => {
      // What is shown may be old: someone may have bought the pet since.
      const pet = await this.lookup.find(id);
      const sale = pet?.isSold && (await this.knownSales.find(id).catch(() => undefined));
      if (pet) await this.api.invoke(petsPetIdDelete, { petId: id });
      this.knownSales.forget(id);
      this.pets.drop(id);
      outcome = pet ? { pet, ...(sale && { sale }) } : 'gone';
    });
    return outcome;
  }

  /**
   * Puts a pet that was removed back on the list: a sold one as sold to the same buyer. Rejects for
   * a sold one with a 412 if its id belongs to another pet now, with a 404 if its sale isn't found.
   *
   * @returns the pet; an unsold one under a new id if its own is taken
   */
  async restore({ pet: { id, type, price }, sale }: RemovedPet): Promise<Pet> {
    try {
      const restored = await this.api.invoke(petsPetIdPut, {
        petId: id,
        'If-None-Match': '*',
        body: { type, price, ...(sale && { soldAt: sale.soldAt }) },
      });
      if (sale) this.knownSales.add(sale);
      this.pets.put(restored);
      return restored;
    } catch (error) {
      if (!hasStatus(error, 412)) throw error;
      // An answer that was lost on the way makes a second try meet the pet of the first.
      const there = await this.lookup.find(id);
      if (there?.type === type && there.price === price && there.isSold === !!sale) {
        if (sale) this.knownSales.add(sale);
        this.pets.put(there);
        return there;
      }
      if (sale) throw error;
      return this.add({ type, price });
    }
  }
}
