import { CurrencyPipe } from '@angular/common';
import { ChangeDetectorRef, Component, computed, inject, input } from '@angular/core';
import type { Sale } from '../api/models';
import { petPicture } from '../ui/pet-picture';
import { momentText } from './dates';
import { ShowMore } from './show-more';
import { STEP, inSteps } from './steps';

/** Who bought which pet, when and for how much. On a phone each row becomes a small block. */
@Component({
  selector: 'app-sales-table',
  imports: [CurrencyPipe, ShowMore],
  templateUrl: './sales-table.html',
  styleUrl: './sales-table.css',
  host: { '(window:beforeprint)': 'showAll()' },
})
export class SalesTable {
  private readonly changes = inject(ChangeDetectorRef);

  /** The latest first. */
  readonly sales = input.required<readonly Sale[]>();

  protected readonly step = STEP;
  protected readonly steps = inSteps(this.sales);
  protected readonly rows = computed(() =>
    this.steps.shown().map((sale) => ({
      sale,
      picture: petPicture(sale.type),
      moment: momentText(new Date(sale.soldAt)),
    })),
  );

  /** All of it is in the document before the browser takes its picture. */
  protected showAll(): void {
    this.steps.all();
    this.changes.detectChanges();
  }
}
