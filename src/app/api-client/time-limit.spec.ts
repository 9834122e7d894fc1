import {
  HttpClient,
  HttpErrorResponse,
  provideHttpClient,
  withInterceptors,
} from '@angular/common/http';
import { TestBed } from '@angular/core/testing';
import { firstValueFrom } from 'rxjs';
import { errorMessage } from './error-message';
import { timeLimit } from './time-limit';

/** How long a call takes that is never answered, in seconds, and what the user reads then. */
async function hangs(method: string): Promise<[number, string]> {
  const begin = Date.now();
  const client = TestBed.inject(HttpClient);
  const error: unknown = await firstValueFrom(client.request(method, '/pets')).catch(
    (error: unknown) => error,
  );
  expect(error).toBeInstanceOf(HttpErrorResponse);
  return [Math.round((Date.now() - begin) / 1000), errorMessage(error, 'list')];
}

describe('A call to the API that is never answered', () => {
  beforeEach(() => {
    jasmine.clock().install().mockDate();
    jasmine.clock().autoTick();
    spyOn(window, 'fetch').and.callFake(
      (_, init) =>
        new Promise((_, reject) => {
          init?.signal?.addEventListener('abort', () => reject(init.signal?.reason as Error));
        }),
    );
    TestBed.configureTestingModule({
      providers: [provideHttpClient(withInterceptors([timeLimit]))],
    });
  });

  afterEach(() => jasmine.clock().uninstall());

  it('ends after fifteen seconds if it reads', async () => {
    expect(await hangs('GET')).toEqual([15, jasmine.stringMatching('did not answer in time')]);
  });

  for (const method of ['POST', 'PUT', 'DELETE']) {
    it(`ends when API Gateway would have answered if it is a ${method}`, async () => {
      expect(await hangs(method)).toEqual([30, jasmine.stringMatching('did not answer in time')]);
    });
  }
});
