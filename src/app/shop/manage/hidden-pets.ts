import { Service, inject } from '@angular/core';
import { Router } from '@angular/router';
import type { Pet } from '../../api/models';
import type { Action } from '../../ui/notice';
import { PetStore } from '../pet-store';
import { Toast } from '../toast';

/** Pets that are in the shop, but not on the page: the list leaves them out, or hasn't loaded them. */
@Service()
export class HiddenPets {
  private readonly pets = inject(PetStore);
  private readonly router = inject(Router);
  private readonly toast = inject(Toast);

  has({ id }: Pet): boolean {
    const isListed = this.pets.pets().some((pet) => pet.id === id);
    return !isListed && this.router.url !== `/pets/${id}`;
  }

  /** What leads to such a pet: its own page. */
  show({ id }: Pet): Action {
    const run = () => {
      this.toast.clear();
      void this.router.navigate(['/pets', id]);
    };
    return { label: 'Show it', run };
  }
}
