import { TestBed } from '@angular/core/testing';
import { byMonth } from './by-month';
import { SalesChart } from './sales-chart';

const now = new Date(2026, 10, 24);
const sold = (price: number, year: number, month: number) => ({
  price,
  soldAt: new Date(year, month, 15).toISOString(),
});

describe('The chart of sales', () => {
  async function draw(...sales: ReturnType<typeof sold>[]) {
    const fixture = TestBed.createComponent(SalesChart);
    fixture.componentRef.setInput('months', byMonth(sales, now));
    await fixture.whenStable();
    const element = fixture.nativeElement as HTMLElement;
    return {
      element,
      svg: element.querySelector('svg'),
      texts: (selector: string) =>
        [...element.querySelectorAll(selector)].map(({ textContent }) =>
          textContent.replace(/\s+/g, ' ').trim(),
        ),
      numbers: (selector: string, attribute: string) =>
        [...element.querySelectorAll(selector)].map((one) =>
          parseFloat(one.getAttribute(attribute) ?? ''),
        ),
    };
  }

  it('draws a bar a month, as high as its sum, and a gap for a month without sales', async () => {
    const chart = await draw(sold(200, 2026, 10), sold(50, 2026, 8), sold(50, 2026, 8));
    const [first, second] = chart.numbers('rect', 'height');
    expect(chart.numbers('rect', 'height')).toHaveSize(2);
    expect(second).toBeCloseTo(2 * (first ?? 0), 6);
    const [september, november] = chart.numbers('rect', 'x');
    expect((november ?? 0) - (september ?? 0)).toBeCloseTo((2 / 12) * 100, 6);
  });

  it('stands on the baseline, and never leaves its frame', async () => {
    const chart = await draw(sold(999_999.99, 2026, 10), sold(0.01, 2026, 9));
    const heights = chart.numbers('rect', 'height');
    chart.numbers('rect', 'y').forEach((y, i) => {
      expect(y).toBeGreaterThanOrEqual(0);
      expect(y + (heights[i] ?? 0)).toBeCloseTo(80, 6);
    });
  });

  it('shows a month in which pets were given away', async () => {
    const chart = await draw(sold(0, 2026, 10));
    expect(chart.numbers('rect', 'height')).toEqual([1]);
    expect(chart.texts('rect title')).toEqual(['Nov 2026: 1 pet for $0.00']);
  });

  it('says as an image what is in it', async () => {
    const chart = await draw(sold(200, 2026, 10), sold(300, 2026, 8));
    expect(chart.svg?.getAttribute('role')).toBe('img');
    expect(chart.svg?.getAttribute('aria-label')).toBe(
      'Sales by month, Dec 2025 to Nov 2026. The best month was Sep 2026: 1 pet for $300.00.',
    );
  });

  it('has the same as a table behind it, with what was sold before', async () => {
    const chart = await draw(sold(200, 2026, 10), sold(8, 2020, 1), sold(0.2, 2019, 1));
    expect(chart.texts('thead th')).toEqual(['Month', 'Pets', 'Total']);
    const rows = chart.texts('tbody tr');
    expect(rows).toHaveSize(13);
    expect(rows[0]).toMatch(/^Nov 2026 ?1 ?\$200\.00$/);
    expect(rows[1]).toMatch(/^Oct 2026 ?0 ?\$0\.00$/);
    expect(rows[12]).toMatch(/^Earlier ?2 ?\$8\.20$/);
    expect(chart.texts('.earlier')).toEqual(['Before that: 2 pets for $8.20.']);
  });

  it('draws no bar and says so when all sales are older', async () => {
    const chart = await draw(sold(5, 2020, 1));
    expect(chart.texts('rect')).toEqual([]);
    expect(chart.svg?.getAttribute('aria-label')).toContain('Nothing was sold in these months');
  });

  it('names each January’s year, and the first month’s where there is room', async () => {
    const chart = await draw(sold(5, 2026, 10));
    expect(chart.texts('text.year')).toEqual(['2026']);
  });
});
