import { HttpClient, HttpContext, provideHttpClient, withInterceptors } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { buyer, FakeIdentity } from '../../testing/fake-identity';
import { testConfig } from '../../testing/test-config';
import { SIGNED } from '../aws/signed';
import { CONFIG } from '../config/config';
import { edgeInterceptor } from './edge-interceptor';

describe('Where a call goes', () => {
  const pets = `${testConfig.apiUrl}/pets`;
  let identity: FakeIdentity;

  /** Where a GET of an address is sent. */
  function addressOf(url: string, context = new HttpContext()): string {
    const http = TestBed.inject(HttpTestingController);
    TestBed.inject(HttpClient)
      .get(url, { context, params: { limit: 1 } })
      .subscribe();
    const { request } = http.expectOne(() => true);
    return request.urlWithParams;
  }

  beforeEach(() => {
    identity = new FakeIdentity();
    TestBed.configureTestingModule({
      providers: [
        provideHttpClient(withInterceptors([edgeInterceptor])),
        provideHttpClientTesting(),
        { provide: CONFIG, useValue: testConfig },
        identity.provider(),
      ],
    });
  });

  it('is the page’s own origin for a visitor’s reads', () => {
    expect(addressOf(pets)).toBe('/api/pets?limit=1');
    expect(addressOf(`${pets}/types`)).toBe('/api/pets/types?limit=1');
  });

  it('is the API itself for whoever is logged in or may be', () => {
    identity.become(buyer);
    expect(addressOf(pets)).toBe(`${pets}?limit=1`);
    identity.become(undefined);
    identity.status.set('checking');
    expect(addressOf(pets)).toBe(`${pets}?limit=1`);
  });

  it('is the API itself for what is signed, whoever calls', () => {
    const context = new HttpContext().set(SIGNED, true);
    expect(addressOf(`${pets}/purchase`, context)).toBe(`${pets}/purchase?limit=1`);
  });

  it('is not changed outside the API', () => {
    expect(addressOf('https://api.example.com/apis')).toBe('https://api.example.com/apis?limit=1');
  });
});
