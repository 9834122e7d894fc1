import { TestBed } from '@angular/core/testing';
import { ShopApi, pet } from '../../testing/shop-api';
import { PetLookup } from './pet-lookup';

describe('Looking up a pet', () => {
  let api: ShopApi;
  let lookup: PetLookup;

  beforeEach(() => {
    api = new ShopApi();
    lookup = TestBed.inject(PetLookup);
  });
  afterEach(() => api.http.verify());

  it('finds one that is on no page that is loaded, or says that it is not there', async () => {
    const shop = await api.open(pet(9));
    for (const [answer, expected] of [
      [pet(4), pet(4)],
      [pet(3), undefined],
    ] as const) {
      const finding = lookup.find(4);
      expect(await api.answer([answer])).toBe('GET /pets?limit=1&before=5');
      expect(await finding).toEqual(expected);
    }
    expect(shop.pets().map(({ id }) => id)).toEqual([9]);
  });

  describe('that was sold to somebody else', () => {
    const sold = pet(9, { isSold: true, soldTo: 'b***@e***.org' });

    it('shows it as sold at once, and then as the shop has it', async () => {
      const shop = await api.open(pet(9));
      const shown = lookup.showAsSold(9);
      expect(shop.pets()[0]?.isSold).toBeTrue();
      await api.answer([sold]);
      await shown;
      expect(shop.pets()[0]?.soldTo).toBe('b***@e***.org');
    });

    it('does not believe a list that does not know of the sale yet', async () => {
      const shop = await api.open(pet(9));
      const shown = lookup.showAsSold(9);
      await api.answer([pet(9, { price: 7 })]);
      await shown;
      expect(shop.pets()).toEqual([pet(9, { price: 7, isSold: true })]);
    });

    it('takes it off the list if the shop has done so', async () => {
      const shop = await api.open(pet(9));
      const shown = lookup.showAsSold(9);
      await api.answer([pet(8)]);
      await shown;
      expect(shop.pets()).toEqual([]);
    });

    it('leaves it as sold if the shop does not answer', async () => {
      const shop = await api.open(pet(9));
      const shown = lookup.showAsSold(9);
      await api.fail(503);
      await shown;
      expect(shop.pets()[0]?.isSold).toBeTrue();
    });
  });
});
