import type { TestRequest } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { keeper } from '../../../testing/fake-identity';
import { settled } from '../../../testing/sent';
import { ShopApi, pet, refused } from '../../../testing/shop-api';
import type { Sale } from '../../api/models';
import { BusyPets } from '../busy-pets';
import { KnownSales } from '../known-sales';
import { Inventory } from './inventory';

const find = (id: number) => `GET /pets?limit=1&before=${id + 1}`;
const masked = { isSold: true, soldTo: 'a***@e***.org' };
const sale: Sale = {
  ...pet(2),
  soldTo: 'anna@example.org',
  soldAt: '2026-11-22T05:00:00.000Z',
  isListed: true,
};
const ids = (shop: { pets: () => readonly { id: number }[] }) => shop.pets().map(({ id }) => id);

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
    const added = (id: number) => ({ details, pet: pet(id, details) });
    const taken = (nextId: number) => api.fail(412, { message: 'taken', nextId });
    const keyOf = ({ request }: TestRequest) => request.headers.get('Idempotency-Key');
    const idOf = ({ request }: TestRequest) => Number(request.url.split('/').at(-1));
    /** Loses every answer that the page asks for in one call; gives what it sent first. */
    const loseAll = async () => {
      const [first] = [await api.lose(), await api.lose(), await api.lose()];
      return first;
    };

    it('lists it under the highest id plus one, and only if that was never taken', async () => {
      const shop = await api.open(pet(7), pet(3));
      const adding = inventory.add(details);
      const put = await api.next();
      expect([put.request.method, put.request.url]).toEqual(['PUT', `${ShopApi.url}/pets/8`]);
      expect(put.request.headers.get('If-None-Match')).toBe('*');
      expect(keyOf(put)).toMatch(/^[\w-]{36}$/);
      expect(put.request.body).toEqual(details);
      put.flush(pet(8, details));
      expect(await adding).toEqual(added(8));
      expect(ids(shop)).toEqual([8, 7, 3]);
    });

    it('begins with 1, and has a key of its own', async () => {
      await api.open();
      const adding = inventory.add(details);
      const first = await api.next();
      first.flush(pet(1));
      await adding;
      const another = inventory.add(details);
      const second = await api.next();
      second.flush(pet(2));
      await another;
      expect([idOf(first), idOf(second)]).toEqual([1, 2]);
      expect(keyOf(first)).not.toBe(keyOf(second));
    });

    it('takes the id that the shop names when its own is taken', async () => {
      const shop = await api.open(pet(1));
      const adding = inventory.add(details);
      const first = await api.next();
      first.flush({ message: 'taken', nextId: 5 }, { status: 412, statusText: 'No' });
      const second = await api.next();
      expect([idOf(second), keyOf(second)]).toEqual([5, keyOf(first)]);
      second.flush(pet(5));
      await adding;
      expect(ids(shop)).toEqual([5, 1]);
    });

    it('gives up after ten ids, or when the shop names none', async () => {
      await api.open();
      const adding = refused(inventory.add(details));
      for (let nextId = 2; nextId <= 11; nextId++) await taken(nextId);
      expect(await adding).toEqual(jasmine.objectContaining({ status: 412 }));
      const another = refused(inventory.add(details));
      await api.fail(412);
      expect(await another).toEqual(jasmine.objectContaining({ status: 412 }));
    });

    it('hands on any other refusal, and lists nothing', async () => {
      const shop = await api.open(pet(1));
      const adding = refused(inventory.add(details));
      await api.fail(403);
      expect(await adding).toEqual(jasmine.objectContaining({ status: 403 }));
      expect(shop.pets().length).toBe(1);
    });

    it('asks again when the answer is lost: the same id, the same key, the same pet', async () => {
      const shop = await api.open(pet(1));
      const adding = inventory.add(details);
      const lost = await api.lose();
      const again = await api.next();
      expect([idOf(again), keyOf(again)]).toEqual([idOf(lost), keyOf(lost)]);
      again.flush(pet(2, details));
      expect(await adding).toEqual(added(2));
      expect(ids(shop)).toEqual([2, 1]);
    });

    it('goes on to the next id when that of a lost answer is another’s', async () => {
      const shop = await api.open(pet(1));
      const adding = inventory.add(details);
      await api.lose();
      await taken(3);
      expect(await api.answer(pet(3, details))).toBe('PUT /pets/3');
      expect(await adding).toEqual(added(3));
      expect(ids(shop)).toEqual([3, 1]);
    });

    it('is the same add when the user tries again', async () => {
      const shop = await api.open(pet(1));
      const failed = refused(inventory.add(details));
      const lost = await loseAll();
      expect(await failed).toEqual(jasmine.objectContaining({ status: 0 }));
      shop.put(pet(9));
      const adding = inventory.add({ ...details });
      const again = await api.next();
      expect([idOf(again), keyOf(again)]).toEqual([idOf(lost), keyOf(lost)]);
      again.flush(pet(2, details));
      expect(await adding).toEqual(added(2));
    });

    it('finishes an add without an answer first, whatever else is to be added', async () => {
      const shop = await api.open(pet(1));
      const failed = refused(inventory.add(details));
      await loseAll();
      await failed;
      const adding = inventory.add({ type: 'cow', price: 1 });
      const again = await api.next();
      expect(again.request.body).toEqual(details);
      again.flush(pet(2, details));
      expect(await adding).toEqual(added(2));
      expect(ids(shop)).toEqual([2, 1]);
      const next = inventory.add({ type: 'cow', price: 1 });
      expect(await api.answer(pet(3))).toBe('PUT /pets/3');
      expect((await next).details.type).toBe('cow');
    });

    it('adds what is wanted now when the add without an answer was not done', async () => {
      await api.open(pet(1));
      const failed = refused(inventory.add(details));
      await loseAll();
      await failed;
      const adding = inventory.add({ type: 'cow', price: 1 });
      await taken(4);
      const put = await api.next();
      expect([idOf(put), put.request.body]).toEqual([4, { type: 'cow', price: 1 }]);
      put.flush(pet(4));
      expect((await adding).details.type).toBe('cow');
    });

    it('never sends again what was refused', async () => {
      await api.open(pet(1));
      const refusedAdd = refused(inventory.add(details));
      await api.fail(429);
      await refusedAdd;
      const adding = inventory.add({ type: 'cow', price: 1 });
      const put = await api.next();
      expect(put.request.body).toEqual({ type: 'cow', price: 1 });
      put.flush(pet(2));
      await adding;
    });

    it('says that it was removed since', async () => {
      const shop = await api.open(pet(1));
      const adding = inventory.add(details);
      await api.lose();
      await api.fail(409);
      expect(await adding).toEqual({ details, pet: undefined });
      expect(ids(shop)).toEqual([1]);
    });

    it('leaves nothing to do to the next user', async () => {
      await api.open(pet(1));
      await api.logIn(keeper);
      const failed = refused(inventory.add(details));
      await api.lose();
      api.identity.become({ ...keeper, sub: 'auth0|2' });
      await api.lose();
      await api.lose();
      await failed;
      const adding = inventory.add({ type: 'cow', price: 1 });
      const put = await api.next();
      expect(put.request.body).toEqual({ type: 'cow', price: 1 });
      put.flush(pet(2));
      await adding;
    });

    it('is forgotten when the user gives it up or leaves, and the list says what was done', async () => {
      await api.open(pet(1));
      await api.logIn(keeper);
      for (const leave of [
        () => inventory.forgetAdd(),
        () => api.identity.become({ ...keeper, sub: 'auth0|2' }),
      ]) {
        const failed = refused(inventory.add(details));
        const lost = await loseAll();
        await failed;
        leave();
        TestBed.tick();
        if (api.identity.user() === keeper) expect(await api.answer([pet(1)])).toBe('GET /pets');
        const adding = inventory.add(details);
        const put = await api.next();
        expect(keyOf(put)).not.toBe(keyOf(lost));
        put.flush(pet(2));
        await adding;
      }
      inventory.forgetAdd();
      TestBed.tick();
      await settled();
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
      expect(ids(shop)).toEqual([1]);
    });

    it('shows that a pet is sold meanwhile', async () => {
      const shop = await api.open(pet(2), pet(1));
      const changed = refused(inventory.update(pet(2), details));
      await api.fail(409);
      expect(await api.answer([pet(2, masked)])).toBe(find(2));
      expect(await changed).toEqual(jasmine.objectContaining({ status: 409 }));
      expect(shop.pets()[0]).toEqual(jasmine.objectContaining(masked));
    });

    it('asks again when the answer is lost', async () => {
      const shop = await api.open(pet(2));
      const changed = inventory.update(pet(2), details);
      await api.lose();
      expect(await api.answer(pet(2, details))).toBe('PUT /pets/2');
      expect(await changed).toBeTrue();
      expect(shop.pets()).toEqual([pet(2, details)]);
    });
  });

  describe('when a pet is removed', () => {
    it('takes it off the list by one call, and gives it as it left', async () => {
      const shop = await api.open(pet(2), pet(1));
      const removed = inventory.remove(pet(2));
      expect(busy().has(2)).toBeTrue();
      expect(await api.answer(pet(2, { price: 6, ...masked }))).toBe('DELETE /pets/2');
      expect(await removed).toEqual(pet(2, { price: 6, ...masked }));
      expect(ids(shop)).toEqual([1]);
      expect(busy().size).toBe(0);
    });

    it('asks again when the answer is lost', async () => {
      const shop = await api.open(pet(2), pet(1));
      const removed = inventory.remove(pet(2));
      await api.lose();
      expect(await api.answer(pet(2))).toBe('DELETE /pets/2');
      expect(await removed).toEqual(pet(2));
      expect(ids(shop)).toEqual([1]);
    });

    it('loads the list anew when the answer stays lost', async () => {
      const shop = await api.open(pet(2), pet(1));
      const removed = refused(inventory.remove(pet(2)));
      for (let call = 1; call <= 3; call++) await api.lose();
      expect(await removed).toEqual(jasmine.objectContaining({ status: 0 }));
      expect(await api.answer([pet(1)])).toBe('GET /pets');
      expect(ids(shop)).toEqual([1]);
    });

    it('takes one that the shop never had off the list', async () => {
      const shop = await api.open(pet(2), pet(1));
      const removed = refused(inventory.remove(pet(2)));
      await api.fail(404);
      expect(await removed).toEqual(jasmine.objectContaining({ status: 404 }));
      expect(ids(shop)).toEqual([1]);
    });

    it('does one thing to a pet at a time', async () => {
      await api.open(pet(1));
      const removed = inventory.remove(pet(1));
      expect(await inventory.remove(pet(1))).toBe('busy');
      await api.answer(pet(1));
      await removed;
    });

    it('leaves it on the list when the API refuses', async () => {
      const shop = await api.open(pet(1));
      const removed = refused(inventory.remove(pet(1)));
      await api.fail(403);
      expect(await removed).toEqual(jasmine.objectContaining({ status: 403 }));
      expect(shop.pets().length).toBe(1);
      expect(busy().size).toBe(0);
    });
  });

  describe('when a pet is put back', () => {
    it('lists it under its id, as the shop has it now', async () => {
      const shop = await api.open(pet(1));
      const restored = inventory.restore(pet(2));
      const put = await api.next();
      expect(put.request.url).toBe(`${ShopApi.url}/pets/2`);
      expect(put.request.headers.keys().filter((name) => name.startsWith('If-'))).toEqual([]);
      expect(put.request.body).toEqual({ type: 'dog', price: 5 });
      put.flush(pet(2));
      expect(await restored).toEqual(pet(2));
      expect(ids(shop)).toEqual([2, 1]);
    });

    it('shows the buyer of a sold one again', async () => {
      const shop = await api.open(pet(1));
      await api.logIn(keeper);
      const restored = inventory.restore(pet(2, masked));
      expect(await api.answer(pet(2, masked))).toBe('PUT /pets/2');
      expect((await restored).isSold).toBeTrue();
      TestBed.tick();
      expect(await api.answer([sale])).toBe('GET /pets/purchase?ids=2');
      expect(TestBed.inject(KnownSales).view(shop.pets()[0]!)).toEqual(
        jasmine.objectContaining({ isSold: true, soldTo: 'anna@example.org' }),
      );
    });

    it('asks again when the answer is lost', async () => {
      const shop = await api.open(pet(1));
      const restored = inventory.restore(pet(2));
      await api.lose();
      expect(await api.answer(pet(2))).toBe('PUT /pets/2');
      expect(await restored).toEqual(pet(2));
      expect(ids(shop)).toEqual([2, 1]);
    });

    it('shows one that is back and sold since', async () => {
      const shop = await api.open(pet(1));
      const restored = refused(inventory.restore(pet(2)));
      await api.fail(409);
      expect(await api.answer([pet(2, masked)])).toBe(find(2));
      expect(await restored).toEqual(jasmine.objectContaining({ status: 409 }));
      expect(shop.pets()[0]).toEqual(pet(2, masked));
    });
  });
});
