import { TestBed } from '@angular/core/testing';
import { sale } from '../../testing/sale';
import { formatDateTime } from '../ui/dates';
import { SalesTable } from './sales-table';

describe('The table of sales', () => {
  async function show(...sales: ReturnType<typeof sale>[]) {
    const fixture = TestBed.createComponent(SalesTable);
    fixture.componentRef.setInput('sales', sales);
    await fixture.whenStable();
    const element = fixture.nativeElement as HTMLElement;
    return {
      element,
      stable: () => fixture.whenStable(),
      texts: (selector: string) =>
        [...element.querySelectorAll(selector)].map(({ textContent }) =>
          textContent.replace(/\s+/g, ' ').trim(),
        ),
    };
  }

  it('says who bought what, when and for how much', async () => {
    const soldAt = '2026-11-22T12:30:00Z';
    const table = await show(sale(2, { type: 'cat', price: 1000000, soldAt }), sale(1));
    expect(table.texts('thead th')).toEqual(['Pet', 'Buyer', 'Bought', 'Price']);
    expect(table.texts('tbody tr:first-child :is(th, td)')).toEqual([
      'cat No. 2',
      'anna@example.org',
      formatDateTime(new Date(soldAt)),
      '$1,000,000.00',
    ]);
    expect(table.texts('tbody tr')).toHaveSize(2);
    expect(table.texts('button')).toEqual([]);
  });

  it('is a table for assistive technology, however it is laid out', async () => {
    const { element } = await show(sale(1));
    expect(element.querySelector('caption')?.textContent).toContain(
      'Each sale with its pet, buyer, date and price',
    );
    for (const [selector, role] of [
      ['table', 'table'],
      ['thead', 'rowgroup'],
      ['tbody', 'rowgroup'],
      ['tr', 'row'],
      ['[scope=col]', 'columnheader'],
      ['[scope=row]', 'rowheader'],
      ['td', 'cell'],
    ] as const) {
      expect([...element.querySelectorAll(selector)].map((one) => one.role)).toContain(role);
    }
  });

  it('renders ten thousand sales a hundred at a time, and all of them for a print', async () => {
    const table = await show(...Array.from({ length: 10_000 }, (_, i) => sale(i + 1)));
    expect(table.texts('tbody tr')).toHaveSize(100);
    table.element.querySelector<HTMLButtonElement>('button')?.click();
    await table.stable();
    expect(table.texts('tbody tr')).toHaveSize(200);
    expect(table.texts('[role=status]')).toEqual(['Showing 200 of 10,000.']);
    window.dispatchEvent(new Event('beforeprint'));
    expect(table.element.querySelectorAll('tbody tr')).toHaveSize(10_000);
  });
});
