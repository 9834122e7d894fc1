import { HttpErrorResponse } from '@angular/common/http';
import { Component, computed, input, signal } from '@angular/core';
import { DeferBlockState, TestBed } from '@angular/core/testing';
import { FakeIdentity, buyer, keeper } from '../../testing/fake-identity';
import { settled, until } from '../../testing/sent';
import { Asking } from './buy/asking';
import { BuyDialog } from './buy/buy-dialog';
import { KeeperDesk } from './keep/keeper-desk';
import { NOTHING_WRITTEN } from './keep/pet-form';
import { KnownSales } from './known-sales';
import { Pets, type ShopPet } from './pets';
import { PetTypes } from './pet-types';
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
  readonly failure = signal<unknown>(undefined);
  readonly more = signal(false);
  readonly hasMore = computed(() => this.more());
  readonly loadingMore = signal(false);
  readonly busy = signal<ReadonlySet<number>>(new Set());
  readonly reload = jasmine.createSpy('reload').and.resolveTo();
  readonly loadMore = jasmine.createSpy('loadMore').and.resolveTo();
}

/** Stands for what a shop keeper does, which is tested beside it. */
class FakeDesk {
  readonly newPet = signal(NOTHING_WRITTEN);
  readonly editing = signal(undefined);
  readonly edit = jasmine.createSpy('edit');
  readonly remove = jasmine.createSpy('remove');
  readonly dropNewPet = jasmine.createSpy('dropNewPet');
}

/** Stands for the question, which is tested beside it. */
@Component({ selector: 'app-buy-dialog', template: 'Buy {{ petId() }}?' })
class FakeBuyDialog {
  readonly petId = input.required<number>();
}

describe('The shop page', () => {
  const asking = { petId: signal<number | undefined>(undefined), ask: jasmine.createSpy('ask') };
  let desk: FakeDesk;
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

  beforeEach(async () => {
    identity = new FakeIdentity();
    shop = new FakeShop();
    desk = new FakeDesk();
    asking.petId.set(undefined);
    asking.ask.calls.reset();
    TestBed.configureTestingModule({
      providers: [
        identity.provider(),
        ...[Pets, KnownSales].map((provide) => ({ provide, useValue: shop })),
        { provide: Asking, useValue: asking },
        { provide: KeeperDesk, useValue: desk },
        {
          provide: PetTypes,
          useValue: { types: signal<string[]>([]), load: () => Promise.resolve() },
        },
      ],
    });
    TestBed.overrideComponent(ShopPage, {
      remove: { imports: [BuyDialog] },
      add: { imports: [FakeBuyDialog] },
    });
    await TestBed.compileComponents();
  });

  it('shows every pet to a visitor, who may begin to buy', async () => {
    const page = await open();
    expect(page.texts('ul[role=list] > li h3')).toEqual(['cat', 'dog']);
    expect(page.names()).toEqual(['Buy cat', 'Buy dog']);
    expect(page.element.textContent).toContain('Log in to buy');
  });

  it('offers nothing while it is not known who is here', async () => {
    identity.status.set('checking');
    expect((await open()).names()).toEqual([]);
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

  it('asks before it buys, and leaves the focus on the pet afterwards', async () => {
    identity.become(buyer);
    const page = await open();
    await page.click('Buy dog');
    expect(asking.ask).toHaveBeenCalledOnceWith(1);
    const [, question] = await page.fixture.getDeferBlocks();
    await question?.render(DeferBlockState.Complete);
    asking.petId.set(1);
    await page.stable();
    expect(page.texts('app-buy-dialog')).toEqual(['Buy 1?']);
    (document.activeElement as HTMLElement | null)?.blur();
    asking.petId.set(undefined);
    await page.stable();
    expect(page.texts('app-buy-dialog')).toEqual([]);
    expect(document.activeElement?.getAttribute('data-pet')).toBe('1');
  });

  it('has a shop keeper’s wishes done', async () => {
    identity.become(keeper);
    const page = await open();
    expect(page.names()).toEqual(['Add pets', 'Edit cat', 'Remove cat', 'Edit dog', 'Remove dog']);
    await page.click('Remove cat');
    await page.click('Edit dog');
    await until(() => desk.edit.calls.first());
    expect(desk.remove).toHaveBeenCalledOnceWith(pet(2, 'cat'));
    expect(desk.edit).toHaveBeenCalledOnceWith(pet(1, 'dog'));
  });

  it('says what there is to say, until it is dismissed', async () => {
    const page = await open();
    TestBed.inject(Toast).tell('Done.');
    await page.stable();
    expect(page.texts('[role=status]')).toEqual(['Done.']);
    await page.click('×');
    expect(page.texts('[role=status]')).toEqual([]);
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
    await page.click('Add pets');
    expect((document.activeElement as HTMLInputElement).placeholder).toBe('dog');
    await page.click('Cancel');
    expect(desk.dropNewPet).toHaveBeenCalledTimes(1);
    expect(page.texts('label')).toEqual([]);
    expect(document.activeElement?.textContent.trim()).toBe('Add pets');
  });

  it('takes the form away when the shop keeper is gone', async () => {
    identity.become(keeper);
    const page = await open();
    await page.click('Add pets');
    identity.become(undefined);
    await page.stable();
    expect(page.texts('label')).toEqual([]);
    expect(page.names()).toEqual(['Buy cat', 'Buy dog']);
  });
});
