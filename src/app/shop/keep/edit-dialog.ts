import { Component, computed, inject } from '@angular/core';
import type { PetDetails } from '../../api/models';
import { Modal } from '../../ui/modal';
import { KeeperDesk } from './keeper-desk';
import { PetForm } from './pet-form';

/** The form by which a shop keeper changes a pet. */
@Component({
  selector: 'app-edit-dialog',
  imports: [Modal, PetForm],
  template: `
    <ng-template appModal="edit-heading" (closed)="desk.leaveEdit()">
      <div class="dialog">
        <h2 id="edit-heading">Edit {{ type() }}</h2>
        @if (desk.editsDraft()) {
          <p>Here is what you wrote before. It isn’t saved yet.</p>
        }
        <app-pet-form
          label="Changes"
          [written]="desk.changes()"
          [save]="save"
          (writtenChange)="desk.changes.set($event)"
          (cancelled)="desk.cancelEdit()"
          (left)="desk.leaveEdit()"
        />
      </div>
    </ng-template>
  `,
  styleUrl: '../dialog.css',
})
export class EditDialog {
  protected readonly desk = inject(KeeperDesk);
  protected readonly type = computed(() => this.desk.editing()?.type);
  protected readonly save = (details: PetDetails): Promise<string> => this.desk.change(details);
}
