import { Component, computed, inject, input, linkedSignal } from '@angular/core';
import type { Pet, PetDetails } from '../../api/models';
import { errorMessage } from '../../api-client/error-message';
import { hasStatus } from '../../api-client/answer';
import { Modal } from '../../ui/modal';
import { PageFocus } from '../../ui/page-focus';
import { Toast } from '../toast';
import { Drafts } from './drafts';
import { Inventory } from './inventory';
import { OpenForms } from './open-forms';
import { PetForm, isSameDraft, type PetDraft } from './pet-form';
import { messages } from './messages';

/** The form for changing a pet. */
@Component({
  selector: 'app-edit-dialog',
  imports: [Modal, PetForm],
  template: `
    <ng-template appModal="edit-heading" (closed)="leave()">
      <div class="dialog">
        <h2 id="edit-heading">Edit {{ pet().type }}, no. {{ pet().id }}</h2>
        @if (savedDraft()) {
          <p>Your earlier changes are still here. They aren’t saved yet.</p>
        }
        <app-pet-form
          label="Changes"
          [(draft)]="draft"
          [save]="save"
          (cancelled)="cancel()"
          (closed)="leave()"
        />
      </div>
    </ng-template>
  `,
  styleUrl: '../dialog.css',
})
export class EditDialog {
  private readonly drafts = inject(Drafts);
  private readonly focus = inject(PageFocus);
  private readonly forms = inject(OpenForms);
  private readonly inventory = inject(Inventory);
  private readonly toast = inject(Toast);

  readonly pet = input.required<Pet>();
  /** The draft that the user left earlier. */
  protected readonly savedDraft = computed(() => this.drafts.of(this.pet().id));
  protected readonly draft = linkedSignal(() => this.savedDraft() ?? draftOf(this.pet()));

  protected readonly save = async (details: PetDetails): Promise<string> => {
    const pet = this.pet();
    const sent = this.draft();
    let changed: Pet | undefined;
    try {
      if (!(await this.inventory.update(pet, details))) return messages.busy(pet.type);
      changed = { ...pet, ...details };
      this.toast.tell(messages.changed(details.type));
    } catch (error) {
      const message = hasStatus(error, 412)
        ? messages.gone(pet.type)
        : errorMessage(error, 'change', pet.type);
      // A pet that is gone or sold can no longer be edited.
      if (!hasStatus(error, 409, 412)) return message;
      this.toast.tellProblem(message);
    }
    // On a slow network the user may be editing another pet by now, or have typed more.
    const isOpen = this.forms.editing()?.id === pet.id;
    const written = isOpen ? this.draft() : this.drafts.of(pet.id);
    if (changed && written && !isSameDraft(written, sent)) {
      this.drafts.keep(pet.id, written);
      if (isOpen) this.forms.editing.set(changed);
      return '';
    }
    this.drafts.drop(pet.id);
    if (isOpen) this.close();
    return '';
  };

  /** Closes the form and keeps the draft. */
  protected leave(): void {
    const pet = this.pet();
    if (isSameDraft(this.draft(), draftOf(pet))) this.drafts.drop(pet.id);
    else this.drafts.keep(pet.id, this.draft());
    this.close();
  }

  /** Closes the form and drops the draft. */
  protected cancel(): void {
    this.drafts.drop(this.pet().id);
    this.close();
  }

  private close(): void {
    this.forms.editing.set(undefined);
    this.focus.moveTo(`[data-pet="${this.pet().id}"]`, { like: '[data-pet]' });
  }
}

/** The draft that changes nothing. */
const draftOf = ({ type, price }: Pet): PetDraft => ({ type, price: price.toFixed(2) });
