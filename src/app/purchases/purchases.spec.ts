import { provideHttpClient } from '@angular/common/http';
import {
  HttpTestingController,
  provideHttpClientTesting,
  type TestRequest,
} from '@angular/common/http/testing';
import { EnvironmentInjector, createEnvironmentInjector } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { FakeIdentity, buyer, keeper } from '../../testing/fake-identity';
import { sale } from '../../testing/sale';
import { sent, settled } from '../../testing/sent';
import { provideApiConfiguration } from '../api/api-configuration';
import type { Sale } from '../api/models';
import type { Role } from '../auth/user';
import { Purchases } from './purchases';

const bob = { ...buyer, sub: 'amazon|3', nickname: 'bob', email: 'bob@example.net' };

describe('Purchases', () => {
  let http: HttpTestingController;
  let identity: FakeIdentity;
  let purchases: Purchases;

  const next = () => sent(http);
  const open = (role: Role) => {
    purchases = TestBed.inject(Purchases);
    purchases.loadFor(role);
    TestBed.tick();
  };
  const become = (user: typeof buyer | undefined) => {
    identity.become(user);
    TestBed.tick();
  };
  const answer = async (request: TestRequest, sales: Sale[], link?: string) => {
    request.flush(sales, { headers: link ? { Link: link } : {} });
    await settled();
  };
  const fail = async (request: TestRequest, status: number) => {
    request.flush({ message: 'no' }, { status, statusText: 'No' });
    await settled();
  };
  const ids = () => purchases.sales().map(({ id }) => id);

  beforeEach(() => {
    identity = new FakeIdentity();
    TestBed.configureTestingModule({
      providers: [
        provideHttpClient(),
        provideHttpClientTesting(),
        provideApiConfiguration('https://api.example.com/api'),
        identity.provider(),
        Purchases,
      ],
    });
    http = TestBed.inject(HttpTestingController);
  });

  afterEach(() => http.verify());

  it('are loaded for a user of the role, and then ready', async () => {
    identity.become(buyer);
    open('social');
    expect(purchases.view()).toBe('loading');
    await answer(await next(), [sale(2), sale(1)]);
    expect(purchases.view()).toBe('ready');
    expect(ids()).toEqual([2, 1]);
  });

  it('say how many have come while more are coming, and show none of them before the last', async () => {
    identity.become(keeper);
    open('admin');
    await answer(await next(), [sale(3), sale(2)], '<?after=x>; rel="next"');
    expect([purchases.view(), purchases.loadedCount()]).toEqual(['loading', 2]);
    expect(ids()).toEqual([]);
    await answer(await next(), [sale(1)]);
    expect([purchases.view(), purchases.loadedCount()]).toEqual(['ready', 3]);
    expect(ids()).toEqual([3, 2, 1]);
  });

  it('are those of a period, and of another one as soon as that is asked for', async () => {
    identity.become(keeper);
    open('admin');
    await answer(await next(), [sale(2), sale(1)]);
    const [since, until] = ['2026-11-01T00:00:00.000Z', '2026-12-01T00:00:00.000Z'];
    purchases.loadFor('admin', { since, until });
    TestBed.tick();
    expect([purchases.view(), ids()]).toEqual(['loading', []]);
    const first = await next();
    expect([first.request.params.get('since'), first.request.params.get('until')]).toEqual([
      since,
      until,
    ]);
    await answer(first, [sale(2)], '<?since=x&after=y>; rel="next"');
    const second = await next();
    expect(second.request.params.get('since')).toBe(since);
    await answer(second, []);
    expect(ids()).toEqual([2]);
  });

  it('come some pages at once, and further ones when they are asked for', async () => {
    identity.become(keeper);
    purchases = TestBed.inject(Purchases);
    purchases.loadFor('admin', {}, 2);
    const link = '<?after=x>; rel="next"';
    TestBed.tick();
    await answer(await next(), [sale(4)], link);
    expect(purchases.view()).toBe('loading');
    await answer(await next(), [sale(3)], link);
    expect([purchases.view(), purchases.isComplete()]).toEqual(['ready', false]);
    expect(ids()).toEqual([4, 3]);
    await settled();
    http.expectNone(() => true);
    purchases.loadFurther();
    purchases.loadFurther();
    await answer(await next(), [sale(2)], link);
    expect([purchases.view(), purchases.loadedCount()]).toEqual(['ready', 3]);
    expect(ids()).toEqual([4, 3]);
    await answer(await next(), [sale(1)]);
    // It can't know that this was the last page before it asks.
    purchases.loadFurther();
    await settled();
    expect(purchases.isComplete()).toBeTrue();
    expect(ids()).toEqual([4, 3, 2, 1]);
  });

  it('say why they failed, and are all there after another try', async () => {
    identity.become(keeper);
    open('admin');
    await answer(await next(), [sale(2)], '<?after=x>; rel="next"');
    await fail(await next(), 502);
    expect(purchases.view()).toBe('failed');
    expect(purchases.failure()).toEqual(jasmine.objectContaining({ status: 502 }));
    purchases.reload();
    expect(purchases.view()).toBe('loading');
    expect(purchases.failure()).toBeUndefined();
    await answer(await next(), [sale(2), sale(1)]);
    expect(ids()).toEqual([2, 1]);
  });

  it('stay shown when no more come, and are asked for anew on demand', async () => {
    identity.become(keeper);
    purchases = TestBed.inject(Purchases);
    purchases.loadFor('admin', {}, 1);
    TestBed.tick();
    await answer(await next(), [sale(2)], '<?after=x>; rel="next"');
    purchases.loadFurther();
    expect(purchases.isLoadingFurther()).toBeFalse();
    const further = await next();
    expect(purchases.isLoadingFurther()).toBeTrue();
    await fail(further, 502);
    expect([purchases.view(), purchases.isLoadingFurther()]).toEqual(['ready', false]);
    expect(purchases.furtherFailure()).toEqual(jasmine.objectContaining({ status: 502 }));
    expect(ids()).toEqual([2]);
    purchases.loadFurther();
    await answer(await next(), [sale(2)]);
    expect(purchases.furtherFailure()).toBeUndefined();
  });

  it('wait until it is known who is here', async () => {
    identity.status.set('checking');
    open('social');
    expect(purchases.view()).toBe('checking');
    become(buyer);
    expect(purchases.view()).toBe('loading');
    await answer(await next(), []);
    expect(purchases.view()).toBe('ready');
  });

  it('are not asked for without a user', async () => {
    open('social');
    expect(purchases.view()).toBe('visitor');
    purchases.reload();
    await settled();
    http.expectNone(() => true);
  });

  for (const [user, role] of [
    [keeper, 'social'],
    [buyer, 'admin'],
  ] as const) {
    it(`of ${role} are never asked for by a user who is ${user.role}`, async () => {
      identity.become(user);
      open(role);
      expect(purchases.view()).toBe('other-role');
      purchases.reload();
      await settled();
      http.expectNone(() => true);
      expect(ids()).toEqual([]);
    });
  }

  it('of one user are gone in the moment in which another comes', async () => {
    identity.become(buyer);
    open('social');
    await answer(await next(), [sale(1)]);
    identity.become(bob);
    expect(purchases.view()).toBe('loading');
    expect([ids(), purchases.loadedCount()]).toEqual([[], 0]);
    TestBed.tick();
    await answer(await next(), [sale(7)]);
    expect(ids()).toEqual([7]);
  });

  it('that come too late, after their user has left, are shown to nobody', async () => {
    identity.become(buyer);
    open('social');
    const late = await next();
    become(bob);
    const own = await next();
    await answer(late, [sale(1)], '<?after=x>; rel="next"');
    expect(purchases.view()).toBe('loading');
    await answer(own, [sale(7)]);
    expect(ids()).toEqual([7]);
  });

  it('that fail too late say nothing to the next user', async () => {
    identity.become(buyer);
    open('social');
    const late = await next();
    become(bob);
    const own = await next();
    await fail(late, 500);
    expect(purchases.view()).toBe('loading');
    await answer(own, []);
    expect(purchases.view()).toBe('ready');
  });

  it('are forgotten when the user leaves', async () => {
    identity.become(buyer);
    open('social');
    await answer(await next(), [sale(1)]);
    become(undefined);
    expect([purchases.view(), ids()]).toEqual(['visitor', []]);
  });

  it('are loaded no further when their page has gone', async () => {
    identity.become(keeper);
    const page = createEnvironmentInjector([Purchases], TestBed.inject(EnvironmentInjector));
    purchases = page.get(Purchases);
    purchases.loadFor('admin');
    TestBed.tick();
    const request = await next();
    page.destroy();
    await answer(request, [sale(1)], '<?after=x>; rel="next"');
    http.expectNone(() => true);
    expect(purchases.loadedCount()).toBe(0);
  });
});
