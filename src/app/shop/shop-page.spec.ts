import { HttpErrorResponse } from '@angular/common/http';
import { computed, signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { Router, provideRouter } from '@angular/router';
import { FakeIdentity, buyer, keeper } from '../../testing/fake-identity';
import { settled, until } from '../../testing/sent';
import { groupsOf } from './pet-groups';
import { DEFAULT_QUERY, type PetQuery } from './pet-query';
import { Checkout } from './buy/checkout';
import { PurchaseRoute } from './buy/purchase-route';
import { Inventory } from './manage/inventory';
import { OpenForms } from './manage/open-forms';
import { Removal } from './manage/removal';
import { KnownSales, type ShopPet } from './known-sales';
import { PetActions } from './pet-actions';
import { PetTypes } from '../pet-types/pet-types';
import { PetStore } from './pet-store';
import { ShopPage } from './shop-page';
import { Toast } from './toast';

const pet = (id: number, type: string, isSold = false): ShopPet => ({
  id,
  type,
  price: 5,
  isSold,
  mine: false,
});

/** Stands for the store: what it holds, without the API. */
class FakeShop {
  readonly pets = signal<ShopPet[]>([pet(2, 'cat'), pet(1, 'dog')]);
  readonly status = signal<'loading' | 'ready' | 'failed'>('ready');
  readonly error = signal<unknown>(undefined);
  readonly query = signal<PetQuery>(DEFAULT_QUERY);
  readonly shownQuery = this.query;
  readonly groups = computed(() => groupsOf(this.pets()));
  readonly count = computed(() => this.pets().length);
  readonly hasMore = signal(false);
  readonly loadingMore = signal(false);
  readonly moreFailed = signal(false);
  readonly mayBeOld = signal(false);
  readonly reload = jasmine.createSpy('reload').and.resolveTo();
  readonly loadMore = jasmine.createSpy('loadMore').and.resolveTo(0);
  readonly show = jasmine.createSpy('show').and.callFake((query: PetQuery) => {
    this.query.set(query);
  });
}

/** Stands for the sales that the user may know. */
class FakeSales {
  readonly failure = signal<unknown>(undefined);
  readonly view = (one: ShopPet) => one;
  readonly include = () => undefined;
}

describe('The shop page', () => {
  const purchase = { petId: signal<number | undefined>(undefined), ask: jasmine.createSpy('ask') };
  const remove = jasmine.createSpy('remove').and.resolveTo();
  let identity: FakeIdentity;
  let sales: FakeSales;
  let shop: FakeShop;

  async function open() {
    const fixture = TestBed.createComponent(ShopPage);
    const element = fixture.nativeElement as HTMLElement;
    document.body.append(element);
    const stable = async () => {
      await settled();
      await fixture.whenStable();
    };
    await stable();
    const textOf = (node: Element) => node.textContent.replace(/\s+/g, ' ').trim();
    return {
      fixture,
      element,
      stable,
      names: () => [...element.querySelectorAll('button')].map(textOf),
      texts: (selector: string) =>
        [...element.querySelectorAll(selector)].map(textOf).filter((text) => text !== ''),
      click: async (name: string) => {
        const button = [...element.querySelectorAll('button')].find((one) => textOf(one) === name);
        button?.focus();
        button?.click();
        await stable();
      },
    };
  }

  /** What the page loads when it is needed. */
  beforeAll(() =>
    Promise.all([
      import('./buy/buy-dialog'),
      import('./manage/add-pets'),
      import('./manage/edit-dialog'),
    ]),
  );

  beforeEach(() => {
    localStorage.removeItem('role');
    identity = new FakeIdentity();
    sales = new FakeSales();
    shop = new FakeShop();
    remove.calls.reset();
    purchase.petId.set(undefined);
    purchase.ask.calls.reset();
    TestBed.configureTestingModule({
      providers: [
        identity.provider(),
        provideRouter([{ path: '', component: ShopPage }]),
        { provide: PetTypes, useValue: { types: signal(['cat', 'dog']), load: () => undefined } },
        { provide: PurchaseRoute, useValue: purchase },
        { provide: Checkout, useValue: {} },
        { provide: Inventory, useValue: {} },
        { provide: Removal, useValue: { remove } },
        { provide: PetStore, useValue: shop },
        { provide: KnownSales, useValue: sales },
      ],
    });
  });

  it('shows every pet to a visitor, who may begin to buy', async () => {
    const page = await open();
    expect(page.texts('[role=list] [role=listitem] h3')).toEqual(['cat No. 2', 'dog No. 1']);
    expect(page.names()).toEqual(['Buy cat, no. 2', 'Buy dog, no. 1']);
    expect(page.element.textContent).toContain('Log in to buy');
    await page.click('Buy dog, no. 1');
    expect(purchase.ask).toHaveBeenCalledOnceWith(1);
  });

  it('offers nothing while it is being found out who is here', async () => {
    identity.status.set('checking');
    expect((await open()).names()).toEqual([]);
  });

  it('keeps meanwhile, out of sight, the places of what the role of the last user can do', async () => {
    localStorage.setItem('role', 'admin');
    identity.status.set('checking');
    const page = await open();
    const hidden = [...page.element.querySelectorAll('.unsure button')];
    expect(hidden.length).toBe(page.names().length);
    expect(page.names()).toContain('Add pets');
    identity.become(keeper);
    await page.stable();
    expect(page.element.querySelector('.unsure')).toBeNull();
  });

  it('welcomes visitors and buyers, but neither shopkeepers nor who chooses', async () => {
    const page = await open();
    const welcomed = async () => {
      await page.stable();
      return page.element.querySelector('.hero') !== null;
    };
    expect(await welcomed()).toBeTrue();
    identity.become(buyer);
    expect(await welcomed()).toBeTrue();
    identity.become(keeper);
    expect(await welcomed()).toBeFalse();
    identity.become(undefined);
    shop.query.set({ ...DEFAULT_QUERY, available: true });
    expect(await welcomed()).toBeFalse();
    expect(page.texts('h1')).toEqual(['Secured Pets']);
  });

  it('says where in the list a pet stands, as far as that is known', async () => {
    const page = await open();
    const places = () =>
      [...page.element.querySelectorAll('[role=listitem]')].map((item) =>
        ['posinset', 'setsize'].map((name) => Number(item.getAttribute(`aria-${name}`))),
      );
    expect(places()).toEqual([
      [1, 2],
      [2, 2],
    ]);
    shop.hasMore.set(true);
    await page.stable();
    expect(places()).toEqual([
      [1, -1],
      [2, -1],
    ]);
  });

  it('tells assistive technology that the list is loading', async () => {
    shop.status.set('loading');
    shop.pets.set([]);
    const page = await open();
    expect(page.element.querySelector('[aria-busy=true]')).not.toBeNull();
    expect(page.texts('[role=status]')).toEqual(['Loading pets…']);
  });

  it('says that there are no pets', async () => {
    shop.pets.set([]);
    expect((await open()).element.textContent).toContain('No pets yet');
  });

  it('says why the list is not there, and tries again', async () => {
    shop.status.set('failed');
    shop.error.set(new HttpErrorResponse({ status: 500 }));
    const page = await open();
    expect(page.texts('[role=alert]').join()).toContain('Something is wrong on the shop’s side');
    await page.click('Try again');
    expect(shop.reload).toHaveBeenCalledTimes(1);
  });

  it('loads more pets on a click, says so, and goes on from the first of them', async () => {
    const blind = jasmine.createSpyObj<IntersectionObserver>([
      'observe',
      'unobserve',
      'disconnect',
    ]);
    spyOn(window, 'IntersectionObserver').and.returnValue(blind);
    shop.hasMore.set(true);
    const page = await open();
    shop.loadMore.and.callFake(() => {
      shop.pets.update((pets) => [...pets, pet(0, 'fox')]);
      return Promise.resolve(1);
    });
    await page.click('Load more pets');
    expect(page.texts('[role=status]')).toContain('3 pets so far');
    expect(document.activeElement?.getAttribute('data-pet')).toBe('0');
  });

  it('loads more pets when the end comes near, and only once for a page', async () => {
    shop.hasMore.set(true);
    const page = await open();
    await until(() => shop.loadMore.calls.first());
    await page.stable();
    expect(shop.loadMore).toHaveBeenCalledTimes(1);
  });

  it('waits for a click after more pets failed to come, or for the network', async () => {
    shop.hasMore.set(true);
    shop.moreFailed.set(true);
    shop.error.set(new HttpErrorResponse({ status: 500 }));
    const page = await open();
    shop.loadMore.calls.reset();
    expect(page.texts('[role=alert]').join()).toContain('Something is wrong on the shop’s side');
    await page.click('Try again');
    expect(shop.loadMore).toHaveBeenCalledTimes(1);
    window.dispatchEvent(new Event('offline'));
    await page.stable();
    expect(page.element.textContent).toContain('You are offline');
    window.dispatchEvent(new Event('online'));
    await page.stable();
    expect(shop.loadMore).toHaveBeenCalledTimes(2);
  });

  it('says that the list may be old', async () => {
    const page = await open();
    expect(page.element.textContent).not.toContain('out of date');
    shop.mayBeOld.set(true);
    await page.stable();
    expect(page.element.textContent).toContain('The list may be out of date.');
  });

  it('dims the list before while another is loading', async () => {
    const page = await open();
    shop.status.set('loading');
    await page.stable();
    const list = page.element.querySelector('[role=list]');
    expect(list?.getAttribute('aria-busy')).toBe('true');
    expect(page.texts('[role=listitem] h3')).toEqual(['cat No. 2', 'dog No. 1']);
    expect(page.texts('[role=status]')).toEqual(['Loading pets…']);
    shop.status.set('ready');
    await page.stable();
    expect(page.texts('[role=status]')).toEqual(['2 pets']);
  });

  describe('with its address', () => {
    const router = () => TestBed.inject(Router);
    const select = (element: HTMLElement, index: number, value: string) => {
      const field = element.querySelectorAll('select')[index];
      if (!field) throw new Error('There is no such field.');
      field.value = value;
      field.dispatchEvent(new Event('change'));
    };

    it('shows the query that it tells of', async () => {
      const page = await open();
      await router().navigateByUrl('/?type=Dog&sort=price-asc&available=maybe');
      await page.stable();
      expect(shop.show).toHaveBeenCalledWith(
        { type: 'dog', available: false, sort: 'price-asc' },
        { back: false, count: 0 },
      );
      const chosen = [...page.element.querySelectorAll('select')].map(({ value }) => value);
      expect(chosen).toEqual(['dog', 'price-asc']);
    });

    it('follows each change of the query, without what is not chosen', async () => {
      const page = await open();
      select(page.element, 0, 'cat');
      await page.stable();
      expect(router().url).toBe('/?type=cat');
      select(page.element, 1, 'price-desc');
      await page.stable();
      page.element.querySelector<HTMLInputElement>('[type=checkbox]')?.click();
      await page.stable();
      expect(router().url).toBe('/?type=cat&available=true&sort=price-desc');
      await page.click('Show all pets');
      expect(router().url).toBe('/?sort=price-desc');
      expect(page.names()).not.toContain('Show all pets');
      expect(document.activeElement).toBe(page.element.querySelector('select'));
    });

    it('says that there are none of a type, whatever it is called, and leads to all', async () => {
      const page = await open();
      shop.pets.set([]);
      await router().navigateByUrl(`/?type=${encodeURIComponent('{{b}}dragon&amp;')}`);
      await page.stable();
      expect(page.texts('h3')).toEqual(['No pets of type “{{b}}dragon&amp;”']);
      expect(page.texts('a[href="/"]')).toEqual(['Show all pets']);
      await router().navigateByUrl('/?available=true');
      await page.stable();
      expect(page.texts('h3')).toEqual(['All pets are sold']);
    });
  });

  it('says what it makes of an address that can’t be, and shows the rest', async () => {
    const page = await open();
    const router = TestBed.inject(Router);
    await router.navigateByUrl('/?type=%00&sort=x&available=true');
    await page.stable();
    expect(page.texts('.hint')).toEqual([
      '“\0” isn’t a type of pet. Showing all types.',
      'Pets can’t be sorted by “x”. Showing the newest first.',
    ]);
    expect(shop.query()).toEqual({ type: '', available: true, sort: 'newest' });
    await router.navigateByUrl('/');
    await page.stable();
    expect(page.texts('.hint')).toEqual([]);
  });

  it('offers all pets, and no other try, when the shop refuses what the address asks for', async () => {
    shop.status.set('failed');
    shop.error.set(new HttpErrorResponse({ status: 400, error: { message: 'type: pattern' } }));
    const page = await open();
    expect(page.texts('[role=alert]').join()).toContain('doesn’t understand this address');
    expect(page.texts('[role=alert]').join()).not.toContain('pattern');
    expect(page.texts('[role=alert] a')).toEqual(['Show all pets']);
    expect(page.names()).not.toContain('Try again');
  });

  it('offers the types that somebody may have meant', async () => {
    const page = await open();
    shop.pets.set([]);
    await TestBed.inject(Router).navigateByUrl('/?type=big+dogs&sort=price-asc');
    await page.stable();
    const link = page.element.querySelector<HTMLAnchorElement>('.blank p a');
    expect(link?.parentElement?.textContent.replace(/\s+/g, ' ').trim()).toBe('Did you mean dog?');
    link?.click();
    await page.stable();
    expect(TestBed.inject(Router).url).toBe('/?type=dog&sort=price-asc');
  });

  it('asks before it buys, and leaves the focus on the pet afterwards', async () => {
    identity.become(buyer);
    const page = await open();
    await page.click('Buy dog, no. 1');
    expect(purchase.ask).toHaveBeenCalledOnceWith(1);
    purchase.petId.set(1);
    await page.stable();
    const dialog = await until(() => document.querySelector('[role=dialog]') ?? undefined);
    expect(dialog.querySelector('h2')?.textContent.trim()).toBe('Buy this dog?');
    purchase.petId.set(undefined);
    await page.stable();
    expect(document.querySelector('[role=dialog]')).toBeNull();
    expect(document.activeElement?.closest('[data-pet]')?.getAttribute('data-pet')).toBe('1');
  });

  it('has a shopkeeper’s wishes done', async () => {
    identity.become(keeper);
    const page = await open();
    expect(page.names()).toEqual([
      'Add pets',
      'Edit cat, no. 2',
      'Remove cat, no. 2',
      'Edit dog, no. 1',
      'Remove dog, no. 1',
    ]);
    await page.click('Remove cat, no. 2');
    await page.click('Edit dog, no. 1');
    await until(() => remove.calls.first());
    expect(remove).toHaveBeenCalledOnceWith(pet(2, 'cat'));
    expect(TestBed.inject(OpenForms).editing()).toEqual(pet(1, 'dog'));
  });

  it('says what there is to say, until it is dismissed', async () => {
    const page = await open();
    TestBed.inject(Toast).tell('Done.');
    await page.stable();
    expect(page.texts('.toast [role=status]')).toEqual(['Done.']);
    await page.click('×');
    expect(page.texts('.toast [role=status]')).toEqual([]);
  });

  it('says when purchases could not be loaded', async () => {
    identity.become(buyer);
    const page = await open();
    const error = { Message: 'User is not authorized to perform: execute-api:Invoke' };
    sales.failure.set(new HttpErrorResponse({ status: 403, error }));
    await page.stable();
    expect(page.texts('[role=alert]')).toEqual(['Your account isn’t allowed to see purchases.']);
  });

  it('leaves Undo where it is when purchases could not be loaded', async () => {
    identity.become(keeper);
    const page = await open();
    const toast = TestBed.inject(Toast);
    toast.tell('The dog has left the shop.', { label: 'Undo', run: () => undefined });
    sales.failure.set(new HttpErrorResponse({ status: 500 }));
    await page.stable();
    expect(page.names()).toContain('Undo');
  });

  it('blames the network only for what could not be loaded', async () => {
    identity.become(keeper);
    const actions = TestBed.inject(PetActions);
    remove.and.rejectWith(new Error('A bug.'));
    await expectAsync(actions.remove(pet(1, 'dog'))).toBeRejectedWithError('A bug.');
    expect(TestBed.inject(Toast).message()).toBeUndefined();
    remove.and.resolveTo();
  });

  it('opens the form for a shopkeeper, and takes it away when that user is gone', async () => {
    identity.become(keeper);
    const page = await open();
    await page.click('Add pets');
    await until(() => page.element.querySelector('form label') ?? undefined);
    expect(page.texts('form label')).toEqual(['Pet type', 'Pet price']);
    identity.become(undefined);
    await page.stable();
    expect(page.texts('form label')).toEqual([]);
    expect(page.names()).not.toContain('Add pets');
  });
});
