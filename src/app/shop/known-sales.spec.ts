import { TestBed } from '@angular/core/testing';
import { buyer, keeper } from '../../testing/fake-identity';
import { settled } from '../../testing/sent';
import { ShopApi, pet } from '../../testing/shop-api';
import type { Sale } from '../api/models';
import { KnownSales } from './known-sales';

const sale = (id: number, soldTo: string): Sale => ({
  ...pet(id),
  soldTo,
  isListed: true,
  soldAt: '2026-11-22T05:00:00Z',
});
const masked = { isSold: true, soldTo: 'a***@e***.org' };
const sold = (id: number) => pet(id, masked);

describe('The sales that a user may know', () => {
  let api: ShopApi;
  let known: KnownSales;
  const seen = (id: number) => {
    const { soldTo, mine } = known.view(sold(id));
    return [soldTo, mine];
  };

  beforeEach(() => {
    api = new ShopApi();
    known = TestBed.inject(KnownSales);
  });
  afterEach(() => api.http.verify());

  it('show a buyer their own address on their own pets only', async () => {
    await api.open(sold(2), sold(1));
    await api.logIn(buyer, [sale(1, 'anna@example.org')]);
    expect(seen(2)).toEqual(['a***@e***.org', false]);
    expect(seen(1)).toEqual(['anna@example.org', true]);
  });

  it('show a shopkeeper every buyer', async () => {
    await api.open(sold(2), sold(1));
    await api.logIn(keeper, [sale(2, 'bob@example.org'), sale(1, 'anna@example.org')]);
    expect(seen(2)).toEqual(['bob@example.org', false]);
    expect(seen(1)).toEqual(['anna@example.org', false]);
  });

  it('are asked for a pet that no list has', async () => {
    await api.open(pet(2));
    await api.logIn(buyer);
    known.include(sold(1));
    TestBed.tick();
    expect(await api.answer([sale(1, 'anna@example.org')])).toBe('GET /pets/purchase?ids=1');
    expect(seen(1)).toEqual(['anna@example.org', true]);
  });

  it('are not asked for by a visitor', async () => {
    await api.open(sold(1));
    TestBed.tick();
    await settled();
    expect(seen(1)).toEqual(['a***@e***.org', false]);
  });

  it('are not asked for while no sold pet is loaded', async () => {
    await api.open(pet(1));
    await api.logIn(keeper);
    await settled();
    expect(known.failure()).toBeUndefined();
  });

  it('are those of the sold pets of each page, asked for once', async () => {
    const shop = await api.open(sold(3), pet(2), sold(1));
    api.identity.become(buyer);
    TestBed.tick();
    expect(await api.answer([sale(3, 'anna@example.org')])).toBe('GET /pets/purchase?ids=3%2C1');
    shop.put(sold(2));
    TestBed.tick();
    expect(await api.answer([])).toBe('GET /pets/purchase?ids=2');
    shop.put({ ...sold(1), type: 'cat' });
    TestBed.tick();
    await settled();
    expect([seen(3), seen(2), seen(1)].map(([, mine]) => mine)).toEqual([true, false, false]);
  });

  it('are asked for by a hundred at once', async () => {
    await api.open(...Array.from({ length: 101 }, (_, i) => sold(101 - i)));
    api.identity.become(keeper);
    TestBed.tick();
    const first = await api.next();
    expect(first.request.params.get('ids')?.split(',').length).toBe(100);
    first.flush([sale(2, 'bob@example.org')]);
    expect(await api.answer([sale(1, 'anna@example.org')])).toBe('GET /pets/purchase?ids=1');
    expect([seen(2), seen(1)]).toEqual([
      ['bob@example.org', false],
      ['anna@example.org', false],
    ]);
  });

  it('are asked for with the ID token in its header, and a fresh one after a 401', async () => {
    await api.open(sold(1));
    api.identity.become(buyer);
    TestBed.tick();
    const first = await api.next();
    expect(first.request.headers.get('X-Id-Token')).toBe('token-0');
    first.flush({ message: 'no' }, { status: 401, statusText: 'No' });
    const second = await api.next();
    expect(second.request.headers.get('X-Id-Token')).toBe('token-1');
    second.flush([]);
    await settled();
    expect(known.failure()).toBeUndefined();
  });

  it('say why they could not be loaded, and are asked for again when the list changes', async () => {
    const shop = await api.open(pet(2), sold(1));
    api.identity.become(buyer);
    TestBed.tick();
    await api.fail(403);
    await settled();
    expect(known.failure()).toEqual(jasmine.objectContaining({ status: 403 }));
    shop.drop(2);
    TestBed.tick();
    expect(await api.answer([sale(1, 'anna@example.org')])).toBe('GET /pets/purchase?ids=1');
    expect(seen(1)).toEqual(['anna@example.org', true]);
  });

  it('are not said to be another’s before that is known, and are asked for when the network is back', async () => {
    await api.open(sold(2), sold(1));
    api.identity.status.set('checking');
    expect(known.view(sold(1)).mine).toBeUndefined();
    api.identity.become(buyer);
    expect(known.view(sold(1)).mine).toBeUndefined();
    TestBed.tick();
    expect(known.view(sold(1)).mine).toBeUndefined();
    await api.fail(503);
    await settled();
    expect(known.view(sold(1)).mine).toBeFalse();
    window.dispatchEvent(new Event('online'));
    TestBed.tick();
    await api.answer([sale(1, 'anna@example.org')]);
    expect([2, 1].map((id) => known.view(sold(id)).mine)).toEqual([false, true]);
  });

  it('tell one failure until they could be loaded', async () => {
    const shop = await api.open(pet(3), pet(2), sold(1));
    api.identity.become(buyer);
    const failAgain = async (status: number) => {
      TestBed.tick();
      await api.fail(status);
      await settled();
      return known.failure();
    };
    const first = await failAgain(500);
    shop.drop(2);
    expect(await failAgain(503)).toBe(first);
    shop.drop(3);
    TestBed.tick();
    await api.answer([]);
    expect(known.failure()).toBeUndefined();
  });

  it('are found for pets that are not listed, a hundred at a time', async () => {
    await api.open();
    await api.logIn(keeper);
    const finding = known.find(Array.from({ length: 101 }, (_, i) => i + 1));
    const first = await api.next();
    expect(first.request.params.get('ids')?.split(',').length).toBe(100);
    first.flush([sale(7, 'bob@example.org')]);
    expect(await api.answer([])).toBe('GET /pets/purchase?ids=101');
    expect(await finding).toEqual([sale(7, 'bob@example.org')]);
    expect(await known.find([])).toEqual([]);
  });

  it('are forgotten when the user leaves, also those that are still on the way', async () => {
    const shop = await api.open(sold(1));
    await api.logIn(keeper, [sale(1, 'anna@example.org')]);
    shop.put(sold(2));
    TestBed.tick();
    const late = await api.next();
    api.identity.become(undefined);
    TestBed.tick();
    late.flush([sale(2, 'bob@example.org')]);
    await settled();
    expect([seen(2), seen(1)]).toEqual([
      ['a***@e***.org', false],
      ['a***@e***.org', false],
    ]);
  });
});
