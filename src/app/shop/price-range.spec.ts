import { TestBed } from '@angular/core/testing';
import type { PriceRange as Range } from './pet-query';
import { PriceRange } from './price-range';

describe('The fields of a price range', () => {
  async function open(range: Range = {}) {
    const fixture = TestBed.createComponent(PriceRange);
    fixture.componentRef.setInput('range', range);
    await fixture.whenStable();
    const element = fixture.nativeElement as HTMLElement;
    const [min, max] = [...element.querySelectorAll('input')] as [
      HTMLInputElement,
      HTMLInputElement,
    ];
    const chosen: Range[] = [];
    fixture.componentInstance.chosen.subscribe((one) => chosen.push(one));
    return {
      chosen,
      texts: () => [min.value, max.value],
      problem: () => element.querySelector('[role=alert]')?.textContent.trim(),
      invalid: () => [min, max].map(({ ariaInvalid }) => ariaInvalid === 'true'),
      show: async (other: Range) => {
        fixture.componentRef.setInput('range', other);
        await fixture.whenStable();
      },
      reset: async () => {
        fixture.componentInstance.reset();
        await fixture.whenStable();
      },
      type: async (lowest: string, highest: string) => {
        [min.value, max.value] = [lowest, highest];
        max.dispatchEvent(new Event('change'));
        await fixture.whenStable();
      },
    };
  }

  const ranges: [min: string, max: string, range: Range][] = [
    ['', '', {}],
    ['5', '', { minPrice: 5 }],
    [' ', '$1,000.50', { maxPrice: 1000.5 }],
    ['0', '0', { minPrice: 0, maxPrice: 0 }],
    ['4,99', '9.99', { minPrice: 4.99, maxPrice: 9.99 }],
  ];
  for (const [min, max, range] of ranges) {
    it(`give ${JSON.stringify(range)} for “${min}” and “${max}”`, async () => {
      const fields = await open();
      await fields.type(min, max);
      expect(fields.chosen).toEqual([range]);
      expect(fields.problem()).toBe('');
    });
  }

  const problems: [min: string, max: string, invalid: boolean[], problem: string][] = [
    ['20', '10', [false, true], 'The highest price is below the lowest.'],
    ['ten', '', [true, false], 'Enter the price as a number, for example 4.99.'],
    ['', '-1', [false, true], 'A price can’t be below $0.'],
    ['', '2000000', [false, true], 'A price can be at most $1,000,000.'],
  ];
  for (const [min, max, invalid, problem] of problems) {
    it(`keep “${min}” and “${max}”, choose nothing, and say what is wrong`, async () => {
      const fields = await open({ minPrice: 1 });
      await fields.type(min, max);
      expect(fields.chosen).toEqual([]);
      expect([fields.problem(), fields.invalid()]).toEqual([problem, invalid]);
      await fields.show({ minPrice: 1 });
      expect(fields.texts()).toEqual([min, max]);
    });
  }

  it('drop what is no range on demand', async () => {
    const fields = await open({ minPrice: 1 });
    await fields.type('20', '10');
    await fields.reset();
    expect([...fields.texts(), fields.problem()]).toEqual(['1', '', '']);
  });

  it('show the range that the address has, and follow it', async () => {
    const fields = await open({ minPrice: 5, maxPrice: 9.5 });
    expect(fields.texts()).toEqual(['5', '9.5']);
    await fields.type('20', '10');
    await fields.show({});
    expect(fields.texts()).toEqual(['', '']);
    expect(fields.problem()).toBe('');
  });
});
