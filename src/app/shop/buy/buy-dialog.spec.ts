import { HttpErrorResponse } from '@angular/common/http';
import { signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import type { Pet } from '../../api/models';
import { FakeIdentity, buyer, keeper } from '../../../testing/fake-identity';
import { settled } from '../../../testing/sent';
import { pet } from '../../../testing/shop-api';
import { KnownSales, type ShopPet } from '../known-sales';
import { PetLookup } from '../pet-lookup';
import { PetStore } from '../pet-store';
import { BuyDialog } from './buy-dialog';
import { Checkout } from './checkout';
import { PurchaseRoute } from './purchase-route';

const dog: ShopPet = { ...pet(1, { price: 249.99 }), mine: false };
const refusal = (status: number) => new HttpErrorResponse({ status, error: { message: 'no' } });

describe('The question about a pet', () => {
  let identity: FakeIdentity;
  let route: jasmine.SpyObj<PurchaseRoute>;
  let checkout: jasmine.SpyObj<Checkout>;
  const petId = signal(1);
  const pets = signal<ShopPet[]>([]);
  const mine = signal<boolean | undefined>(false);
  const view = (one: Pet) => ({ ...one, mine: one.isSold ? mine() : false });
  const include = jasmine.createSpy('include');
  const find = jasmine.createSpy<PetLookup['find']>('find');

  async function open() {
    const fixture = TestBed.createComponent(BuyDialog);
    document.body.append(fixture.nativeElement as HTMLElement);
    const stable = async () => {
      await settled();
      await fixture.whenStable();
    };
    await stable();
    const element = [...document.querySelectorAll<HTMLElement>('[role=dialog]')].at(-1)!;
    const textOf = (node: Element) => node.textContent.replace(/\s+/g, ' ').trim();
    const buttons = () => [...element.querySelectorAll('button')];
    const button = (name: RegExp) => buttons().find((one) => name.test(textOf(one)));
    return {
      stable,
      element,
      heading: () => textOf(element.querySelector('h2')!),
      text: () => textOf(element),
      alert: () => element.querySelector('[role=alert]')?.textContent,
      names: () => buttons().map(textOf),
      button,
      click: async (name: RegExp) => {
        button(name)?.click();
        await stable();
      },
    };
  }

  beforeEach(() => {
    identity = new FakeIdentity();
    route = jasmine.createSpyObj<PurchaseRoute>(['close'], { petId });
    petId.set(1);
    mine.set(false);
    include.calls.reset();
    checkout = jasmine.createSpyObj<Checkout>(['buy', 'findOut']);
    checkout.findOut.and.resolveTo();
    checkout.buy.and.resolveTo(true);
    pets.set([dog]);
    find.calls.reset();
    find.and.resolveTo(undefined);
    TestBed.configureTestingModule({
      providers: [
        identity.provider(),
        { provide: PurchaseRoute, useValue: route },
        { provide: Checkout, useValue: checkout },
        { provide: PetStore, useValue: { pets } },
        { provide: KnownSales, useValue: { view, include } },
        { provide: PetLookup, useValue: { find } },
      ],
    });
  });

  it('shows a buyer the pet and its price, and buys on demand', async () => {
    identity.become(buyer);
    const page = await open();
    expect(page.heading()).toBe('Buy this dog?');
    expect(page.names()).toEqual(['Buy dog for $249.99', 'Cancel']);
    await page.click(/^Buy/);
    expect(checkout.buy).toHaveBeenCalledOnceWith({ id: 1 });
    expect(route.close).toHaveBeenCalledTimes(1);
    expect(find).not.toHaveBeenCalled();
  });

  it('buys once, shows progress, and can’t be closed meanwhile', async () => {
    identity.become(buyer);
    let answer: (done: boolean) => void = () => undefined;
    checkout.buy.and.returnValue(new Promise((resolve) => (answer = resolve)));
    const page = await open();
    await page.click(/^Buy/);
    expect(page.names()[0]).toBe('Buying dog…');
    await page.click(/^Buy/);
    await page.click(/Cancel/);
    document.querySelector<HTMLElement>('.cdk-overlay-backdrop')?.click();
    await page.stable();
    expect(page.element.isConnected).toBeTrue();
    expect(route.close).not.toHaveBeenCalled();
    answer(true);
    await page.stable();
    expect(checkout.buy).toHaveBeenCalledTimes(1);
  });

  it('stays as it is until it goes, though the pet is the buyer’s by then', async () => {
    identity.become(buyer);
    checkout.buy.and.callFake(() => {
      mine.set(true);
      pets.set([{ ...dog, isSold: true }]);
      return Promise.resolve(true);
    });
    const page = await open();
    await page.click(/^Buy/);
    expect(page.heading()).toBe('Buy this dog?');
  });

  it('leaves the focus on a button when the one that was pressed goes', async () => {
    identity.become(buyer);
    checkout.buy.and.rejectWith(refusal(409));
    const page = await open();
    page.element.querySelector('button')?.focus();
    await page.click(/^Buy/);
    expect(document.activeElement?.textContent.trim()).toBe('Close');
  });

  it('finds out, when it is closed, what came of a purchase that seemed to fail', async () => {
    identity.become(buyer);
    checkout.buy.and.rejectWith(new HttpErrorResponse({ status: 0 }));
    const page = await open();
    await page.click(/^Buy/);
    expect(page.alert()).toMatch(/Try again.* you can’t buy it twice\./);
    await page.click(/Cancel/);
    expect(checkout.findOut).toHaveBeenCalledTimes(1);
  });

  it('says nothing more of a failure once it is known that the purchase went through', async () => {
    identity.become(buyer);
    checkout.buy.and.rejectWith(new HttpErrorResponse({ status: 0 }));
    const page = await open();
    await page.click(/^Buy/);
    mine.set(true);
    pets.set([{ ...dog, isSold: true }]);
    await page.stable();
    expect(page.heading()).toBe('This dog is yours');
    expect(page.alert()).toBeUndefined();
    expect(page.text()).toContain('You bought it.');
  });

  it('no longer says that the user is offline once they are not', async () => {
    identity.become(buyer);
    const onLine = spyOnProperty(navigator, 'onLine').and.returnValue(false);
    checkout.buy.and.rejectWith(new HttpErrorResponse({ status: 0 }));
    const page = await open();
    await page.click(/^Buy/);
    expect(page.alert()).toMatch(/You are offline/);
    onLine.and.returnValue(true);
    window.dispatchEvent(new Event('online'));
    await page.stable();
    expect(page.alert()).toBeUndefined();
  });

  it('is not answered by the second click of a double click that opened it', async () => {
    identity.become(buyer);
    const page = await open();
    page.element
      .querySelector('button')
      ?.dispatchEvent(new MouseEvent('click', { bubbles: true, detail: 2 }));
    await page.stable();
    expect(checkout.buy).not.toHaveBeenCalled();
  });

  it('closes on Cancel', async () => {
    identity.become(buyer);
    const page = await open();
    await page.click(/Cancel/);
    expect(route.close).toHaveBeenCalledTimes(1);
  });

  for (const [status, sentence] of [
    [409, 'Sorry, the dog was just sold to someone else.'],
    [404, 'The dog is no longer in the shop.'],
  ] as const) {
    it(`is over: ${sentence}`, async () => {
      identity.become(buyer);
      checkout.buy.and.rejectWith(refusal(status));
      const page = await open();
      await page.click(/^Buy/);
      pets.set([]);
      await page.stable();
      expect(page.alert()).toBe(sentence);
      expect(page.heading()).toBe('Too late for this dog');
      expect(page.names()).toEqual(['Close']);
    });
  }

  for (const [status, sentence] of [
    [401, /isn’t accepting logins/],
    [403, /isn’t allowed/],
    [429, /busy/],
    [500, /wrong on the shop’s side/],
  ] as const) {
    it(`can be tried again after a ${status}`, async () => {
      identity.become(buyer);
      checkout.buy.and.rejectWith(refusal(status));
      const page = await open();
      await page.click(/^Buy/);
      expect(page.alert()).toMatch(sentence);
      await page.click(/^Buy/);
      expect(checkout.buy).toHaveBeenCalledTimes(2);
    });
  }

  it('leads a visitor through the login', async () => {
    const logIn = spyOn(identity, 'logIn').and.resolveTo();
    const page = await open();
    expect(page.names()).toEqual(['Log in to buy', 'Cancel']);
    await page.click(/Log in/);
    expect(logIn).toHaveBeenCalledTimes(1);
  });

  it('waits until it is known who is here', async () => {
    identity.status.set('checking');
    const page = await open();
    expect(page.names()).toEqual(['Checking who you are…', 'Cancel']);
    identity.become(buyer);
    await page.stable();
    expect(page.names()[0]).toMatch(/^Buy/);
  });

  it('tells a shopkeeper that they don’t buy', async () => {
    identity.become(keeper);
    const page = await open();
    expect(page.text()).toContain('Shopkeepers don’t buy pets.');
    expect(page.names()).toEqual(['Close']);
  });

  for (const emailProblem of ['missing', 'unverified'] as const) {
    it(`tells a buyer whose email address is ${emailProblem} so, in place of a button`, async () => {
      identity.become({ ...buyer, emailProblem });
      const page = await open();
      expect(page.text()).toMatch(/email address.*To buy, /);
      expect(page.names()).toEqual(['Close']);
    });
  }

  it('asks the shop for a pet that is on no loaded page', async () => {
    identity.become(buyer);
    pets.set([]);
    find.and.resolveTo(pet(1));
    const page = await open();
    expect(find).toHaveBeenCalledOnceWith(1);
    expect(page.names()).toEqual(['Buy dog for $5.00', 'Cancel']);
  });

  it('says when the pet is sold or gone', async () => {
    identity.become(buyer);
    pets.set([]);
    expect((await open()).text()).toContain('It’s no longer in the shop');
    find.and.resolveTo(pet(1, { isSold: true }));
    mine.set(undefined);
    const page = await open();
    expect(page.heading()).toBe('Looking for the pet…');
    expect(page.text()).not.toContain('Other pets');
    mine.set(false);
    await page.stable();
    expect(page.heading()).toBe('This dog is sold');
    expect(page.names()).toEqual(['Close']);
    expect(include).toHaveBeenCalledWith(pet(1, { isSold: true }));
    mine.set(true);
    await page.stable();
    expect(page.heading()).toBe('This dog is yours');
  });

  it('is about the pet of the address, also when that changes', async () => {
    identity.become(buyer);
    checkout.buy.and.rejectWith(refusal(409));
    const page = await open();
    await page.click(/^Buy/);
    expect(page.heading()).toBe('Too late for this dog');
    find.and.rejectWith(refusal(500));
    petId.set(2);
    await page.stable();
    expect(page.heading()).toBe('This pet can’t be shown');
    expect(page.names()).toEqual(['Try again', 'Close']);
    find.and.resolveTo(pet(3, { type: 'cat' }));
    petId.set(3);
    await page.stable();
    expect(page.names()).toEqual(['Buy cat for $5.00', 'Cancel']);
  });

  it('asks again when the pet could not be asked for', async () => {
    pets.set([]);
    find.and.rejectWith(refusal(500));
    const page = await open();
    expect(page.text()).toContain('wrong on the shop’s side');
    let answer: (found: Pet) => void = () => undefined;
    find.and.returnValue(new Promise((resolve) => (answer = resolve)));
    page.button(/Try again/)?.click();
    await settled();
    expect(document.activeElement?.id).toBe('buy-heading');
    answer(pet(1));
    await page.stable();
    expect(page.heading()).toBe('Buy this dog?');
  });
});
