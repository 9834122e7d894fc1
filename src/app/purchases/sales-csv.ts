import type { Sale } from '../api/models';
import { csv } from '../ui/csv';
import { inCents } from './money';

const COLUMNS = ['Sold at (UTC)', 'Pet ID', 'Pet', 'Price (USD)', 'Buyer', 'Still listed'];

/** Sales for a spreadsheet, a row each; times and prices as spreadsheets read them as such. */
export const salesCsv = (sales: readonly Sale[]): string =>
  csv([
    COLUMNS,
    ...sales.map(({ soldAt, id, type, price, soldTo, isListed }) => [
      new Date(soldAt).toISOString().slice(0, 19).replace('T', ' '),
      String(id),
      type,
      (inCents(price) / 100).toFixed(2),
      soldTo,
      isListed ? 'yes' : 'no',
    ]),
  ]);

/** The name of the file, with the day in the user's own time: `secured-pets-sales-2026-11-24.csv`. */
export function salesFileName(day: Date): string {
  const parts = [day.getFullYear(), day.getMonth() + 1, day.getDate()];
  return `secured-pets-sales-${parts.map((part) => String(part).padStart(2, '0')).join('-')}.csv`;
}
