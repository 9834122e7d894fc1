import { Component, inject, signal } from '@angular/core';
import type { PetDetails } from '../../api/models';
import { problemSentence } from '../../calls/problem-sentence';
import { PageFocus } from '../../ui/page-focus';
import { Drafts } from './drafts';
import { Inventory } from './inventory';
import { OpenForms } from './open-forms';
import { NOTHING_WRITTEN, PetForm } from './pet-form';
import { sentences } from './sentences';

/** The form by which a shop keeper lists one pet after the other. */
@Component({
  selector: 'app-add-pets',
  imports: [PetForm],
  template: `
    <section class="add" aria-label="Add pets">
      <app-pet-form
        label="New pet"
        [(written)]="drafts.newPet"
        [save]="add"
        (cancelled)="cancel()"
        (left)="close()"
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
    try {
      await this.inventory.add(details);
    } catch (error) {
      return problemSentence(error, 'add', details.type);
    }
    this.drafts.newPet.set(NOTHING_WRITTEN);
    this.added.set(sentences.added(details.type));
    return '';
  };

  /** What is written is not wanted any more. */
  protected cancel(): void {
    this.drafts.newPet.set(NOTHING_WRITTEN);
    this.close();
  }

  protected close(): void {
    this.forms.adding.set(false);
    this.focus.moveTo('[data-action="add"]');
  }
}
