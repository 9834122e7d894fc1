import { TestBed } from '@angular/core/testing';
import { Router } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import { buyer, keeper } from '../../testing/fake-identity';
import { sale } from '../../testing/sale';
import { settled } from '../../testing/sent';
import { ShopApi, pet } from '../../testing/shop-api';
import { PetPage } from './pet-page';
import { PetStore } from './pet-store';

const find7 = 'GET /pets?limit=1&before=8';
const newest = 'GET /pets?limit=1';
const whose7 = 'GET /pets/purchase?ids=7';

describe('The page of a pet', () => {
  let api: ShopApi;

  async function open(url = '/pets/7') {
    const harness = await RouterTestingHarness.create(url);
    const element = harness.routeNativeElement!;
    const textOf = (node: Element | null) => node?.textContent.replace(/\s+/g, ' ').trim() ?? '';
    return {
      element,
      heading: () => textOf(element.querySelector('h1')),
      text: () => textOf(element),
      names: () => [...element.querySelectorAll('.button')].map(textOf),
      stable: async () => {
        await settled();
        await harness.fixture.whenStable();
      },
      click: async (name: string) => {
        const buttons = [...element.querySelectorAll<HTMLElement>('.button')];
        buttons.find((button) => textOf(button) === name)?.click();
        await settled();
      },
    };
  }

  beforeEach(() => {
    api = new ShopApi();
    TestBed.inject(Router).resetConfig([
      { path: 'pets/:id', title: 'Pet', component: PetPage },
      { path: '**', children: [] },
    ]);
  });
  afterEach(() => {
    api.http.verify();
    document.querySelector('meta[name=description]')?.remove();
  });

  it('shows the pet with its number and its price, in the title too', async () => {
    const page = await open();
    expect(page.text()).toContain('Loading the pet…');
    expect(await api.answer([pet(7, { price: 1249.9 })])).toBe(find7);
    await page.stable();
    expect(page.heading()).toBe('dog No. 7');
    expect(page.text()).toContain('$1,249.90');
    expect(page.names()).toEqual(['Buy dog, no. 7']);
    expect(document.title).toBe('Dog, no. 7 · Secured Pets');
    const meta = document.querySelector<HTMLMetaElement>('meta[name=description]');
    expect(meta?.content).toBe('dog, no. 7: $1,249.90, waiting for a home.');
  });

  it('asks about the pet at its own address, and keeps its title', async () => {
    api.identity.become(buyer);
    const page = await open();
    await api.answer([pet(7)]);
    await page.stable();
    await TestBed.inject(Router).navigateByUrl('/pets/7?buy=7');
    TestBed.tick();
    expect(await api.answer([pet(7)])).toBe(find7);
    await page.stable();
    expect(document.title).toBe('Dog, no. 7 · Secured Pets');
    await TestBed.inject(Router).navigateByUrl('/pets/7');
    await page.stable();
  });

  it('offers what the user’s role may do', async () => {
    const page = await open();
    await api.answer([pet(7)]);
    api.identity.status.set('checking');
    await page.stable();
    expect(page.names()).toEqual([]);
    api.identity.become(keeper);
    await page.stable();
    expect(page.names()).toEqual(['Edit dog, no. 7', 'Remove dog, no. 7']);
  });

  it('says that a pet is sold, and to whom to nobody but the shopkeeper', async () => {
    const sold = pet(7, { isSold: true, soldTo: 'a***@e***.org' });
    const page = await open();
    await api.answer([sold]);
    await page.stable();
    expect(page.text()).toContain('Sold');
    expect(page.text()).not.toContain('@');
    expect(page.names()).toEqual([]);
    api.identity.become(keeper);
    TestBed.tick();
    expect(await api.answer([sale(7)])).toBe(whose7);
    await page.stable();
    expect(page.text()).toContain('Sold to anna@example.org');
  });

  it('says that a pet is the user’s own, though no list with it is loaded', async () => {
    api.identity.become(buyer);
    const page = await open();
    await api.answer([pet(7, { isSold: true, soldTo: 'a***@e***.org' })]);
    expect(await api.answer([sale(7)])).toBe(whose7);
    await page.stable();
    expect(page.text()).toContain('Yours.');
    expect(page.names()).toEqual(['See my purchases']);
  });

  it('follows what is done to the pet, and to no other', async () => {
    const page = await open();
    await api.answer([pet(7)]);
    const shop = TestBed.inject(PetStore);
    shop.put(pet(8, { type: 'cat' }));
    await page.stable();
    expect(page.heading()).toBe('dog No. 7');
    shop.put(pet(7, { type: 'wolf' }));
    await page.stable();
    expect(page.heading()).toBe('wolf No. 7');
    shop.drop(7);
    TestBed.tick();
    expect(await api.answer([pet(9)])).toBe(newest);
    await page.stable();
    expect(page.heading()).toBe('Pet no. 7 isn’t in the shop');
    shop.put(pet(7));
    await page.stable();
    expect(page.heading()).toBe('dog No. 7');
  });

  it('leads from a pet that is not listed to the newest', async () => {
    const page = await open();
    await api.answer([pet(5)]);
    expect(await api.answer([pet(5, { type: 'cat' })])).toBe(newest);
    await page.stable();
    expect(page.heading()).toBe('Pet no. 7 isn’t in the shop');
    expect(page.text()).toContain('The newest pet is the cat, no. 5.');
    expect(page.names()).toEqual(['See the pets']);
  });

  it('leads back to the list only from the pet that was opened there', async () => {
    const page = await open('/');
    const router = TestBed.inject(Router);
    await router.navigateByUrl('/pets/7');
    TestBed.tick();
    await api.answer([]);
    await api.answer([pet(5)]);
    await page.stable();
    await router.navigateByUrl('/pets/5');
    TestBed.tick();
    await api.answer([pet(5)]);
    await page.stable();
    document.querySelector<HTMLElement>('.back')?.click();
    await settled();
    expect(router.url).toBe('/');
  });

  it('tells a buyer that their pet has left the list', async () => {
    api.identity.become(buyer);
    const page = await open();
    await api.answer([]);
    for (const request of [await api.next(), await api.next()]) {
      TestBed.tick();
      expect(page.heading()).toBe('');
      const isSale = request.request.url.endsWith('/purchase');
      request.flush(isSale ? [sale(7, { isListed: false })] : [pet(9)]);
      await settled();
    }
    await page.stable();
    expect(page.heading()).toBe('dog No. 7');
    expect(page.text()).toContain('it has left the shop');
    expect(page.names()).toEqual(['See my purchases']);
  });

  it('says why the pet can’t be shown, and tries again', async () => {
    const page = await open();
    await api.fail(503);
    await page.stable();
    expect(page.heading()).toBe('Pet no. 7 can’t be shown');
    expect(page.text()).toContain('very busy');
    const main = document.body.appendChild(document.createElement('main'));
    main.tabIndex = -1;
    await page.click('Try again');
    expect(document.activeElement).toBe(main);
    main.remove();
    await api.answer([pet(7)]);
    await page.stable();
    expect(page.heading()).toBe('dog No. 7');
  });

  it('does not deny a pet to a buyer whose purchases can’t be loaded', async () => {
    api.identity.become(buyer);
    const page = await open();
    await api.answer([]);
    for (const asked of [await api.next(), await api.next()]) {
      if (asked.request.url.endsWith('/purchase')) asked.flush({}, { status: 503, statusText: '' });
      else asked.flush([pet(9)]);
      await settled();
    }
    await page.stable();
    expect(page.heading()).toBe('Pet no. 7 can’t be shown');
    expect(page.names()).toEqual(['Try again']);
  });

  it('shows another pet at another address', async () => {
    const page = await open();
    await api.answer([pet(7)]);
    await TestBed.inject(Router).navigateByUrl('/pets/8');
    TestBed.tick();
    expect(await api.answer([pet(8, { type: 'cat' })])).toBe('GET /pets?limit=1&before=9');
    await page.stable();
    expect(page.heading()).toBe('cat No. 8');
  });
});
