import { Component, computed, inject, input, linkedSignal } from '@angular/core';
import type { Pet, PetDetails } from '../../api/models';
import { problemSentence } from '../../calls/problem-sentence';
import { hasStatus } from '../../calls/has-status';
import { Modal } from '../../ui/modal';
import { PageFocus } from '../../ui/page-focus';
import { Toast } from '../toast';
import { Drafts } from './drafts';
import { Inventory } from './inventory';
import { OpenForms } from './open-forms';
import { PetForm, type Written } from './pet-form';
import { sentences } from './sentences';

/** The form by which a shop keeper changes a pet. */
@Component({
  selector: 'app-edit-dialog',
  imports: [Modal, PetForm],
  template: `
    <ng-template appModal="edit-heading" (closed)="leave()">
      <div class="dialog">
        <h2 id="edit-heading">Edit {{ pet().type }}</h2>
        @if (draft()) {
          <p>Here is what you wrote before. It isn’t saved yet.</p>
        }
        <app-pet-form
          label="Changes"
          [(written)]="written"
          [save]="save"
          (cancelled)="cancel()"
          (left)="leave()"
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
  /** What is left from an earlier time. */
  protected readonly draft = computed(() => this.drafts.of(this.pet().id));
  protected readonly written = linkedSignal(() => this.draft() ?? writtenOf(this.pet()));

  protected readonly save = async (details: PetDetails): Promise<string> => {
    const pet = this.pet();
    try {
      if (!(await this.inventory.update(pet, details))) return sentences.busy(pet.type);
      this.toast.tell(sentences.changed(details.type));
    } catch (error) {
      const sentence = hasStatus(error, 412)
        ? sentences.gone(pet.type)
        : problemSentence(error, 'change', pet.type);
      // Only if the pet is neither gone nor sold there is something left to edit.
      if (!hasStatus(error, 409, 412)) return sentence;
      this.toast.tellProblem(sentence);
    }
    this.cancel();
    return '';
  };

  /** Closes the form, but keeps what is written in it. */
  protected leave(): void {
    const pet = this.pet();
    if (isSame(this.written(), writtenOf(pet))) this.drafts.drop(pet.id);
    else this.drafts.keep(pet.id, this.written());
    this.close();
  }

  /** Closes the form; what is written in it is not wanted any more. */
  protected cancel(): void {
    this.drafts.drop(this.pet().id);
    this.close();
  }

  private close(): void {
    this.forms.editing.set(undefined);
    this.focus.moveTo(`[data-pet="${this.pet().id}"]`);
  }
}

/** A pet as its shop keeper would write it. */
const writtenOf = ({ type, price }: Pet): Written => ({ type, price: price.toFixed(2) });

const isSame = (one: Written, other: Written): boolean =>
  one.type === other.type && one.price === other.price;
