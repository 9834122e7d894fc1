import { Service, inject } from '@angular/core';
import { Api } from '../api/api';
import { petsGet } from '../api/functions';
import type { Pet } from '../api/models';
import { PetStore } from './pet-store';

/** Asks the shop for single pets, whether or not they are on a page that is loaded. */
@Service()
export class PetLookup {
  private readonly api = inject(Api);
  private readonly pets = inject(PetStore);

  /**
   * @returns undefined if the shop does not list the pet
   * @throws the error of the HTTP client
   */
  async find(id: number): Promise<Pet | undefined> {
    const pets = await this.api.invoke(petsGet, { before: id + 1, limit: 1 });
    return pets.find((pet) => pet.id === id);
  }

  /**
   * @returns the pet that came last; undefined if the shop lists none
   * @throws the error of the HTTP client
   */
  async newest(): Promise<Pet | undefined> {
    const [pet] = await this.api.invoke(petsGet, { limit: 1 });
    return pet;
  }

  /**
   * Shows a pet that someone else bought as sold right away, and then as the shop has it now, if it
   * says.
   */
  async showAsSold(id: number): Promise<void> {
    const shown = this.pets.pets().find((pet) => pet.id === id);
    if (shown) this.pets.put({ ...shown, isSold: true });
    const pet = await this.find(id).catch(() => null);
    // The list may not show the sale yet.
    if (pet) this.pets.put({ ...pet, isSold: true });
    else if (pet === undefined) this.pets.drop(id);
  }
}
