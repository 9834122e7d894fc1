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
import { PetTypes } from '../../pet-types/pet-types';
import { TypeCombobox } from '../../pet-types/type-combobox';
import { readPrice, readType, type Reading } from './pet-rules';

/** What stands in the boxes of the form. */
export interface Written {
  readonly type: string;
  readonly price: string;
}

export const NOTHING_WRITTEN: Written = { type: '', price: '' };

let formsSoFar = 0;

/**
 * Type and price of a pet, new or not. What is written stays, whatever becomes of it: whoever shows
 * the form keeps it.
 */
@Component({
  selector: 'app-pet-form',
  imports: [FormField, FormRoot, TypeCombobox],
  templateUrl: './pet-form.html',
  styleUrl: './pet-form.css',
})
export class PetForm {
  readonly written = model.required<Written>();
  /** What the form is for, as its accessible name. */
  readonly label = input.required<string>();
  /** Does what Save is for. @returns why that did not work, as a sentence; '' if it did */
  readonly save = input.required<(details: PetDetails) => Promise<string>>();
  readonly cancelled = output();
  /** The form is to be closed, but not what is written in it lost. */
  readonly left = output();

  protected readonly prefix = `pet-form-${++formsSoFar}`;
  /** Why the shop did not take the pet. */
  protected readonly problem = signal('');
  protected readonly details = form(
    this.written,
    (path) => {
      validate(path.type, ({ value }) => problemOf(readType(value())));
      validate(path.price, ({ value }) => problemOf(readPrice(value())));
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
    const { type, price } = this.written();
    const [read, cost] = [readType(type).value, readPrice(price).value];
    if (read === undefined || cost === undefined) return;
    this.problem.set('');
    const problem = await this.save()({ type: read, price: cost });
    this.problem.set(problem);
    if (problem !== '') return;
    this.details().reset();
    this.focus();
  }
}

const problemOf = ({ problem }: Reading<unknown>): ValidationError | undefined =>
  problem === undefined ? undefined : { kind: 'pet', message: problem };
