import {
  Component,
  afterNextRender,
  computed,
  inject,
  input,
  model,
  output,
  signal,
} from '@angular/core';
import { FormField, FormRoot, form, validate, type ValidationError } from '@angular/forms/signals';
import type { PetDetails } from '../../api/models';
import { dropOfflineMessage } from '../../api-client/offline-message';
import { PetTypes } from '../../pet-types/pet-types';
import { TypeCombobox } from '../../pet-types/type-combobox';
import { parsePrice, parseType, type Parsed } from './pet-input';

/** The texts in the boxes of the form. */
export interface PetDraft {
  readonly type: string;
  readonly price: string;
}

export const EMPTY_DRAFT: PetDraft = { type: '', price: '' };

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
  /** Does what Save is for. @returns why that did not work, as a sentence; '' if it did */
  readonly save = input.required<(details: PetDetails) => Promise<string>>();
  readonly cancelled = output();
  /** The user closes the form and may come back to the draft. */
  readonly closed = output();

  protected readonly prefix = `pet-form-${++formsSoFar}`;
  /** Why the shop did not take the pet. */
  protected readonly problem = signal('');
  protected readonly details = form(
    this.draft,
    (path) => {
      validate(path.type, ({ value }) => problemOf(parseType(value())));
      validate(path.price, ({ value }) => problemOf(parsePrice(value())));
    },
    {
      submission: {
        action: () => this.submit(),
        onInvalid: (fields) => fields().errorSummary()[0]?.fieldTree().focusBoundControl(),
      },
    },
  );
  protected readonly typeProblem = computed(() => this.shown('type'));
  protected readonly priceProblem = computed(() => this.shown('price'));

  constructor() {
    inject(PetTypes).load();
    dropOfflineMessage(this.problem);
    afterNextRender(() => this.focus());
  }

  focus(): void {
    this.details.type().focusBoundControl();
  }

  /** The problem of a field, once the user had a chance to fill it in. */
  private shown(name: 'type' | 'price'): string {
    const field = this.details[name]();
    return field.touched() ? (field.errors()[0]?.message ?? '') : '';
  }

  private async submit(): Promise<void> {
    const { type, price } = this.draft();
    const [parsedType, parsedPrice] = [parseType(type).value, parsePrice(price).value];
    if (parsedType === undefined || parsedPrice === undefined) return;
    this.problem.set('');
    const problem = await this.save()({ type: parsedType, price: parsedPrice });
    this.problem.set(problem);
    if (problem !== '') return;
    this.details().reset();
    this.focus();
  }
}

const problemOf = ({ problem }: Parsed<unknown>): ValidationError | undefined =>
  problem === undefined ? undefined : { kind: 'pet', message: problem };
