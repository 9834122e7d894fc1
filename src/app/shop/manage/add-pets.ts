import { Component, computed, inject, linkedSignal } from '@angular/core';
import type { Pet, PetDetails } from '../../api/models';
import { errorMessage } from '../../api-client/error-message';
import { PageFocus } from '../../ui/page-focus';
import { steady } from '../../ui/steady';
import { Drafts } from './drafts';
import { HiddenPets } from './hidden-pets';
import { Inventory, type Added } from './inventory';
import { OpenForms } from './open-forms';
import { EMPTY_DRAFT, PetForm } from './pet-form';
import { messages } from './messages';

/** The form for adding one pet after another, while it is open. */
@Component({
  selector: 'app-add-pets',
  imports: [PetForm],
  template: `
    @if (forms.adding()) {
      <section class="add" aria-label="Add pets">
        <app-pet-form
          label="New pet"
          [(draft)]="drafts.newPet"
          [save]="add"
          (cancelled)="cancel()"
          (closed)="close()"
        />
        <div class="added">
          <p role="status">{{ message() }}</p>
          @if (showIt(); as showIt) {
            <button type="button" class="button quiet" (click)="showIt.run()">
              {{ showIt.label }}
            </button>
          }
        </div>
      </section>
    }
  `,
  styleUrl: './add-pets.css',
})
export class AddPets {
  protected readonly drafts = inject(Drafts);
  private readonly focus = inject(PageFocus);
  protected readonly forms = inject(OpenForms);
  private readonly hidden = inject(HiddenPets);
  private readonly inventory = inject(Inventory);

  /** The pet that was added last, until the next one is begun. */
  private readonly added = linkedSignal({
    source: this.drafts.newPet,
    computation: (): Pet | undefined => undefined,
  });
  private readonly shown = steady(this.added);
  protected readonly showIt = computed(() => {
    const pet = this.shown();
    return pet && this.hidden.has(pet) ? this.hidden.show(pet) : undefined;
  });
  protected readonly message = computed(() => {
    const pet = this.shown();
    if (!pet) return '';
    return this.showIt() ? messages.addedOutside(pet.type) : messages.added(pet.type);
  });

  protected readonly add = async (details: PetDetails): Promise<string> => {
    const sent = this.drafts.newPet();
    this.added.set(undefined);
    let added: Added;
    try {
      added = await this.inventory.add(details);
    } catch (error) {
      return errorMessage(error, 'add', details.type);
    }
    const { type, price } = added.details;
    if (!added.pet) return messages.removedSince(type);
    if (type !== details.type || price !== details.price) return messages.addedBefore(type);
    // What was typed in the meantime belongs to the next pet.
    this.drafts.newPet.update((now) => ({
      type: now.type === sent.type ? '' : now.type,
      price: now.price === sent.price ? '' : now.price,
    }));
    this.added.set(added.pet);
    return '';
  };

  /** Closes the form and drops the draft. */
  protected cancel(): void {
    this.drafts.newPet.set(EMPTY_DRAFT);
    this.inventory.forgetAdd();
    this.close();
  }

  protected close(): void {
    this.added.set(undefined);
    this.forms.adding.set(false);
    this.focus.moveTo('[data-action="add"]');
  }
}
