import { TestBed } from '@angular/core/testing';
import { keeper } from '../../../testing/fake-identity';
import { ShopApi, pet, refused } from '../../../testing/shop-api';
import type { Sale } from '../../api/models';
import { BusyPets } from '../busy-pets';
import { KnownSales } from '../known-sales';
import { Inventory } from './inventory';

const newest = 'GET /pets?limit=1';
const find = (id: number) => `GET /pets?limit=1&before=${id + 1}`;
const masked = { isSold: true, soldTo: 'a***@e***.org' };
const sale: Sale = {
  ...pet(2),
  soldTo: 'anna@example.org',
  soldAt: '2026-11-22T05:00:00.000Z',
  isListed: true,
};

describe('The inventory', () => {
  let api: ShopApi;
  let inventory: Inventory;
  const busy = () => TestBed.inject(BusyPets).ids();
  const details = { type: 'cat', price: 9.5 };

  beforeEach(() => {
    api = new ShopApi();
    inventory = TestBed.inject(Inventory);
  });
  afterEach(() => api.http.verify());

  describe('when a pet is added', () => {
    it('lists it under the highest id plus one, and only if that is free', async () => {
      const shop = await api.open(pet(7), pet(3));
      const added = inventory.add(details);
      expect(await api.answer([])).toBe(newest);
      const put = await api.next();
      expect([put.request.method, put.request.url]).toEqual(['PUT', `${ShopApi.url}/pets/8`]);
      expect(put.request.headers.get('If-None-Match')).toBe('*');
      expect(put.request.body).toEqual(details);
      put.flush(pet(8, details));
      expect((await added).id).toBe(8);
      expect(shop.pets().map(({ id }) => id)).toEqual([8, 7, 3]);
    });

    it('begins with 1', async () => {
      await api.open();
      const added = inventory.add(details);
      await api.answer([]);
      expect(await api.answer(pet(1))).toBe('PUT /pets/1');
      await added;
    });

    it('takes the next id when someone else was faster', async () => {
      const shop = await api.open(pet(1));
      const added = inventory.add(details);
      await api.answer([]);
      await api.fail(412);
      expect(await api.answer([pet(4)])).toBe(newest);
      expect(await api.answer(pet(5))).toBe('PUT /pets/5');
      await added;
      expect(shop.pets().map(({ id }) => id)).toEqual([5, 1]);
    });

    it('does not try the same id again when the list is no help', async () => {
      await api.open(pet(1));
      const added = inventory.add(details);
      await api.answer([]);
      await api.fail(412);
      await api.answer([pet(1)]);
      expect(await api.answer(pet(3))).toBe('PUT /pets/3');
      await added;
    });

    it('gives up after ten ids', async () => {
      await api.open();
      const added = refused(inventory.add(details));
      await api.answer([]);
      for (let attempt = 1; attempt <= 10; attempt++) {
        await api.fail(412);
        if (attempt < 10) await api.answer([]);
      }
      expect(await added).toEqual(jasmine.objectContaining({ status: 412 }));
    });

    it('hands on any other refusal, and lists nothing', async () => {
      const shop = await api.open(pet(1));
      const added = refused(inventory.add(details));
      await api.answer([]);
      await api.fail(403);
      expect(await added).toEqual(jasmine.objectContaining({ status: 403 }));
      expect(shop.pets().length).toBe(1);
    });
  });

  describe('when a pet is changed', () => {
    it('changes only a pet that is still there', async () => {
      const shop = await api.open(pet(2), pet(1));
      const changed = inventory.update(pet(2), details);
      expect(busy().has(2)).toBeTrue();
      const put = await api.next();
      expect([put.request.method, put.request.url]).toEqual(['PUT', `${ShopApi.url}/pets/2`]);
      expect(put.request.headers.get('If-Match')).toBe('*');
      expect(put.request.body).toEqual(details);
      put.flush(pet(2, details));
      expect(await changed).toBeTrue();
      expect(shop.pets()[0]).toEqual(jasmine.objectContaining(details));
    });

    it('takes a pet that is gone meanwhile off the list', async () => {
      const shop = await api.open(pet(2), pet(1));
      const changed = refused(inventory.update(pet(2), details));
      await api.fail(412);
      expect(await changed).toEqual(jasmine.objectContaining({ status: 412 }));
      expect(shop.pets().map(({ id }) => id)).toEqual([1]);
    });

    it('shows that a pet is sold meanwhile', async () => {
      const shop = await api.open(pet(2), pet(1));
      const changed = refused(inventory.update(pet(2), details));
      await api.fail(409);
      expect(await api.answer([pet(2, masked)])).toBe(find(2));
      expect(await changed).toEqual(jasmine.objectContaining({ status: 409 }));
      expect(shop.pets()[0]).toEqual(jasmine.objectContaining(masked));
    });
  });

  describe('when a pet is removed', () => {
    it('takes it off the list, and gives it as it last was', async () => {
      const shop = await api.open(pet(2), pet(1));
      const removed = inventory.remove(pet(2));
      expect(busy().has(2)).toBeTrue();
      expect(await api.answer([pet(2, { price: 6 })])).toBe(find(2));
      expect(await api.answer(null)).toBe('DELETE /pets/2');
      expect(await removed).toEqual({ pet: pet(2, { price: 6 }) });
      expect(shop.pets().map(({ id }) => id)).toEqual([1]);
      expect(busy().size).toBe(0);
    });

    it('keeps how a sold one was sold', async () => {
      await api.open(pet(2, masked));
      await api.logIn(keeper, [sale]);
      const removed = inventory.remove(pet(2));
      await api.answer([pet(2, masked)]);
      await api.answer(null);
      expect(await removed).toEqual({
        pet: pet(2, masked),
        sale: jasmine.objectContaining({ soldAt: sale.soldAt }),
      });
    });

    it('learns of a sale that it did not know of', async () => {
      await api.open(pet(2));
      await api.logIn(keeper);
      const removed = inventory.remove(pet(2));
      await api.answer([pet(2, masked)]);
      expect(await api.answer([sale])).toBe('GET /pets/purchase?ids=2');
      await api.answer(null);
      expect(await removed).toEqual({ pet: pet(2, masked), sale });
    });

    it('removes nothing when the pet is gone already', async () => {
      const shop = await api.open(pet(2), pet(1));
      const removed = inventory.remove(pet(2));
      await api.answer([pet(1)]);
      expect(await removed).toBe('gone');
      expect(shop.pets().map(({ id }) => id)).toEqual([1]);
    });

    it('does one thing to a pet at a time', async () => {
      await api.open(pet(1));
      const removed = inventory.remove(pet(1));
      expect(await inventory.remove(pet(1))).toBe('busy');
      await api.answer([pet(1)]);
      await api.answer(null);
      await removed;
    });

    it('leaves it on the list when the API refuses', async () => {
      const shop = await api.open(pet(1));
      const removed = refused(inventory.remove(pet(1)));
      await api.answer([pet(1)]);
      await api.fail(403);
      expect(await removed).toEqual(jasmine.objectContaining({ status: 403 }));
      expect(shop.pets().length).toBe(1);
      expect(busy().size).toBe(0);
    });
  });

  describe('when a pet is put back', () => {
    const ids = (shop: { pets: () => readonly { id: number }[] }) =>
      shop.pets().map(({ id }) => id);

    it('lists it as it was, under its id, and only if that is free', async () => {
      const shop = await api.open(pet(1));
      const restored = inventory.restore({ pet: pet(2) });
      const put = await api.next();
      expect(put.request.url).toBe(`${ShopApi.url}/pets/2`);
      expect(put.request.headers.get('If-None-Match')).toBe('*');
      expect(put.request.body).toEqual({ type: 'dog', price: 5 });
      put.flush(pet(2));
      expect(await restored).toEqual(pet(2));
      expect(ids(shop)).toEqual([2, 1]);
    });

    it('says when a sold one was sold, and shows its buyer again', async () => {
      const shop = await api.open(pet(1));
      await api.logIn(keeper);
      const restored = inventory.restore({ pet: pet(2, masked), sale });
      const put = await api.next();
      expect(put.request.body).toEqual({ type: 'dog', price: 5, soldAt: sale.soldAt });
      put.flush(pet(2, masked));
      await restored;
      expect(TestBed.inject(KnownSales).view(shop.pets()[0]!)).toEqual(
        jasmine.objectContaining({ isSold: true, soldTo: 'anna@example.org' }),
      );
    });

    it('takes a new id when its own is taken meanwhile', async () => {
      const shop = await api.open(pet(1));
      const restored = inventory.restore({ pet: pet(2) });
      await api.fail(412);
      expect(await api.answer([pet(2, { type: 'cat' })])).toBe(find(2));
      expect(await api.answer([pet(2)])).toBe(newest);
      expect(await api.answer(pet(3))).toBe('PUT /pets/3');
      expect((await restored).id).toBe(3);
      expect(ids(shop)).toEqual([3, 1]);
    });

    it('lists it once when the answer to a first try was lost', async () => {
      const shop = await api.open(pet(1));
      const restored = inventory.restore({ pet: pet(2) });
      await api.fail(412);
      await api.answer([pet(2)]);
      expect((await restored).id).toBe(2);
      expect(ids(shop)).toEqual([2, 1]);
    });

    it('never gives a sold one another id', async () => {
      const shop = await api.open(pet(1));
      const restored = refused(inventory.restore({ pet: pet(2, masked), sale }));
      await api.fail(412);
      await api.answer([pet(2)]);
      expect(await restored).toEqual(jasmine.objectContaining({ status: 412 }));
      expect(ids(shop)).toEqual([1]);
    });
  });
});
