import { HttpErrorResponse } from '@angular/common/http';
import { computed, signal } from '@angular/core';
import { DeferBlockState, TestBed } from '@angular/core/testing';
import { FakeIdentity, buyer, keeper } from '../../testing/fake-identity';
import { settled } from '../../testing/sent';
import { Buying } from './buy/buying';
import { Keeping } from './keep/keeping';
import { KnownSales } from './known-sales';
import { Pets, type ShopPet } from './pets';
import { ShopPage } from './shop-page';

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
  readonly failure = signal<unknown>(undefined);
  readonly more = signal(false);
  readonly hasMore = computed(() => this.more());
  readonly loadingMore = signal(false);
  readonly busy = signal<ReadonlySet<number>>(new Set());
  readonly buy = jasmine.createSpy('buy').and.resolveTo(true);
  readonly remove = jasmine.createSpy('remove').and.callFake(({ id }: ShopPet) => {
    this.pets.update((pets) => pets.filter((other) => other.id !== id));
    return Promise.resolve(true);
  });
  readonly reload = jasmine.createSpy('reload').and.resolveTo();
  readonly loadMore = jasmine.createSpy('loadMore').and.resolveTo();
}

describe('The shop page', () => {
  let identity: FakeIdentity;
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

  beforeEach(() => {
    identity = new FakeIdentity();
    shop = new FakeShop();
    TestBed.configureTestingModule({
      providers: [
        identity.provider(),
        ...[Pets, Buying, Keeping, KnownSales].map((provide) => ({ provide, useValue: shop })),
      ],
    });
  });

  it('shows every pet to a visitor, who can do nothing but log in', async () => {
    const page = await open();
    expect(page.texts('ul[role=list] > li h3')).toEqual(['cat', 'dog']);
    expect(page.names()).toEqual([]);
    expect(page.element.textContent).toContain('Log in to buy');
  });

  it('tells assistive technology that the list is loading', async () => {
    shop.status.set('loading');
    const page = await open();
    expect(page.element.querySelector('[aria-busy=true]')).not.toBeNull();
    expect(page.texts('[role=status]')).toEqual(['Loading the pets…']);
  });

  it('says that there are no pets', async () => {
    shop.pets.set([]);
    expect((await open()).element.textContent).toContain('No pets yet');
  });

  it('says why the list is not there, and tries again', async () => {
    shop.status.set('failed');
    shop.failure.set(new HttpErrorResponse({ status: 500 }));
    const page = await open();
    expect(page.texts('[role=alert]').join()).toContain('The shop has a problem of its own');
    await page.click('Try again');
    expect(shop.reload).toHaveBeenCalledTimes(1);
  });

  it('offers more pets while there are more', async () => {
    shop.more.set(true);
    const page = await open();
    await page.click('Show more pets');
    expect(shop.loadMore).toHaveBeenCalledTimes(1);
  });

  it('says that a pet was bought', async () => {
    identity.become(buyer);
    const page = await open();
    expect(page.names()).toEqual(['Buy cat', 'Buy dog']);
    await page.click('Buy dog');
    expect(shop.buy).toHaveBeenCalledOnceWith(pet(1, 'dog'));
    expect(page.texts('[role=status]')).toEqual(['You bought the dog. Thank you!']);
  });

  it('says that someone else was faster', async () => {
    identity.become(buyer);
    shop.buy.and.rejectWith(new HttpErrorResponse({ status: 409 }));
    const page = await open();
    await page.click('Buy dog');
    expect(page.texts('[role=alert]')).toEqual(['Sorry, the dog was just sold to someone else.']);
  });

  it('says that a pet was removed, and leaves the focus beside it', async () => {
    identity.become(keeper);
    const page = await open();
    expect(page.names()).toEqual(['Add pets', 'Remove cat', 'Remove dog']);
    await page.click('Remove cat');
    expect(page.texts('[role=status]')).toEqual(['The cat has left the shop.']);
    expect(page.names()).toEqual(['Add pets', 'Remove dog', '×']);
    expect(document.activeElement?.getAttribute('data-pet')).toBe('1');
  });

  it('says when purchases could not be loaded', async () => {
    identity.become(buyer);
    const page = await open();
    shop.failure.set(new HttpErrorResponse({ status: 403 }));
    await page.stable();
    expect(page.texts('[role=alert]')).toEqual(['Your account is not allowed to see purchases.']);
  });

  it('opens the form for a shop keeper, and closes it with the focus back on its button', async () => {
    identity.become(keeper);
    const page = await open();
    const [block] = await page.fixture.getDeferBlocks();
    await block?.render(DeferBlockState.Complete);
    await page.click('Add pets');
    expect(page.texts('label')).toEqual(['Pet type', 'Pet price']);
    expect(page.names()).not.toContain('Add pets');
    await page.click('Cancel');
    expect(page.texts('label')).toEqual([]);
    expect(document.activeElement?.textContent).toBe('Add pets');
  });

  it('takes the form away when the shop keeper is gone', async () => {
    identity.become(keeper);
    const page = await open();
    await page.click('Add pets');
    identity.become(undefined);
    await page.stable();
    expect(page.texts('label')).toEqual([]);
    expect(page.names()).toEqual([]);
  });
});
