import { HttpErrorResponse } from '@angular/common/http';
import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import { FakeIdentity, buyer } from '../../testing/fake-identity';
import { FakePurchases } from '../../testing/fake-purchases';
import { sale } from '../../testing/sale';
import { settled } from '../../testing/sent';
import { Purchases } from './purchases';
import { PurchasesPage } from './purchases-page';

describe('The page of purchases', () => {
  let identity: FakeIdentity;
  let purchases: FakePurchases;

  async function open() {
    const fixture = TestBed.createComponent(PurchasesPage);
    const element = fixture.nativeElement as HTMLElement;
    document.body.append(element);
    await fixture.whenStable();
    const textOf = (node: Element) => node.textContent.replace(/\s+/g, ' ').trim();
    return {
      fixture,
      element,
      texts: (selector: string) =>
        [...element.querySelectorAll(selector)].map(textOf).filter((text) => text !== ''),
      click: async (name: string) => {
        const button = [...element.querySelectorAll('button')].find((one) => textOf(one) === name);
        button?.focus();
        button?.click();
        await settled();
        await fixture.whenStable();
      },
    };
  }

  beforeEach(() => {
    identity = new FakeIdentity();
    identity.become(buyer);
    purchases = new FakePurchases();
    TestBed.configureTestingModule({ providers: [identity.provider(), provideRouter([])] });
    TestBed.overrideComponent(PurchasesPage, {
      set: { providers: [{ provide: Purchases, useValue: purchases }] },
    });
  });

  it('loads what buyers may see', async () => {
    await open();
    expect(purchases.loadFor).toHaveBeenCalledOnceWith('social');
  });

  it('shows each pet with picture, price and day, and the total', async () => {
    purchases.have(
      sale(2, { type: 'cat', price: 1249.5, soldAt: '2026-11-22T12:30:00Z' }),
      sale(1, { price: 0.1 }),
    );
    const page = await open();
    expect(page.texts('li h2')).toEqual(['cat', 'dog']);
    expect(page.texts('li .price')).toEqual(['$1,249.50', '$0.10']);
    expect(page.texts('li time')).toEqual(['Nov 22, 2026', 'Nov 22, 2026']);
    expect(page.element.querySelector('time')?.dateTime).toBe('2026-11-22T12:30:00Z');
    expect(page.element.querySelector('li img')?.getAttribute('src')).toBe('pets.svg#cat');
    expect(page.texts('.total dd')).toEqual(['$1,249.60']);
    expect(page.texts('[role=status]')).toEqual(['2 pets for $1,249.60']);
  });

  it('says how many have come while more are coming', async () => {
    const page = await open();
    expect(page.texts('[role=status]')).toEqual(['Loading your purchases…']);
    purchases.loadedCount.set(1000);
    await page.fixture.whenStable();
    expect(page.texts('[role=status]')).toEqual(['Loading your purchases… 1,000 pets so far']);
  });

  it('leads a buyer without purchases to the shop', async () => {
    purchases.have();
    const page = await open();
    expect(page.texts('h2')).toEqual(['No pets yet']);
    expect(page.element.querySelector('a')?.getAttribute('href')).toBe('/');
    expect(page.texts('button')).toEqual([]);
  });

  it('says why purchases can’t be shown, and tries again with the focus at the top', async () => {
    purchases.fail(new HttpErrorResponse({ status: 500 }));
    const page = await open();
    expect(page.texts('[role=alert]').join()).toContain('The shop has a problem of its own');
    await page.click('Try again');
    expect(purchases.reload).toHaveBeenCalledTimes(1);
    expect(document.activeElement).toBe(page.element.querySelector('h1'));
  });

  it('leads a visitor through the login and back, once for two clicks', async () => {
    identity.become(undefined);
    purchases.view.set('visitor');
    const logIn = spyOn(identity, 'logIn').and.resolveTo();
    const page = await open();
    await page.click('Log in to see yours');
    await page.click('Log in to see yours');
    expect(logIn).toHaveBeenCalledOnceWith('/purchases');
  });

  it('leads a shop keeper to the sales', async () => {
    purchases.view.set('other-role');
    const page = await open();
    expect(page.texts('h2')).toEqual(['Shop keepers don’t buy']);
    expect(page.element.querySelector('a')?.getAttribute('href')).toBe('/sales');
  });

  it('prints all of them, and says whose they are', async () => {
    purchases.have(...Array.from({ length: 250 }, (_, i) => sale(i + 1)));
    const page = await open();
    expect(page.texts('li')).toHaveSize(100);
    let printed = 0;
    spyOn(window, 'print').and.callFake(() => {
      window.dispatchEvent(new Event('beforeprint'));
      printed = page.texts('li').length;
    });
    await page.click('Print');
    expect(printed).toBe(250);
    expect(page.texts('.buyer')).toEqual(['Bought from Secured Pets by anna@example.org']);
  });

  it('shows more of a long list, and keeps the focus', async () => {
    purchases.have(...Array.from({ length: 150 }, (_, i) => sale(i + 1)));
    const page = await open();
    expect(page.texts('app-show-more p')).toEqual(['100 of 150 are shown.']);
    await page.click('Show more');
    expect(page.texts('li')).toHaveSize(150);
    expect(document.activeElement?.textContent).toBe('150 of 150 are shown.');
    expect(page.texts('button')).toEqual(['Print']);
  });
});
