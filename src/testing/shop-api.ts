import { provideHttpClient } from '@angular/common/http';
import {
  HttpTestingController,
  provideHttpClientTesting,
  type TestRequest,
} from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import { provideApiConfiguration } from '../app/api/api-configuration';
import type { Pet, Sale } from '../app/api/models';
import type { User } from '../app/auth/user';
import { KnownSales } from '../app/shop/known-sales';
import { DEFAULT_QUERY } from '../app/shop/pet-query';
import { PetStore } from '../app/shop/pet-store';
import { FakeIdentity } from './fake-identity';
import { sent, settled } from './sent';

export const pet = (id: number, more: Partial<Pet> = {}): Pet => ({
  id,
  type: 'dog',
  price: 5,
  isSold: false,
  ...more,
});

/** The stores of the shop over an API that answers what the test says. */
export class ShopApi {
  static readonly url = 'https://api.example.com/api';
  readonly identity = new FakeIdentity();
  readonly http: HttpTestingController;

  constructor() {
    TestBed.configureTestingModule({
      providers: [
        provideHttpClient(),
        provideHttpClientTesting(),
        provideApiConfiguration(ShopApi.url),
        this.identity.provider(),
        provideRouter([{ path: '**', children: [] }]),
      ],
    });
    this.http = TestBed.inject(HttpTestingController);
  }

  /** The next request that the app sends. */
  next(): Promise<TestRequest> {
    return sent(this.http);
  }

  async fail(status: number, body: object = { message: 'no' }): Promise<void> {
    (await this.next()).flush(body, { status, statusText: 'No' });
  }

  /** Loses the answer to the next request, which is thus repeated. Gives what was sent. */
  async lose(): Promise<TestRequest> {
    const request = await this.next();
    request.error(new ProgressEvent('error'));
    return request;
  }

  /** Answers the next request. Gives its method and what follows the API's address. */
  async answer(body: object | null): Promise<string> {
    const request = await this.next();
    request.flush(body, body ? {} : { status: 204, statusText: 'No Content' });
    await settled();
    const { method, urlWithParams } = request.request;
    return `${method} ${urlWithParams.replace(ShopApi.url, '')}`;
  }

  /** Opens the shop with these pets. */
  async open(...pets: Pet[]): Promise<PetStore> {
    const shop = TestBed.inject(PetStore);
    shop.show(DEFAULT_QUERY);
    await this.answer(pets);
    return shop;
  }

  /** Logs in someone, whose page learns of these sales if there are sold pets in its list. */
  async logIn(user: User, sales?: Sale[]): Promise<void> {
    TestBed.inject(KnownSales);
    this.identity.become(user);
    TestBed.tick();
    if (sales) await this.answer(sales);
  }
}

/** The error with which a call will be refused. */
export const refused = (call: Promise<unknown>): Promise<unknown> =>
  call.then(
    () => undefined,
    (error: unknown) => error,
  );
