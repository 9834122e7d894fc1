import { Component, afterNextRender, inject, output, signal } from '@angular/core';
import { FormField, FormRoot, form, validate, type ValidationError } from '@angular/forms/signals';
import type { Pet } from '../../api/models';
import { readPrice, readType, type Reading } from './pet-rules';
import { problemSentence } from '../../calls/problem-sentence';
import { Keeping } from './keeping';

/** The form by which a shop keeper lists a pet. What is typed stays until the pet is listed. */
@Component({
  selector: 'app-pet-form',
  imports: [FormField, FormRoot],
  templateUrl: './pet-form.html',
  styleUrl: './pet-form.css',
})
export class PetForm {
  private readonly keeping = inject(Keeping);

  /** The shop lists this pet now. */
  readonly saved = output<Pet>();
  readonly cancelled = output();

  /** Why the shop did not take the pet. */
  protected readonly problem = signal('');
  protected readonly details = form(
    signal({ type: '', price: '' }),
    (path) => {
      validate(path.type, ({ value }) => problemOf(readType(value())));
      validate(path.price, ({ value }) => problemOf(readPrice(value())));
    },
    {
      submission: {
        action: () => this.save(),
        onInvalid: (fields) => fields().errorSummary()[0]?.fieldTree().focusBoundControl(),
      },
    },
  );

  constructor() {
    afterNextRender(() => this.details.type().focusBoundControl());
  }

  /** The problem of a field, once the user had a chance to fill it in. */
  protected shown(name: 'type' | 'price'): string | undefined {
    const field = this.details[name]();
    return field.touched() ? field.errors()[0]?.message : undefined;
  }

  private async save(): Promise<void> {
    const written = this.details().value();
    const [type, price] = [readType(written.type).value, readPrice(written.price).value];
    if (type === undefined || price === undefined) return;
    this.problem.set('');
    try {
      this.saved.emit(await this.keeping.add({ type, price }));
    } catch (error) {
      this.problem.set(problemSentence(error, 'add', type));
    }
  }
}

const problemOf = ({ problem }: Reading<unknown>): ValidationError | undefined =>
  problem === undefined ? undefined : { kind: 'pet', message: problem };
