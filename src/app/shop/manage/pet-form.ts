import {
  Component,
  afterNextRender,
  inject,
  input,
  linkedSignal,
  model,
  output,
  signal,
} from '@angular/core';
import { FormField, FormRoot, form, validate, type ValidationError } from '@angular/forms/signals';
import type { PetDetails } from '../../api/models';
import { dropOfflineMessage } from '../../api-client/offline-message';
import { PetTypes } from '../../pet-types/pet-types';
import { TypeCombobox } from '../../pet-types/type-combobox';
import { steady } from '../../ui/steady';
import { parsePrice, parseType, type Parsed } from './pet-input';

/** The texts in the boxes of the form. */
export interface PetDraft {
  readonly type: string;
  readonly price: string;
}

export const EMPTY_DRAFT: PetDraft = { type: '', price: '' };

export const isSameDraft = (one: PetDraft, other: PetDraft): boolean =>
  one.type === other.type && one.price === other.price;

let formsSoFar = 0;

/**
 * The form for the type and the price of a pet, new or not. It holds no draft of its own: the
 * component that shows the form does.
 */
@Component({
  selector: 'app-pet-form',
  imports: [FormField, FormRoot, TypeCombobox],
  templateUrl: './pet-form.html',
  styleUrl: './pet-form.css',
})
export class PetForm {
  readonly draft = model.required<PetDraft>();
  /** What the form is for, as its accessible name. */
  readonly label = input.required<string>();
  /** Saves the draft. @returns why that failed, as a sentence; '' if it didn't */
  readonly save = input.required<(details: PetDetails) => Promise<string>>();
  readonly cancelled = output();
  /** The user closes the form and may come back to the draft. */
  readonly closed = output();

  protected readonly prefix = `pet-form-${++formsSoFar}`;
  /** Why the shop did not take the pet, until the user changes something. */
  private readonly refusal = linkedSignal({ source: this.draft, computation: () => '' });
  protected readonly problem = steady(this.refusal);
  /** Whether Save was pressed in vain: from then on empty fields are problems, too. */
  private readonly isTried = signal(false);
  protected readonly details = form(
    this.draft,
    (path) => {
      validate(path.type, ({ value }) => problemOf(parseType(value())));
      validate(path.price, ({ value }) => problemOf(parsePrice(value())));
    },
    {
      submission: {
        action: () => this.submit(),
        onInvalid: (fields) => {
          this.isTried.set(true);
          fields().errorSummary()[0]?.fieldTree().focusBoundControl();
        },
      },
    },
  );
  protected readonly typeProblem = steady(() => this.shown('type'));
  protected readonly priceProblem = steady(() => this.shown('price'));

  constructor() {
    inject(PetTypes).load();
    dropOfflineMessage(this.refusal);
    afterNextRender(() => this.focus());
  }

  focus(): void {
    this.details.type().focusBoundControl();
  }

  /** The problem of a field, once the user had a chance to fill it in. */
  private shown(name: 'type' | 'price'): string {
    const field = this.details[name]();
    const isDue = field.touched() && (field.value() !== '' || this.isTried());
    return isDue ? (field.errors()[0]?.message ?? '') : '';
  }

  private async submit(): Promise<void> {
    const sent = this.draft();
    const [type, price] = [parseType(sent.type).value, parsePrice(sent.price).value];
    if (type === undefined || price === undefined) return;
    this.refusal.set('');
    const problem = await this.save()({ type, price });
    this.refusal.set(problem);
    if (problem !== '') return;
    // A user who is already typing the next pet stays there.
    if (isSameDraft(this.draft(), sent)) this.focus();
    this.isTried.set(false);
    // After the focus has left its field, which makes that a touched one.
    this.details().reset();
  }
}

const problemOf = ({ problem }: Parsed<unknown>): ValidationError | undefined =>
  problem === undefined ? undefined : { kind: 'pet', message: problem };
