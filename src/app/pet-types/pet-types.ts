import { Service, inject, linkedSignal, resource, signal } from '@angular/core';
import { Api } from '../api/api';
import { petsTypesGet } from '../api/functions';

/** The types of the pets in the shop. */
@Service()
export class PetTypes {
  private readonly api = inject(Api);
  private readonly isRequested = signal(false);
  private readonly answer = resource({
    params: () => this.isRequested() || undefined,
    loader: () => this.api.invoke(petsTypesGet),
  });
  private readonly known = linkedSignal<readonly string[] | undefined, readonly string[]>({
    source: () => (this.answer.hasValue() ? this.answer.value() : undefined),
    computation: (types, previous) => types ?? previous?.value ?? [],
  });

  /**
   * In lower case and alphabetical order; none until they are loaded. If the shop can't be reached
   * they stay as they are: the list of pets says it already.
   */
  readonly types = this.known.asReadonly();

  /** Asks the shop, also for types that have come since; once while its answer is on its way. */
  load(): void {
    if (!this.answer.reload()) this.isRequested.set(true);
  }
}
