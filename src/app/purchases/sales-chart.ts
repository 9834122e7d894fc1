import { Component, computed, input } from '@angular/core';
import { pluralize } from '../ui/pluralize';
import type { Amount, Month, Months } from './by-month';
import { scaleTop } from './chart-scale';
import { formatMonth } from '../ui/dates';
import { formatCents } from './money';

const compact = new Intl.NumberFormat('en-US', {
  style: 'currency',
  currency: 'USD',
  notation: 'compact',
  minimumFractionDigits: 0,
});
const monthName = new Intl.DateTimeFormat('en-US', { month: 'short' });

/** The position of the bars and their greatest height, in percent of the drawing's height. */
const BASELINE = 80;
const MAX_HEIGHT = 76;
/** The greatest width of a bar, in percent of the drawing's width. */
const MAX_WIDTH = 12;
/** The height of the bar of a month in which pets were only given away, in percent. */
const MIN_HEIGHT = 1;

/** What was sold month by month: a bar chart, and the same as a table behind it. */
@Component({
  selector: 'app-sales-chart',
  templateUrl: './sales-chart.html',
  styleUrl: './sales-chart.css',
})
export class SalesChart {
  readonly months = input.required<Months>();

  private readonly top = computed(() =>
    scaleTop(Math.max(...this.months().months.map(({ cents }) => cents))),
  );

  protected readonly baseline = BASELINE;
  protected readonly ticks = computed(() =>
    [this.top(), this.top() / 2].map((dollars) => ({
      y: this.y(dollars * 100),
      text: compact.format(dollars),
    })),
  );
  protected readonly bars = computed(() => {
    const { months } = this.months();
    const slot = 100 / months.length;
    return months.map((month, i) => {
      const height = month.pets > 0 ? Math.max(MIN_HEIGHT, BASELINE - this.y(month.cents)) : 0;
      const name = monthName.format(month.start);
      const width = Math.min(0.64 * slot, MAX_WIDTH);
      return {
        x: (i + 0.5) * slot - width / 2,
        width,
        y: BASELINE - height,
        height,
        middle: (i + 0.5) * slot,
        name,
        letter: name.charAt(0),
        year: namesYear(month.start, i) ? month.start.getFullYear() : undefined,
        title: `${formatMonth(month.start)}: ${sentence(month)}`,
      };
    });
  });
  /** The latest first, as the sales below it. */
  protected readonly rows = computed(() => {
    const { months, earlier } = this.months();
    const rows = [...months].reverse().map((month) => row(formatMonth(month.start), month));
    return earlier.pets > 0 ? [...rows, row('Earlier', earlier)] : rows;
  });
  protected readonly label = computed(() => {
    const { months } = this.months();
    const [first, last] = [months[0], months.at(-1)];
    if (!first || !last) return 'No sales';
    const best = months.reduce((one, other) => (other.cents > one.cents ? other : one));
    const range = `Sales by month, ${formatMonth(first.start)} to ${formatMonth(last.start)}.`;
    return best.pets === 0
      ? `${range} Nothing was sold in these months.`
      : `${range} The best month was ${formatMonth(best.start)}: ${sentence(best)}.`;
  });
  protected readonly earlier = computed(() => {
    const { earlier } = this.months();
    return earlier.pets === 0 ? '' : `Before that: ${sentence(earlier)}.`;
  });

  private y(cents: number): number {
    return BASELINE - (cents / 100 / this.top()) * MAX_HEIGHT;
  }
}

/** Whether the year is shown below a month: below each January, and below the first month if there is room. */
const namesYear = (start: Date, index: number): boolean =>
  start.getMonth() === 0 || (index === 0 && start.getMonth() !== 11);

const sentence = ({ pets, cents }: Month | Amount): string =>
  `${pluralize(pets, 'pet')} for ${formatCents(cents)}`;

const row = (name: string, { pets, cents }: Amount) => ({ name, pets, sum: formatCents(cents) });
