import { TestBed } from '@angular/core/testing';
import { Router } from '@angular/router';
import { buyer } from '../../../testing/fake-identity';
import { settled, until } from '../../../testing/sent';
import { ShopApi, pet } from '../../../testing/shop-api';
import { PurchaseRoute } from './purchase-route';

describe('The question whether to buy a pet', () => {
  let api: ShopApi;
  let router: Router;
  let route: PurchaseRoute;

  const open = async (address: string) => {
    await router.navigateByUrl(address);
    await settled();
  };

  beforeEach(async () => {
    api = new ShopApi();
    router = TestBed.inject(Router);
    router.setUpLocationChangeListener();
    route = TestBed.inject(PurchaseRoute);
    await api.open(pet(7));
  });

  it('stands in the address, beside what else is there', async () => {
    await open('/?type=dog&sort=price-asc');
    await api.logIn(buyer);
    await route.ask(7);
    await settled();
    expect(router.url).toBe('/?type=dog&sort=price-asc&buy=7');
    expect(route.petId()).toBe(7);
  });

  it('goes away with its history entry', async () => {
    await open('/?type=dog');
    await api.logIn(buyer);
    await route.ask(7);
    route.close();
    await until(() => (route.petId() === undefined ? true : undefined));
    expect(router.url).toBe('/?type=dog');
  });

  it('goes away at once when it has followed another', async () => {
    await open('/?type=dog');
    await api.logIn(buyer);
    await route.ask(6);
    await route.ask(7);
    expect(route.petId()).toBe(7);
    route.close();
    await until(() => (route.petId() === undefined ? true : undefined));
    expect(router.url).toBe('/?type=dog');
  });

  it('goes away without leaving the shop for who came by a link', async () => {
    await open('/?buy=7&type=dog');
    expect(route.petId()).toBe(7);
    route.close();
    await settled();
    expect(router.url).toBe('/?type=dog');
  });

  it('is found again by a visitor after the login', async () => {
    await open('/?type=dog');
    const logIn = spyOn(api.identity, 'logIn').and.resolveTo();
    await route.ask(7);
    expect(logIn.calls.allArgs() as unknown[]).toEqual([['/?type=dog&buy=7']]);
    expect(router.url).toBe('/?type=dog');
  });

  for (const address of [
    '/?buy=',
    '/?buy=0',
    '/?buy=-1',
    '/?buy=abc',
    '/?buy=1e3',
    '/?buy=9007199254740991',
    '/?buy=9007199254740993',
    '/?buy=%3Cb%3E',
  ]) {
    it(`is none in ${address}`, async () => {
      await open(address);
      expect(route.petId()).toBeUndefined();
    });
  }
});
