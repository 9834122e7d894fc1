import { formatCurrency } from '@angular/common';
import type { Sale } from '../api/models';

/** A price in cents: sums of dollars would drift (0.1 + 0.2), sums of whole numbers don't. */
export const inCents = (price: number): number => Math.round(price * 100);

/** What was paid for all of these, in cents. */
export const totalCents = (sales: readonly Pick<Sale, 'price'>[]): number =>
  sales.reduce((sum, { price }) => sum + inCents(price), 0);

/** An amount as text, as CurrencyPipe writes it: 124999 is `$1,249.99`. */
export const formatCents = (cents: number): string => formatCurrency(cents / 100, 'en-US', '$');
