import { Component, inject, signal } from '@angular/core';
import type { PetDetails } from '../../api/models';
import { EditDialog } from './edit-dialog';
import { KeeperDesk } from './keeper-desk';
import { PetForm } from './pet-form';

/** The forms of a shop keeper: to list one pet after the other, and to change one. */
@Component({
  selector: 'app-keeper-forms',
  imports: [EditDialog, PetForm],
  template: `
    @if (desk.adding()) {
      <section class="add" aria-label="Add pets">
        <app-pet-form
          label="New pet"
          [written]="desk.newPet()"
          [save]="add"
          (writtenChange)="desk.newPet.set($event)"
          (cancelled)="cancel()"
          (left)="close()"
        />
        <p class="added" role="status">{{ added() }}</p>
      </section>
    }
    @if (desk.editing(); as pet) {
      <app-edit-dialog />
    }
  `,
  styleUrl: './keeper-forms.css',
})
export class KeeperForms {
  protected readonly desk = inject(KeeperDesk);

  protected readonly added = signal('');

  protected readonly add = async (details: PetDetails): Promise<string> => {
    this.added.set('');
    const problem = await this.desk.add(details);
    if (problem === '') {
      this.added.set(`The ${details.type} is in the shop now. Add another, or cancel to stop.`);
    }
    return problem;
  };

  protected cancel(): void {
    this.desk.dropNewPet();
    this.close();
  }

  protected close(): void {
    this.added.set('');
    this.desk.closeForm();
  }
}
