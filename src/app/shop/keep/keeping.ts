import { Service, inject } from '@angular/core';
import { Api } from '../../api/api';
import { petsPetIdDelete, petsPetIdPut } from '../../api/functions';
import type { Pet, PetDetails } from '../../api/models';
import { hasStatus } from '../../calls/with-id-token';
import { KnownSales } from '../known-sales';
import { Pets } from '../pets';

/** So often `add` takes another id when someone else was faster. */
const MOST_TRIES = 10;

/**
 * What a shop keeper does to the list. Failed calls reject with the error of the HTTP client, of
 * the credentials or of the login; the list is right all the same.
 */
@Service()
export class Keeping {
  private readonly api = inject(Api);
  private readonly knownSales = inject(KnownSales);
  private readonly pets = inject(Pets);

  /**
   * Lists a pet under the highest id plus one. If someone else took that id in the meantime, takes
   * the next.
   */
  async add(details: PetDetails): Promise<Pet> {
    let petId = (await this.pets.highestId()) + 1;
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
        if (!hasStatus(error, 412) || attempt === MOST_TRIES) throw error;
        petId = Math.max(petId, await this.pets.highestId()) + 1;
      }
    }
  }

  /**
   * Removes a pet, sold or not.
   *
   * @returns whether it was done; false if something is being done to the pet already
   */
  remove({ id }: Pet): Promise<boolean> {
    return this.pets.exclusively(id, async () => {
      await this.api.invoke(petsPetIdDelete, { petId: id });
      this.knownSales.forget(id);
      this.pets.drop(id);
    });
  }
}
