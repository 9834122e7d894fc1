import { Component, inject, signal } from '@angular/core';
import type { PetDetails } from '../../api/models';
import { errorMessage } from '../../api-client/error-message';
import { PageFocus } from '../../ui/page-focus';
import { Drafts } from './drafts';
import { Inventory, type Added } from './inventory';
import { OpenForms } from './open-forms';
import { EMPTY_DRAFT, PetForm } from './pet-form';
import { messages } from './messages';

/** The form by which a shop keeper lists one pet after the other. */
@Component({
  selector: 'app-add-pets',
  imports: [PetForm],
  template: `
    <section class="add" aria-label="Add pets">
      <app-pet-form
        label="New pet"
        [(draft)]="drafts.newPet"
        [save]="add"
        (cancelled)="cancel()"
        (closed)="close()"
      />
      <p class="added" role="status">{{ added() }}</p>
    </section>
  `,
  styleUrl: './add-pets.css',
})
export class AddPets {
  protected readonly drafts = inject(Drafts);
  private readonly focus = inject(PageFocus);
  private readonly forms = inject(OpenForms);
  private readonly inventory = inject(Inventory);

  /** What is said of the pet that was added last. */
  protected readonly added = signal('');

  protected readonly add = async (details: PetDetails): Promise<string> => {
    this.added.set('');
    let added: Added;
    try {
      added = await this.inventory.add(details);
    } catch (error) {
      return errorMessage(error, 'add', details.type);
    }
    const { type, price } = added.details;
    if (added.isRemoved) return messages.removedSince(type);
    if (type !== details.type || price !== details.price) return messages.addedBefore(type);
    this.drafts.newPet.set(EMPTY_DRAFT);
    this.added.set(messages.added(type));
    return '';
  };

  /** Closes the form and drops the draft. */
  protected cancel(): void {
    this.drafts.newPet.set(EMPTY_DRAFT);
    this.inventory.forgetAdd();
    this.close();
  }

  protected close(): void {
    this.forms.adding.set(false);
    this.focus.moveTo('[data-action="add"]');
  }
}
