import { HttpErrorResponse } from '@angular/common/http';
import { TestBed } from '@angular/core/testing';
import { Router, provideRouter } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import { FakeIdentity, keeper } from '../../testing/fake-identity';
import { FakePurchases } from '../../testing/fake-purchases';
import { sale } from '../../testing/sale';
import { settled } from '../../testing/sent';
import { Purchases } from './purchases';
import { SalesPage } from './sales-page';

describe('The page of sales', () => {
  let identity: FakeIdentity;
  let purchases: FakePurchases;

  async function open() {
    const fixture = TestBed.createComponent(SalesPage);
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
    identity.become(keeper);
    purchases = new FakePurchases();
    TestBed.configureTestingModule({
      providers: [identity.provider(), provideRouter([{ path: 'sales', component: SalesPage }])],
    });
    TestBed.overrideComponent(SalesPage, {
      set: { providers: [{ provide: Purchases, useValue: purchases }] },
    });
  });

  it('loads what shopkeepers may see', async () => {
    await open();
    expect(purchases.loadFor).toHaveBeenCalledOnceWith('admin', {}, 20);
  });

  it('shows how many were sold, for how much, by month and one by one', async () => {
    purchases.have(sale(2, { price: 1249.5 }), sale(1, { price: 0.1 }));
    const page = await open();
    expect(page.texts('.summary')).toEqual(['2 pets sold for $1,249.60']);
    expect(page.texts('h2')).toEqual(['By month', 'All sales']);
    expect(page.texts('app-sales-chart, app-sales-table')).toHaveSize(2);
  });

  it('says how many have come while more are coming', async () => {
    const page = await open();
    expect(page.texts('[role=status]')).toEqual(['Loading the sales…']);
    purchases.loadedCount.set(3000);
    await page.fixture.whenStable();
    expect(page.texts('[role=status]')).toEqual(['Loading the sales… 3,000 pets so far']);
  });

  it('gives all of them as CSV, also those that the table does not show yet', async () => {
    purchases.have(...Array.from({ length: 150 }, (_, i) => sale(i + 1)));
    const page = await open();
    let blob: Blob | undefined;
    let name: string | undefined;
    spyOn(URL, 'createObjectURL').and.callFake((source) => {
      blob = source as Blob;
      return 'blob:pets';
    });
    spyOn(HTMLAnchorElement.prototype, 'click').and.callFake(function (this: HTMLAnchorElement) {
      name = this.download;
    });
    await page.click('Download as CSV');
    expect(name).toMatch(/^secured-pets-sales-\d{4}-\d{2}-\d{2}\.csv$/);
    expect((await blob?.text())?.trimEnd().split('\r\n')).toHaveSize(151);
  });

  it('says that nothing was sold, and offers no file', async () => {
    purchases.have();
    const page = await open();
    expect(page.texts('h2')).toEqual(['Nothing sold yet']);
    expect(page.texts('button')).toEqual([]);
  });

  /** Opens the page at an address. */
  async function openAt(url: string) {
    const harness = await RouterTestingHarness.create();
    const component = await harness.navigateByUrl(url, SalesPage);
    expect(component).toBeDefined();
    const element = harness.routeNativeElement as HTMLElement;
    const textOf = (node: Element) => node.textContent.replace(/\s+/g, ' ').trim();
    return {
      element,
      texts: (selector: string) =>
        [...element.querySelectorAll(selector)].map(textOf).filter((text) => text !== ''),
      choose: async (label: string, value: string) => {
        const field = element.querySelector<HTMLInputElement>(`[aria-label="${label}"]`);
        if (!field) throw new Error(`no ${label}`);
        field.value = value;
        field.dispatchEvent(new Event('change'));
        await settled();
        await harness.fixture.whenStable();
      },
    };
  }

  it('blames the period only if one is chosen', async () => {
    purchases.have();
    expect((await openAt('/sales?buyer=anna')).texts('h2')).toEqual(['Nothing sold yet']);
  });

  it('asks for the sales of the period in the address', async () => {
    await openAt('/sales?period=custom&from=2026-11-01&to=2026-11-30');
    const since = new Date(2026, 10, 1).toISOString();
    const until = new Date(2026, 11, 1).toISOString();
    expect(purchases.loadFor).toHaveBeenCalledOnceWith('admin', { since, until }, 20);
  });

  it('shows, sums up and counts the sales of a type and to a buyer, and says how many it searched', async () => {
    purchases.have(
      sale(3, { type: 'cat', price: 1 }),
      sale(2, { type: 'Dog', soldTo: 'bob@example.net', price: 2 }),
      sale(1, { price: 4 }),
    );
    const page = await openAt('/sales?period=this-year');
    await page.choose('Type', 'dog');
    expect(page.texts('.summary')).toEqual(['2 pets sold for $6.00 (this year, dog)']);
    await page.choose('Buyer', ' BOB ');
    expect(page.texts('.summary')).toEqual(['1 pet sold for $2.00 (this year, dog, buyer “BOB”)']);
    expect(page.texts('.searched')).toEqual(['Searched all 3 sales, this year.']);
    expect(page.texts('app-sales-table tbody tr')).toHaveSize(1);
    expect(page.texts('[action]')).toEqual(['Download 1 as CSV']);
    expect(TestBed.inject(Router).url).toBe('/sales?period=this-year&type=dog&buyer=BOB');
    await page.choose('Buyer', 'carol');
    expect(page.texts('h2')).toEqual(['No matching sales']);
  });

  it('stays as it is until a press that leaves a field is over', async () => {
    purchases.have(sale(2, { soldTo: 'bob@example.net' }), sale(1));
    const page = await openAt('/sales');
    document.dispatchEvent(new Event('pointerdown'));
    await page.choose('Buyer', 'bob');
    expect(page.texts('app-sales-table tbody tr')).toHaveSize(2);
    document.dispatchEvent(new Event('pointerup'));
    await page.choose('Buyer', 'bob');
    expect(page.texts('app-sales-table tbody tr')).toHaveSize(1);
  });

  it('says how far it has searched while there are more, and searches further', async () => {
    purchases.isComplete.set(false);
    purchases.have(sale(2), sale(1, { soldAt: '2026-05-03T12:00:00Z' }));
    const page = await openAt('/sales');
    expect(page.texts('.searched p')).toEqual([
      'Searched the latest 2 sales, back to May 3, 2026.',
    ]);
    expect(page.texts('.summary')).toEqual(['2 pets sold for $10.00 so far']);
    expect(page.texts('[action]')).toEqual(['Download 2 as CSV']);
    page.element.querySelector<HTMLButtonElement>('.searched button')?.click();
    expect(purchases.loadFurther).toHaveBeenCalledTimes(1);
  });

  it('keeps days that can’t be a period, with a sentence', async () => {
    const page = await openAt('/sales?period=custom&from=2026-11-05');
    const to = [...page.element.querySelectorAll<HTMLInputElement>('[type=date]')][1]!;
    to.value = '2026-11-04';
    to.dispatchEvent(new Event('change'));
    await settled();
    expect(page.texts('[role=alert]')).toEqual(['The end date is before the start date.']);
    expect(to.value).toBe('2026-11-04');
    expect(TestBed.inject(Router).url).toBe('/sales?period=custom&from=2026-11-05');
  });

  it('says why sales can’t be shown, and tries again with the focus at the top', async () => {
    const error = { Message: 'User is not authorized to perform: execute-api:Invoke' };
    purchases.fail(new HttpErrorResponse({ status: 403, error }));
    const page = await open();
    expect(page.texts('[role=alert]').join()).toContain('isn’t allowed to see purchases');
    await page.click('Try again');
    expect(purchases.reload).toHaveBeenCalledTimes(1);
    expect(document.activeElement).toBe(page.element.querySelector('h1'));
  });

  it('leads a visitor through the login and back', async () => {
    identity.become(undefined);
    purchases.view.set('visitor');
    const logIn = spyOn(identity, 'logIn').and.resolveTo();
    const page = await open();
    await page.click('Log in as a shopkeeper');
    expect(logIn).toHaveBeenCalledOnceWith('/sales');
  });

  it('tells a buyer that it is not for buyers, and leads to the own purchases', async () => {
    purchases.view.set('other-role');
    const page = await open();
    expect(page.texts('h2')).toEqual(['For shopkeepers only']);
    expect(page.element.querySelector('a')?.getAttribute('href')).toBe('/purchases');
  });
});
