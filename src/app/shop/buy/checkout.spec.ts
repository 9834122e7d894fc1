import { TestBed } from '@angular/core/testing';
import { buyer } from '../../../testing/fake-identity';
import { settled, until } from '../../../testing/sent';
import { ShopApi, pet, refused } from '../../../testing/shop-api';
import { NotLoggedIn } from '../../auth/login-error';
import { KnownSales } from '../known-sales';
import { Toast } from '../toast';
import { Checkout } from './checkout';

const masked = { isSold: true, soldTo: 'a***@e***.org' };
const find1 = 'GET /pets?limit=1&before=2';
const whose1 = 'GET /pets/purchase?ids=1';

describe('Buying a pet', () => {
  let api: ShopApi;
  const buy = (id: number) => TestBed.inject(Checkout).buy(pet(id));

  beforeEach(() => (api = new ShopApi()));
  afterEach(() => api.http.verify());

  it('sends the ID token, and shows the buyer’s own address', async () => {
    const shop = await api.open(pet(2), pet(1));
    await api.logIn(buyer);
    const bought = buy(1);
    const sent = await api.next();
    expect([sent.request.method, sent.request.url]).toEqual([
      'POST',
      `${ShopApi.url}/pets/purchase`,
    ]);
    expect(sent.request.body).toEqual({ petId: 1, authToken: 'token-0' });
    sent.flush(pet(1, { isSold: true, soldTo: 'anna@example.org' }));
    expect(await bought).toBeTrue();
    expect(TestBed.inject(Toast).message()).toEqual(
      jasmine.objectContaining({ text: 'You bought the dog, no. 1. Thank you!' }),
    );
    expect(TestBed.inject(KnownSales).view(shop.pets()[1]!)).toEqual(
      jasmine.objectContaining({ isSold: true, mine: true, soldTo: 'anna@example.org' }),
    );
  });

  it('is asked for again when the answer is lost', async () => {
    const shop = await api.open(pet(1));
    await api.logIn(buyer);
    const bought = buy(1);
    await api.lose();
    const again = await api.next();
    expect(again.request.body).toEqual({ petId: 1, authToken: 'token-0' });
    again.flush(pet(1, { isSold: true, soldTo: 'anna@example.org' }));
    expect(await bought).toBeTrue();
    expect(shop.pets()[0]?.isSold).toBeTrue();
  });

  it('is found out later if it is never answered: the table is asked for the sale', async () => {
    const shop = await api.open(pet(1));
    await api.logIn(buyer);
    const checkout = TestBed.inject(Checkout);
    await checkout.findOut();
    const bought = refused(buy(1));
    await api.lose();
    await api.fail(404, { html: 'Log in to the network' });
    await api.fail(504);
    expect(await bought).toEqual(jasmine.objectContaining({ status: 0 }));
    expect(shop.pets().map(({ isSold }) => isSold)).toEqual([false]);
    const sale = { ...pet(1), soldTo: 'anna@example.org', soldAt: '', isListed: true };
    window.dispatchEvent(new Event('online'));
    expect(await api.answer([sale])).toBe(whose1);
    expect(shop.pets().map(({ isSold }) => isSold)).toEqual([true]);
    const message = TestBed.inject(Toast).message();
    expect(message?.text).toBe('Your purchase went through: the dog, no. 1. Thank you!');
    expect(message?.action?.label).toBe('See my purchases');
    await checkout.findOut();
  });

  it('sends one request for two clicks', async () => {
    await api.open(pet(1));
    await api.logIn(buyer);
    const clicks = [buy(1), buy(1)];
    await api.answer(pet(1, { isSold: true }));
    expect(await Promise.all(clicks)).toEqual([true, false]);
    await settled();
  });

  it('is right at once when someone else was faster, and asks for that pet alone', async () => {
    const shop = await api.open(pet(2), pet(1));
    await api.logIn(buyer);
    const bought = refused(buy(1));
    await api.fail(409);
    await until(() => (shop.pets()[1]?.isSold ? true : undefined));
    expect(await api.answer([pet(1, masked)])).toBe(find1);
    expect(await bought).toEqual(jasmine.objectContaining({ status: 409 }));
    expect(await api.answer([])).toBe(whose1);
    expect(TestBed.inject(KnownSales).view(shop.pets()[1]!)).toEqual(
      jasmine.objectContaining({ ...masked, mine: false }),
    );
  });

  it('is right even if that pet can not be asked for then', async () => {
    const shop = await api.open(pet(1));
    await api.logIn(buyer);
    const bought = refused(buy(1));
    await api.fail(409);
    await api.fail(500);
    expect(await bought).toEqual(jasmine.objectContaining({ status: 409 }));
    expect(await api.answer([])).toBe(whose1);
    expect(shop.status()).toBe('ready');
    expect(shop.pets()[0]?.isSold).toBeTrue();
  });

  it('takes a pet that is gone off the list', async () => {
    const shop = await api.open(pet(2), pet(1));
    await api.logIn(buyer);
    const bought = refused(buy(1));
    await api.fail(404);
    expect(await bought).toEqual(jasmine.objectContaining({ status: 404 }));
    expect(shop.pets().map(({ id }) => id)).toEqual([2]);
  });

  it('is tried once more with a fresh ID token after a 401', async () => {
    const shop = await api.open(pet(1));
    await api.logIn(buyer);
    const bought = refused(buy(1));
    await api.fail(401);
    const second = await api.next();
    expect(second.request.body).toEqual({ petId: 1, authToken: 'token-1' });
    second.flush({ message: 'no' }, { status: 401, statusText: 'No' });
    expect(await bought).toEqual(jasmine.objectContaining({ status: 401 }));
    expect(shop.pets()[0]?.isSold).toBeFalse();
  });

  it('is refused to a visitor before anything is sent', async () => {
    await api.open(pet(1));
    await expectAsync(buy(1)).toBeRejectedWithError(NotLoggedIn);
  });
});
