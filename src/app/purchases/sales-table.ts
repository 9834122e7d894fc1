import { CurrencyPipe } from '@angular/common';
import { Component, computed, input } from '@angular/core';
import type { Sale } from '../api/models';
import { petPicture } from '../ui/pet-picture';
import { formatDateTime } from '../ui/dates';
import { ShowMore } from './show-more';
import { shownRows } from './shown-rows';

/** Who bought which pet, when and for how much. On a phone each row becomes a small block. */
@Component({
  selector: 'app-sales-table',
  imports: [CurrencyPipe, ShowMore],
  templateUrl: './sales-table.html',
  styleUrl: './sales-table.css',
})
export class SalesTable {
  /** The latest first. */
  readonly sales = input.required<readonly Sale[]>();

  protected readonly shown = shownRows(this.sales);
  protected readonly rows = computed(() =>
    this.shown.rows().map((sale) => ({
      sale,
      picture: petPicture(sale.type),
      dateTime: formatDateTime(new Date(sale.soldAt)),
    })),
  );
}
