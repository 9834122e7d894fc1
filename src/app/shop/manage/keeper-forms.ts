import { Component, inject } from '@angular/core';
import { AddPets } from './add-pets';
import { EditDialog } from './edit-dialog';
import { OpenForms } from './open-forms';

/** The forms that a shopkeeper has open. */
@Component({
  selector: 'app-keeper-forms',
  imports: [AddPets, EditDialog],
  template: `
    @if (forms.adding()) {
      <app-add-pets />
    }
    @if (forms.editing(); as pet) {
      <app-edit-dialog [pet]="pet" />
    }
  `,
})
export class KeeperForms {
  protected readonly forms = inject(OpenForms);
}
