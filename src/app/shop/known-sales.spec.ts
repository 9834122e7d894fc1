import { TestBed } from '@angular/core/testing';
import { buyer, keeper } from '../../testing/fake-identity';
import { settled } from '../../testing/sent';
import { ShopApi, pet } from '../../testing/shop-api';
import type { Sale } from '../api/models';
import { KnownSales } from './known-sales';

const sale = (id: number, soldTo: string, isListed = true): Sale => ({
  ...pet(id),
  soldTo,
  isListed,
  soldAt: '2026-11-22T05:00:00Z',
});
const masked = { isSold: true, soldTo: 'a***@e***.org' };

describe('The sales that a user may know', () => {
  let api: ShopApi;
  let known: KnownSales;
  const seen = (id: number) => {
    const { soldTo, mine } = known.view(pet(id, masked));
    return [soldTo, mine];
  };

  beforeEach(() => {
    api = new ShopApi();
    known = TestBed.inject(KnownSales);
  });
  afterEach(() => api.http.verify());

  it('show a buyer their own address on their own pets only', async () => {
    await api.logIn(buyer, [sale(1, 'anna@example.org')]);
    expect(seen(2)).toEqual(['a***@e***.org', false]);
    expect(seen(1)).toEqual(['anna@example.org', true]);
  });

  it('show a shop keeper every buyer', async () => {
    await api.logIn(keeper, [sale(2, 'bob@example.org'), sale(1, 'anna@example.org')]);
    expect(seen(2)).toEqual(['bob@example.org', false]);
    expect(seen(1)).toEqual(['anna@example.org', false]);
  });

  it('are not shown on another pet that has the id of one now', async () => {
    await api.logIn(buyer, [sale(1, 'anna@example.org', false)]);
    expect(seen(1)).toEqual(['a***@e***.org', false]);
  });

  it('are asked for with the ID token in its header, and a fresh one after a 401', async () => {
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

  it('come page by page', async () => {
    api.identity.become(keeper);
    TestBed.tick();
    (await api.next()).flush([sale(2, 'bob@example.org')], {
      headers: { Link: '<?limit=1&after=x%2By>; rel="next"' },
    });
    const second = await api.next();
    expect(second.request.params.get('after')).toBe('x+y');
    second.flush([sale(1, 'anna@example.org')]);
    await settled();
    expect([seen(2), seen(1)]).toEqual([
      ['bob@example.org', false],
      ['anna@example.org', false],
    ]);
  });

  it('say why they could not be loaded', async () => {
    api.identity.become(buyer);
    TestBed.tick();
    await api.fail(403);
    await settled();
    expect(known.failure()).toEqual(jasmine.objectContaining({ status: 403 }));
  });

  it('are forgotten when the user leaves', async () => {
    await api.logIn(keeper, [sale(1, 'anna@example.org')]);
    api.identity.become(undefined);
    TestBed.tick();
    expect(seen(1)).toEqual(['a***@e***.org', false]);
  });
});
