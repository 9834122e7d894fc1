import { CurrencyPipe } from '@angular/common';
import { Component, computed, input, linkedSignal } from '@angular/core';
import type { PlannedPet } from './import-plan';

/**
 * The table starts with this many rows and adds four times as many on demand, so that a big list stays
 * quick.
 */
const INITIAL_ROWS = 50;

/** Pets to which an import does the same. */
@Component({
  selector: 'app-plan-table',
  imports: [CurrencyPipe],
  templateUrl: './plan-table.html',
  styleUrl: './plan-table.css',
})
export class PlanTable {
  readonly heading = input.required<string>();
  /** Whether the pets' numbers are known before the import. */
  readonly numbered = input(true);
  readonly pets = input.required<readonly PlannedPet[]>();

  private readonly shown = linkedSignal({ source: this.pets, computation: () => INITIAL_ROWS });
  protected readonly rows = computed(() => this.pets().slice(0, this.shown()));
  protected readonly more = computed(() => this.pets().length - this.rows().length);

  protected showMore(): void {
    this.shown.update((shown) => shown + INITIAL_ROWS * 4);
  }
}
