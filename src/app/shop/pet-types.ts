import { Service, inject, signal } from '@angular/core';
import { Api } from '../api/api';
import { petsTypesGet } from '../api/fn/pets/pets-types-get';

/** The types of the pets in the shop, by which one can choose. */
@Service()
export class PetTypes {
  private readonly api = inject(Api);
  private readonly known = signal<readonly string[]>([]);

  /** In lower case and alphabetical order; none until they are loaded. */
  readonly types = this.known.asReadonly();

  /** Asks the shop. If it can't be reached, the types stay as they are: the list says it already. */
  async load(): Promise<void> {
    try {
      this.known.set(await this.api.invoke(petsTypesGet));
    } catch {
      return;
    }
  }
}
