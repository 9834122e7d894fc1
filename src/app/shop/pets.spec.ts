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
import { NotLoggedIn } from '../identity/login-failure';
import { everything, type Choice } from './choice';
import { Buying } from './buy/buying';
import { Keeping } from './keep/keeping';
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
  /** Answers the question for the highest id. */
  const answerNewest = async (...pets: Pet[]) => {
    const request = await next();
    expect(request.request.urlWithParams).toBe(`${api}/pets?limit=1`);
    request.flush(pets);
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
      expect(await more).toBe(0);
      expect(ids()).toEqual([9]);
      expect([shop.hasMore(), shop.loadingMore(), shop.moreFailed()]).toEqual([true, false, true]);
      expect(shop.failure()).toEqual(jasmine.objectContaining({ status: 502 }));
      const again = shop.loadMore();
      await answerPets([pet(8)]);
      expect(await again).toBe(1);
      expect([ids(), shop.moreFailed()]).toEqual([[9, 8], false]);
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

  describe('as a choice', () => {
    const dogs: Choice = { type: 'dog', available: false, sort: 'newest' };
    const cheapest: Choice = { type: '', available: true, sort: 'price-asc' };

    it('asks for what was chosen, and shows the list before until it is there', async () => {
      await open([pet(2, { type: 'cat' })]);
      shop.show(cheapest);
      expect([shop.status(), shop.choice(), ids()]).toEqual(['loading', cheapest, [2]]);
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

    it('is not overwritten by an answer to the choice before', async () => {
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

    it('shows no pets of another choice when it fails', async () => {
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
      shop.show(everything, { back: true });
      expect([shop.status(), ids()]).toEqual(['ready', [9, 8]]);
    });

    it('is asked for anew when it is chosen again, or when the shop has changed', async () => {
      await open([pet(9)]);
      shop.show(dogs);
      await answerPets([pet(9)]);
      shop.show(everything);
      await answerPets([pet(9)]);
      shop.markSold(9);
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

    it('reloads no more than the start of a long list, and keeps the rest', async () => {
      const page = (from: number) => Array.from({ length: 100 }, (_, i) => pet(from - i));
      await open(page(1000), '<?limit=100&before=901>; rel="next"');
      for (const from of [900, 800, 700, 600]) {
        const more = shop.loadMore();
        await answerPets(page(from), `<?limit=100&before=${from - 99}>; rel="next"`);
        await more;
      }
      const reload = shop.reload();
      for (const from of [1001, 901, 801, 701]) {
        await answerPets(page(from), `<?limit=100&before=${from - 99}>; rel="next"`);
      }
      await reload;
      http.verify();
      expect(ids()).toEqual(Array.from({ length: 501 }, (_, i) => 1001 - i));
      const more = shop.loadMore();
      expect(await answerPets([])).toBe(`${api}/pets?limit=100&before=501`);
      await more;
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

  describe('when a pet is added', () => {
    const details = { type: 'cat', price: 9.5 };

    it('lists it under the highest id plus one, and only if that is free', async () => {
      await open([pet(7), pet(3)]);
      const added = TestBed.inject(Keeping).add(details);
      await answerNewest();
      const { request, ...answer } = bound(await next());
      expect(request.method).toBe('PUT');
      expect(request.url).toBe(`${api}/pets/8`);
      expect(request.headers.get('If-None-Match')).toBe('*');
      expect(request.body).toEqual(details);
      answer.flush(pet(8, details));
      expect((await added).id).toBe(8);
      expect(ids()).toEqual([8, 7, 3]);
    });

    it('begins with 1', async () => {
      await open([]);
      const added = TestBed.inject(Keeping).add(details);
      await answerNewest();
      const request = await next();
      expect(request.request.url).toBe(`${api}/pets/1`);
      request.flush(pet(1));
      await added;
    });

    it('takes the next id when someone else was faster', async () => {
      await open([pet(1)]);
      const added = TestBed.inject(Keeping).add(details);
      await answerNewest();
      fail(await next(), 412);
      await answerNewest(pet(4));
      const request = await next();
      expect(request.request.url).toBe(`${api}/pets/5`);
      request.flush(pet(5));
      await added;
      expect(ids()).toEqual([5, 1]);
    });

    it('does not try the same id again when the list is no help', async () => {
      await open([pet(1)]);
      const added = TestBed.inject(Keeping).add(details);
      await answerNewest();
      fail(await next(), 412);
      await answerNewest(pet(1));
      const request = await next();
      expect(request.request.url).toBe(`${api}/pets/3`);
      request.flush(pet(3));
      await added;
    });

    it('gives up after ten ids', async () => {
      await open([]);
      const added = refused(TestBed.inject(Keeping).add(details));
      await answerNewest();
      for (let attempt = 1; attempt <= 10; attempt++) {
        fail(await next(), 412);
        if (attempt < 10) (await next()).flush([]);
      }
      expect(await added).toEqual(jasmine.objectContaining({ status: 412 }));
    });

    it('hands on any other refusal, and lists nothing', async () => {
      await open([pet(1)]);
      const added = TestBed.inject(Keeping).add(details);
      await answerNewest();
      fail(await next(), 403);
      await expectAsync(added).toBeRejectedWith(jasmine.objectContaining({ status: 403 }));
      expect(ids()).toEqual([1]);
    });
  });

  describe('when a pet is removed', () => {
    it('leaves the list, sold or not', async () => {
      await open([pet(2, masked), pet(1)]);
      const removed = TestBed.inject(Keeping).remove(pet(2));
      expect(shop.busy().has(2)).toBeTrue();
      const request = await next();
      expect([request.request.method, request.request.url]).toEqual(['DELETE', `${api}/pets/2`]);
      request.flush('', { status: 204, statusText: 'No Content' });
      expect(await removed).toBeTrue();
      expect(ids()).toEqual([1]);
      expect(shop.busy().size).toBe(0);
    });

    it('stays when the API refuses', async () => {
      await open([pet(1)]);
      const removed = TestBed.inject(Keeping).remove(pet(1));
      (await next()).flush('{}', { status: 403, statusText: 'No' });
      await expectAsync(removed).toBeRejected();
      expect(ids()).toEqual([1]);
      expect(shop.busy().size).toBe(0);
    });
  });

  describe('when a pet is bought', () => {
    it('sends the ID token, and shows the buyer’s own address', async () => {
      await open([pet(2), pet(1)]);
      await logIn(buyer);
      const bought = TestBed.inject(Buying).buy(pet(1));
      const { request, flush } = bound(await next());
      expect([request.method, request.url]).toEqual(['POST', `${api}/pets/purchase`]);
      expect(request.body).toEqual({ petId: 1, authToken: 'token-0' });
      flush(pet(1, { isSold: true, soldTo: 'anna@example.org' }));
      expect(await bought).toBeTrue();
      expect(shop.pets()[1]).toEqual(
        jasmine.objectContaining({ isSold: true, mine: true, soldTo: 'anna@example.org' }),
      );
    });

    it('sends one request for two clicks', async () => {
      await open([pet(1)]);
      await logIn(buyer);
      const clicks = [TestBed.inject(Buying).buy(pet(1)), TestBed.inject(Buying).buy(pet(1))];
      (await next()).flush(pet(1, { isSold: true }));
      expect(await Promise.all(clicks)).toEqual([true, false]);
      await settled();
    });

    it('is right at once when someone else was faster', async () => {
      await open([pet(2), pet(1)]);
      await logIn(buyer);
      const bought = refused(TestBed.inject(Buying).buy(pet(1)));
      fail(await next(), 409);
      await until(() => (shop.pets()[1]?.isSold ? true : undefined));
      await answerPets([pet(2), pet(1, masked)]);
      expect(await bought).toEqual(jasmine.objectContaining({ status: 409 }));
      expect(shop.pets()[1]).toEqual(jasmine.objectContaining({ ...masked, mine: false }));
    });

    it('is right even if the list can not be reloaded then', async () => {
      await open([pet(1)]);
      await logIn(buyer);
      const bought = TestBed.inject(Buying).buy(pet(1));
      fail(await next(), 409);
      fail(await next(), 500);
      await expectAsync(bought).toBeRejectedWith(jasmine.objectContaining({ status: 409 }));
      expect(shop.status()).toBe('ready');
      expect(shop.pets()[0]?.isSold).toBeTrue();
    });

    it('leaves the list when it is gone', async () => {
      await open([pet(2), pet(1)]);
      await logIn(buyer);
      const bought = refused(TestBed.inject(Buying).buy(pet(1)));
      fail(await next(), 404);
      await answerPets([pet(2)]);
      expect(await bought).toEqual(jasmine.objectContaining({ status: 404 }));
      expect(ids()).toEqual([2]);
    });

    it('is tried once more with a fresh ID token after a 401', async () => {
      await open([pet(1)]);
      await logIn(buyer);
      const bought = TestBed.inject(Buying).buy(pet(1));
      fail(await next(), 401);
      const second = await next();
      expect(second.request.body).toEqual({ petId: 1, authToken: 'token-1' });
      fail(second, 401);
      await expectAsync(bought).toBeRejectedWith(jasmine.objectContaining({ status: 401 }));
      expect(shop.pets()[0]?.isSold).toBeFalse();
    });

    it('is refused to a visitor before anything is sent', async () => {
      await open([pet(1)]);
      await expectAsync(TestBed.inject(Buying).buy(pet(1))).toBeRejectedWithError(NotLoggedIn);
    });
  });

  it('does not let a list that was asked for earlier undo a change', async () => {
    await open([pet(1)]);
    await logIn(buyer);
    const reload = shop.reload();
    const old = await next();
    const bought = TestBed.inject(Buying).buy(pet(1));
    (await next()).flush(pet(1, { isSold: true }));
    await bought;
    old.flush([pet(1)]);
    await answerPets([pet(1, masked)]);
    await reload;
    expect(shop.pets()[0]?.isSold).toBeTrue();
  });
});

/** A request that was sent, and how to answer it. */
const bound = (request: TestRequest) => ({
  request: request.request,
  flush: request.flush.bind(request),
});

/** The error with which a call will be refused. */
const refused = (call: Promise<unknown>): Promise<unknown> =>
  call.then(
    () => undefined,
    (error: unknown) => error,
  );
