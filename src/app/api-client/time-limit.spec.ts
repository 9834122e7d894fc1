import { HttpClient, provideHttpClient, withInterceptors } from '@angular/common/http';
import { TestBed } from '@angular/core/testing';
import { firstValueFrom } from 'rxjs';
import { secondsUntil } from '../../testing/fast-clock';
import { errorMessage } from './error-message';
import { isAnswerLost } from './repeat-until-answered';
import { timeLimit } from './time-limit';

describe('A call to the API that is never answered', () => {
  let client: HttpClient;

  beforeEach(() => {
    spyOn(window, 'fetch').and.callFake(
      (_, init) =>
        new Promise((_, reject) => {
          init?.signal?.addEventListener('abort', () => reject(init.signal?.reason as Error));
        }),
    );
    TestBed.configureTestingModule({
      providers: [provideHttpClient(withInterceptors([timeLimit]))],
    });
    client = TestBed.inject(HttpClient);
  });

  /** After how many seconds a call ends, with a sentence for the user. */
  const limitOf = (method: string): Promise<number> =>
    secondsUntil(async () => {
      const error: unknown = await firstValueFrom(client.request(method, '/pets')).catch(
        (error: unknown) => error,
      );
      expect(errorMessage(error, 'list')).toMatch(/didn’t answer in time\. Try again/);
    });

  it('ends after thirteen seconds if it reads', async () => {
    expect(await limitOf('GET')).toBe(13);
  });

  for (const method of ['POST', 'PUT', 'DELETE']) {
    it(`ends when API Gateway would have answered if it is a ${method}`, async () => {
      expect(await limitOf(method)).toBe(30);
    });
  }

  it('is as good as lost if only its beginning comes', async () => {
    (window.fetch as jasmine.Spy).and.callFake((_: unknown, init?: RequestInit) => {
      const body = new ReadableStream({
        start: (controller) => {
          controller.enqueue(new TextEncoder().encode('{"id":'));
          init?.signal?.addEventListener('abort', () => controller.error(init.signal?.reason));
        },
      });
      return Promise.resolve(new Response(body));
    });
    const seconds = await secondsUntil(async () => {
      const error: unknown = await firstValueFrom(client.put('/pets/1', {})).catch(
        (error: unknown) => error,
      );
      expect(isAnswerLost(error)).toBeTrue();
      expect(errorMessage(error, 'add')).toMatch(/didn’t answer in time/);
    });
    expect(seconds).toBe(30);
  });
});
