import { Service, effect, inject, signal } from '@angular/core';
import { Router } from '@angular/router';
import type { Pet } from '../../api/models';
import { typeKey } from '../../pet-types/type-key';
import type { Action } from '../../ui/notice';
import { PageFocus } from '../../ui/page-focus';
import { DEFAULT_QUERY, paramsOf } from '../pet-query';
import { PetStore } from '../pet-store';

/** Pets that are in the shop, but not in the list as it is filtered, sorted and loaded. */
@Service()
export class HiddenPets {
  private readonly focus = inject(PageFocus);
  private readonly pets = inject(PetStore);
  private readonly router = inject(Router);

  private readonly awaitedId = signal<number | undefined>(undefined);

  constructor() {
    effect(() => {
      const id = this.awaitedId();
      if (id === undefined || !this.isListed(id)) return;
      this.awaitedId.set(undefined);
      this.focus.moveTo(`[data-pet="${id}"]`, { always: true });
    });
  }

  has({ id }: Pet): boolean {
    return !this.isListed(id);
  }

  /** What leads to such a pet: the newest of its type. */
  show({ id, type }: Pet): Action {
    const queryParams = paramsOf({ ...DEFAULT_QUERY, type: typeKey(type) });
    const run = () => {
      this.awaitedId.set(id);
      void this.router.navigate(['/'], { queryParams, scroll: 'manual' });
    };
    return { label: 'Show it', run };
  }

  private isListed(id: number): boolean {
    return this.pets.pets().some((pet) => pet.id === id);
  }
}
