import { provideHttpClient } from '@angular/common/http';
import {
  HttpTestingController,
  provideHttpClientTesting,
  type TestRequest,
} from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { FakeIdentity, buyer, keeper } from '../../testing/fake-identity';
import { sent, settled, until } from '../../testing/sent';
import { provideApiConfiguration } from '../api/api-configuration';
import type { Pet, Sale } from '../api/models';
import { KnownSales } from './known-sales';
import { Pets } from './pets';

const api = 'https://api.example.com/api';
const pet = (id: number, more: Partial<Pet> = {}): Pet => ({
  id,
  type: 'dog',
  price: 5,
  isSold: false,
  ...more,
});
const sale = (id: number, soldTo: string, isListed = true): Sale => ({
  ...pet(id),
  soldTo,
  isListed,
  soldAt: '2026-11-22T05:00:00Z',
});
const masked = { isSold: true, soldTo: 'a***@e***.org' };

describe('The shop', () => {
  let http: HttpTestingController;
  let identity: FakeIdentity;
  let shop: Pets;

  const next = () => sent(http);
  const fail = (request: TestRequest, status: number) =>
    request.flush({ message: 'no' }, { status, statusText: 'No' });
  const answerPets = async (pets: Pet[], link?: string) => {
    const request = await next();
    expect(request.request.method).toBe('GET');
    request.flush(pets, { headers: link ? { Link: link } : {} });
    await settled();
    return request.request.urlWithParams;
  };
  const open = async (pets: Pet[] = [], link?: string) => {
    shop = TestBed.inject(Pets);
    return answerPets(pets, link);
  };
  const logIn = async (user: typeof buyer, sales: Sale[] = []) => {
    identity.become(user);
    TestBed.tick();
    (await next()).flush(sales);
    await settled();
  };
  const ids = () => shop.pets().map(({ id }) => id);

  beforeEach(() => {
    identity = new FakeIdentity();
    TestBed.configureTestingModule({
      providers: [
        provideHttpClient(),
        provideHttpClientTesting(),
        provideApiConfiguration(api),
        identity.provider(),
      ],
    });
    http = TestBed.inject(HttpTestingController);
  });

  afterEach(() => http.verify());

  describe('as a list', () => {
    it('is loading, then shows the pets, the newest first', async () => {
      shop = TestBed.inject(Pets);
      expect(shop.status()).toBe('loading');
      expect(await answerPets([pet(2), pet(1)])).toBe(`${api}/pets`);
      expect(shop.status()).toBe('ready');
      expect(ids()).toEqual([2, 1]);
      expect(shop.hasMore()).toBeFalse();
    });

    it('says that it failed, and shows the pets on the next try', async () => {
      shop = TestBed.inject(Pets);
      fail(await next(), 500);
      await until(() => (shop.status() === 'failed' ? true : undefined));
      expect(shop.failure()).toEqual(jasmine.objectContaining({ status: 500 }));
      const again = shop.reload();
      expect(shop.status()).toBe('loading');
      await answerPets([pet(1)]);
      await again;
      expect(shop.status()).toBe('ready');
    });

    it('loads the next page where its link leads, and each pet once', async () => {
      await open([pet(9), pet(8)], '<?limit=2&before=8>; rel="next"');
      expect(shop.hasMore()).toBeTrue();
      const more = shop.loadMore();
      void shop.loadMore();
      expect(await answerPets([pet(8), pet(7)])).toBe(`${api}/pets?limit=2&before=8`);
      await more;
      expect(ids()).toEqual([9, 8, 7]);
      expect(shop.hasMore()).toBeFalse();
    });

    it('keeps what it shows when the next page fails, and can try again', async () => {
      await open([pet(9)], '<?before=9>; rel="next"');
      const more = shop.loadMore();
      fail(await next(), 502);
      await expectAsync(more).toBeRejected();
      expect(ids()).toEqual([9]);
      expect([shop.hasMore(), shop.loadingMore()]).toEqual([true, false]);
    });

    it('reloads as many pages as it shows', async () => {
      await open([pet(9)], '<?before=9>; rel="next"');
      const more = shop.loadMore();
      await answerPets([pet(8)], '<?before=8>; rel="next"');
      await more;
      const reload = shop.reload();
      await answerPets([pet(10)], '<?before=10>; rel="next"');
      await answerPets([pet(9)], '<?before=9>; rel="next"');
      await reload;
      expect(ids()).toEqual([10, 9]);
    });
  });

  it('finds a pet that is on no page that is loaded, or says that it is not there', async () => {
    await open([pet(9)]);
    for (const [listed, found] of [
      [pet(4), pet(4)],
      [pet(3), undefined],
    ] as const) {
      const finding = shop.find(4);
      expect(await answerPets([listed])).toBe(`${api}/pets?limit=1&before=5`);
      expect(await finding).toEqual(found);
    }
    expect(ids()).toEqual([9]);
  });

  describe('for who is logged in', () => {
    it('shows a buyer their own address on their own pets only', async () => {
      await open([pet(2, masked), pet(1, masked)]);
      await logIn(buyer, [sale(1, 'anna@example.org')]);
      expect(shop.pets().map(({ soldTo, mine }) => [soldTo, mine])).toEqual([
        ['a***@e***.org', false],
        ['anna@example.org', true],
      ]);
    });

    it('shows a shop keeper every buyer', async () => {
      await open([pet(2, masked), pet(1, masked)]);
      await logIn(keeper, [sale(2, 'bob@example.org'), sale(1, 'anna@example.org')]);
      expect(shop.pets().map(({ soldTo, mine }) => [soldTo, mine])).toEqual([
        ['bob@example.org', false],
        ['anna@example.org', false],
      ]);
    });

    it('does not show a sale on another pet that has its id now', async () => {
      await open([pet(1, masked)]);
      await logIn(buyer, [sale(1, 'anna@example.org', false)]);
      expect(shop.pets()[0]).toEqual(jasmine.objectContaining({ ...masked, mine: false }));
    });

    it('sends the ID token in its header, and a fresh one after a 401', async () => {
      await open();
      identity.become(buyer);
      TestBed.tick();
      const first = await next();
      expect(first.request.headers.get('X-Id-Token')).toBe('token-0');
      fail(first, 401);
      const second = await next();
      expect(second.request.headers.get('X-Id-Token')).toBe('token-1');
      second.flush([]);
      await settled();
      expect(TestBed.inject(KnownSales).failure()).toBeUndefined();
    });

    it('loads all pages of sales', async () => {
      await open([pet(2, masked), pet(1, masked)]);
      identity.become(keeper);
      TestBed.tick();
      (await next()).flush([sale(2, 'bob@example.org')], {
        headers: { Link: '<?limit=1&after=x%2By>; rel="next"' },
      });
      const second = await next();
      expect(second.request.params.get('after')).toBe('x+y');
      second.flush([sale(1, 'anna@example.org')]);
      await settled();
      expect(shop.pets().map(({ soldTo }) => soldTo)).toEqual([
        'bob@example.org',
        'anna@example.org',
      ]);
    });

    it('says when purchases could not be loaded, and shows the list all the same', async () => {
      await open([pet(1)]);
      identity.become(buyer);
      TestBed.tick();
      fail(await next(), 403);
      await settled();
      expect(TestBed.inject(KnownSales).failure()).toEqual(
        jasmine.objectContaining({ status: 403 }),
      );
      expect(ids()).toEqual([1]);
    });

    it('forgets the addresses when the user leaves', async () => {
      await open([pet(1, masked)]);
      await logIn(keeper, [sale(1, 'anna@example.org')]);
      identity.become(undefined);
      TestBed.tick();
      expect(shop.pets()[0]?.soldTo).toBe('a***@e***.org');
    });
  });

  it('does not let a list that was asked for earlier undo a change', async () => {
    await open([pet(1)]);
    const reload = shop.reload();
    const old = await next();
    shop.put(pet(1, { isSold: true }));
    old.flush([pet(1)]);
    await answerPets([pet(1, masked)]);
    await reload;
    expect(shop.pets()[0]?.isSold).toBeTrue();
  });
});
