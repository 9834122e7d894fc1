import { sale } from '../../testing/sale';
import { salesCsv, salesFileName } from './sales-csv';

const lines = (text: string) => text.slice(1).split('\r\n');

describe('The sales as CSV', () => {
  it('have a header, and a row for each sale with time, pet, price and buyer', () => {
    const text = salesCsv([
      sale(7, { type: 'cat', price: 1249.5, soldAt: '2026-11-22T05:06:07.089Z' }),
      sale(3, { price: 0, isListed: false }),
    ]);
    expect(lines(text)).toEqual([
      'Sold at (UTC),Pet ID,Pet,Price (USD),Buyer,Still listed',
      '2026-11-22 05:06:07,7,cat,1249.50,anna@example.org,yes',
      '2026-11-22 12:00:00,3,dog,0.00,anna@example.org,no',
      '',
    ]);
  });

  it('calculate nothing that a pet’s type or a buyer’s address says', () => {
    const text = salesCsv([sale(1, { type: '=HYPERLINK("//evil")', soldTo: '+a@evil.example' })]);
    expect(lines(text)[1]).toBe(
      `2026-11-22 12:00:00,1,"'=HYPERLINK(""//evil"")",5.00,'+a@evil.example,yes`,
    );
  });

  it('are a file that is named after the day', () => {
    expect(salesFileName(new Date(2026, 0, 5))).toBe('secured-pets-sales-2026-01-05.csv');
  });
});
