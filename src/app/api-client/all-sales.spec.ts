import { HttpErrorResponse, provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { FakeIdentity, buyer } from '../../testing/fake-identity';
import { secondsUntil } from '../../testing/fast-clock';
import { sale } from '../../testing/sale';
import { sent, settled } from '../../testing/sent';
import { Api } from '../api/api';
import { provideApiConfiguration } from '../api/api-configuration';
import type { Sale } from '../api/models';
import { Identity } from '../auth/identity';
import { NotLoggedIn } from '../auth/login-error';
import { allSales } from './all-sales';
import { errorMessage } from './error-message';

describe('All sales', () => {
  let http: HttpTestingController;
  let identity: FakeIdentity;
  let pages: AsyncGenerator<readonly Sale[]>;

  beforeEach(() => {
    identity = new FakeIdentity();
    identity.become(buyer);
    TestBed.configureTestingModule({
      providers: [
        provideHttpClient(),
        provideHttpClientTesting(),
        provideApiConfiguration('https://api.example.com/api'),
        identity.provider(),
      ],
    });
    http = TestBed.inject(HttpTestingController);
    pages = allSales(TestBed.inject(Api), TestBed.inject(Identity));
  });

  afterEach(() => http.verify());

  it('come page by page, each asked for where the link of the one before leads', async () => {
    const first = pages.next();
    const request = await sent(http);
    expect(request.request.urlWithParams).toBe('https://api.example.com/api/pets/purchase');
    request.flush([sale(2)], { headers: { Link: '<?limit=1&after=x%2By>; rel="next"' } });
    expect((await first).value).toEqual([sale(2)]);
    const second = pages.next();
    const next = await sent(http);
    expect(next.request.params.get('after')).toBe('x+y');
    next.flush([sale(1)]);
    expect((await second).value).toEqual([sale(1)]);
    expect((await pages.next()).done).toBeTrue();
  });

  it('are asked for no further when the loop ends', async () => {
    const first = pages.next();
    (await sent(http)).flush([sale(2)], { headers: { Link: '<?after=x>; rel="next"' } });
    await first;
    await pages.return(undefined);
    await settled();
    expect((await pages.next()).done).toBeTrue();
  });

  it('carry the ID token in its header, and a fresh one after a 401', async () => {
    const first = pages.next();
    const refused = await sent(http);
    expect(refused.request.headers.get('X-Id-Token')).toBe('token-0');
    refused.flush({ message: 'expired' }, { status: 401, statusText: 'Unauthorized' });
    const again = await sent(http);
    expect(again.request.headers.get('X-Id-Token')).toBe('token-1');
    again.flush([]);
    expect((await first).value).toEqual([]);
  });

  it('are waited for for fifteen seconds, whatever keeps them', async () => {
    spyOn(identity, 'idToken').and.returnValue(new Promise(() => undefined));
    const seconds = await secondsUntil(async () => {
      const error: unknown = await pages.next().catch((error: unknown) => error);
      expect(errorMessage(error, 'purchases')).toMatch(/didn’t answer in time\. Try again/);
    });
    expect(seconds).toBe(15);
  });

  it('fail as the call does', async () => {
    const first = pages.next();
    (await sent(http)).flush({ message: 'no' }, { status: 403, statusText: 'Forbidden' });
    await expectAsync(first).toBeRejectedWith(jasmine.any(HttpErrorResponse));
  });

  it('are not asked for without a user', async () => {
    identity.become(undefined);
    await expectAsync(pages.next()).toBeRejectedWith(jasmine.any(NotLoggedIn));
  });
});
