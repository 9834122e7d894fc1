import { provideHttpClient } from '@angular/common/http';
import {
  HttpTestingController,
  provideHttpClientTesting,
  type TestRequest,
} from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { sent, settled, until } from '../../testing/sent';
import { provideApiConfiguration } from '../api/api-configuration';
import type { Pet } from '../api/models';
import { DEFAULT_QUERY, type PetQuery } from './pet-query';
import { PetStore } from './pet-store';

const api = 'https://api.example.com/api';
const pet = (id: number, more: Partial<Pet> = {}): Pet => ({
  id,
  type: 'dog',
  price: 5,
  isSold: false,
  ...more,
});
const masked = { isSold: true, soldTo: 'a***@e***.org' };

describe('The list of the shop', () => {
  let http: HttpTestingController;
  let shop: PetStore;

  const next = () => sent(http);
  const fail = (request: TestRequest, status: number) =>
    request.flush({ message: 'no' }, { status, statusText: 'No' });
  const answerPets = async (pets: Pet[] = [], link?: string) => {
    const request = await next();
    expect(request.request.method).toBe('GET');
    request.flush(pets, { headers: link ? { Link: link } : {} });
    await settled();
    return request.request.urlWithParams;
  };
  const open = async (pets: Pet[] = [], link?: string) => {
    shop = TestBed.inject(PetStore);
    shop.show(DEFAULT_QUERY);
    return answerPets(pets, link);
  };
  const ids = () => shop.pets().map(({ id }) => id);

  beforeEach(() => {
    TestBed.configureTestingModule({
      providers: [provideHttpClient(), provideHttpClientTesting(), provideApiConfiguration(api)],
    });
    http = TestBed.inject(HttpTestingController);
  });

  afterEach(() => http.verify());

  describe('without a filter', () => {
    it('is loading, then shows the pets, the newest first', async () => {
      shop = TestBed.inject(PetStore);
      shop.show(DEFAULT_QUERY);
      expect(shop.status()).toBe('loading');
      expect(await answerPets([pet(2), pet(1)])).toBe(`${api}/pets`);
      expect(shop.status()).toBe('ready');
      expect(ids()).toEqual([2, 1]);
      expect(shop.hasMore()).toBeFalse();
    });

    it('may be old if its answer is older than CloudFront keeps one while all is well', async () => {
      await open([pet(1)]);
      expect(shop.mayBeOld()).toBeFalse();
      for (const [age, isOld] of [
        ['15', false],
        ['3600', true],
      ] as const) {
        shop.reload();
        (await next()).flush([pet(1)], { headers: { Age: age } });
        await settled();
        expect(shop.mayBeOld()).toBe(isOld);
      }
    });

    it('says that it failed, and shows the pets on the next try', async () => {
      shop = TestBed.inject(PetStore);
      shop.show(DEFAULT_QUERY);
      fail(await next(), 500);
      await until(() => (shop.status() === 'failed' ? true : undefined));
      expect(shop.error()).toEqual(jasmine.objectContaining({ status: 500 }));
      shop.reload();
      expect(shop.status()).toBe('loading');
      await answerPets([pet(1)]);
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

    it('shows a pet once, where the latest page has it, when others change it meanwhile', async () => {
      await open([pet(9), pet(8)], '<?limit=2&before=8>; rel="next"');
      const more = shop.loadMore();
      await answerPets([pet(9, { price: 7 }), pet(7)]);
      await more;
      expect(ids()).toEqual([8, 9, 7]);
      shop.reload();
      await answerPets([pet(9), pet(8)], '<?limit=2&before=8>; rel="next"');
      await answerPets([pet(9, { price: 8 }), pet(7)]);
      expect(ids()).toEqual([8, 9, 7]);
    });

    it('keeps what it shows when the next page fails, and can try again', async () => {
      await open([pet(9)], '<?before=9>; rel="next"');
      const more = shop.loadMore();
      fail(await next(), 502);
      expect(await more).toBe(0);
      expect(ids()).toEqual([9]);
      expect([shop.hasMore(), shop.loadingMore(), shop.moreFailed()]).toEqual([true, false, true]);
      expect(shop.error()).toEqual(jasmine.objectContaining({ status: 502 }));
      const again = shop.loadMore();
      await answerPets([pet(8)]);
      expect(await again).toBe(1);
      expect([ids(), shop.moreFailed()]).toEqual([[9, 8], false]);
    });

    it('goes on with its next page, or with why it failed, when a pet changes meanwhile', async () => {
      await open([pet(9)], '<?before=9>; rel="next"');
      const more = shop.loadMore();
      const request = await next();
      shop.put(pet(9, { price: 6 }));
      expect([shop.loadingMore(), await shop.loadMore()]).toEqual([true, 0]);
      fail(request, 502);
      await more;
      shop.put(pet(9, { price: 7 }));
      expect(shop.moreFailed()).toBeTrue();
    });

    it('reloads as many pages as it shows', async () => {
      await open([pet(9)], '<?before=9>; rel="next"');
      const more = shop.loadMore();
      await answerPets([pet(8)], '<?before=8>; rel="next"');
      await more;
      shop.reload();
      await answerPets([pet(10)], '<?before=10>; rel="next"');
      await answerPets([pet(9)], '<?before=9>; rel="next"');
      expect(ids()).toEqual([10, 9]);
    });
  });

  describe('of a query', () => {
    const dogs: PetQuery = { type: 'dog', available: false, sort: 'newest' };
    const cheapest: PetQuery = { type: '', available: true, sort: 'price-asc' };

    it('asks for what was chosen, and shows the list before until it is there', async () => {
      await open([pet(2, { type: 'cat' })]);
      shop.show(cheapest);
      expect([shop.status(), shop.query(), ids()]).toEqual(['loading', cheapest, [2]]);
      expect(await answerPets([pet(1)])).toBe(`${api}/pets?available=true&sort=price-asc`);
      expect([shop.status(), ids()]).toEqual(['ready', [1]]);
    });

    it('asks for its next page as the link says', async () => {
      await open();
      shop.show(cheapest);
      const query = 'available=true&sort=price-asc';
      await answerPets([pet(3)], `<?limit=1&${query}&after=x%2By>; rel="next"`);
      const more = shop.loadMore();
      expect(await answerPets([pet(4)])).toBe(`${api}/pets?limit=1&after=x%2By&${query}`);
      await more;
      expect(ids()).toEqual([3, 4]);
    });

    it('is not overwritten by an answer to the query before', async () => {
      await open([pet(9)], '<?before=9>; rel="next"');
      const more = shop.loadMore();
      const late = await next();
      shop.show(dogs);
      const earlier = await next();
      shop.show(cheapest);
      await answerPets([pet(1)]);
      late.flush([pet(8)]);
      earlier.flush([pet(7)]);
      expect(await more).toBe(0);
      await settled();
      expect([ids(), shop.hasMore(), shop.status()]).toEqual([[1], false, 'ready']);
    });

    it('shows no pets of another query when it fails', async () => {
      await open([pet(9)]);
      shop.show(dogs);
      fail(await next(), 500);
      await settled();
      expect([shop.status(), ids()]).toEqual(['failed', []]);
    });

    it('is there again on the way back, with all that was loaded', async () => {
      await open([pet(9)], '<?before=9>; rel="next"');
      const more = shop.loadMore();
      await answerPets([pet(8)]);
      await more;
      shop.show(dogs);
      await answerPets([pet(8)]);
      shop.show(DEFAULT_QUERY, { back: true });
      expect([shop.status(), ids()]).toEqual(['ready', [9, 8]]);
    });

    it('is asked for anew on the way back over many others', async () => {
      await open([pet(9)]);
      for (const type of ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i']) {
        shop.show({ ...dogs, type });
        await answerPets();
      }
      shop.show({ ...dogs, type: 'b' }, { back: true });
      expect(shop.status()).toBe('ready');
      shop.show(DEFAULT_QUERY, { back: true });
      await answerPets([pet(9)]);
    });

    it('is asked for anew when it is chosen again, or when the shop has changed', async () => {
      await open([pet(9)]);
      shop.show(dogs);
      await answerPets([pet(9)]);
      shop.show(DEFAULT_QUERY);
      await answerPets([pet(9)]);
      shop.put(pet(9, masked));
      shop.show(dogs, { back: true });
      await answerPets([pet(9, masked)]);
      expect(shop.pets()[0]?.isSold).toBeTrue();
    });

    it('takes in a new pet only if it is chosen, in its place', async () => {
      await open();
      shop.show({ ...dogs, sort: 'price-asc' });
      await answerPets([pet(1, { price: 3 }), pet(2, { price: 7 })]);
      shop.put(pet(3, { price: 5 }));
      shop.put(pet(4, { type: 'cat' }));
      expect(ids()).toEqual([1, 3, 2]);
    });

    it('leaves a pet that is not loaded yet to the page that brings it', async () => {
      await open([pet(9), pet(8)], '<?before=8>; rel="next"');
      shop.put(pet(3));
      expect(ids()).toEqual([9, 8]);
    });

    it('keeps a pet where it stands although it is no longer chosen', async () => {
      await open();
      shop.show({ ...cheapest, sort: 'newest' });
      await answerPets([pet(2), pet(1)]);
      shop.put(pet(2, masked));
      expect(shop.pets().map(({ isSold }) => isSold)).toEqual([true, false]);
    });

    it('reloads no more than the start of a long list', async () => {
      const page = (from: number) => Array.from({ length: 100 }, (_, i) => pet(from - i));
      await open(page(1000), '<?limit=100&before=901>; rel="next"');
      for (const from of [900, 800, 700, 600]) {
        const more = shop.loadMore();
        await answerPets(page(from), `<?limit=100&before=${from - 99}>; rel="next"`);
        await more;
      }
      shop.reload();
      const asked: string[] = [];
      for (const from of [1001, 901, 801, 701]) {
        const link = `<?limit=100&before=${from - 99}>; rel="next"`;
        asked.push(await answerPets(page(from), link));
      }
      expect(asked[0]).toBe(`${api}/pets?limit=100`);
      http.verify();
      expect(ids()).toEqual(Array.from({ length: 400 }, (_, i) => 1001 - i));
      const more = shop.loadMore();
      expect(await answerPets([])).toBe(`${api}/pets?limit=100&before=602`);
      await more;
    });

    it('stays as it is when it can’t be loaded anew', async () => {
      await open([pet(9)]);
      expect(ids()).toEqual([9]);
      shop.reload();
      fail(await next(), 500);
      await settled();
      expect([shop.status(), ids()]).toEqual(['ready', [9]]);
      expect(shop.mayBeOld()).toBeTrue();
    });

    it('is not made longer by a page that was asked for before it was loaded anew', async () => {
      await open([pet(9)], '<?before=9>; rel="next"');
      const more = shop.loadMore();
      const late = await next();
      shop.reload();
      await answerPets([pet(10)], '<?before=10>; rel="next"');
      late.flush([pet(8)]);
      expect(await more).toBe(0);
      expect([ids(), shop.loadingMore()]).toEqual([[10], false]);
    });
  });

  it('asks for nothing until it is to be shown', async () => {
    shop = TestBed.inject(PetStore);
    shop.reload();
    await settled();
    http.verify();
    await open([pet(1)]);
    expect(ids()).toEqual([1]);
  });

  it('does not let a list that was asked for earlier undo a change', async () => {
    await open([pet(1)]);
    shop.reload();
    const old = await next();
    shop.put(pet(1, { isSold: true }));
    old.flush([pet(1)]);
    await answerPets([pet(1, masked)]);
    expect(shop.pets()[0]?.isSold).toBeTrue();
  });
});
