import { Clock } from './clock';

const SERVER = 'Sun, 22 Nov 2026 05:00:00 GMT';
const HOUR = 3_600_000;

const headers = (date?: string, age?: string) =>
  new Headers({ ...(date && { Date: date }), ...(age && { Age: age }) });

/** Whether a time is that of the server, up to the time that a test takes. */
const isServerTime = (time: Date, later = 0) =>
  Math.abs(time.getTime() - Date.parse(SERVER) - later) < 1000;

describe('The clock', () => {
  let clock: Clock;
  let asked: jasmine.Spy<typeof fetch>;
  const answer = (response: () => Promise<Response>) => asked.and.callFake(response);

  beforeEach(() => {
    clock = new Clock();
    asked = spyOn(window, 'fetch');
    answer(() => Promise.resolve(new Response(null, { headers: headers(SERVER) })));
  });

  it('goes by the device until a server corrects it', () => {
    expect(Math.abs(clock.now().getTime() - Date.now())).toBeLessThan(50);
    expect(clock.adjust(headers(SERVER))).toBeTrue();
    expect(isServerTime(clock.now())).toBeTrue();
  });

  it('counts how long a cache has kept an answer', () => {
    clock.adjust(headers(SERVER, '40'));
    expect(isServerTime(clock.now(), 40_000)).toBeTrue();
    clock.adjust(headers(SERVER, 'long'));
    expect(isServerTime(clock.now())).toBeTrue();
  });

  it('is not misled by an answer without a date', () => {
    clock.adjust(headers(SERVER));
    expect(clock.adjust(headers())).toBeFalse();
    expect(clock.adjust(headers('yesterday'))).toBeFalse();
    expect(isServerTime(clock.now())).toBeTrue();
  });

  it('asks the page’s own origin once, however many want to know', async () => {
    const times = await Promise.all([clock.checked(), clock.checked()]);
    expect(isServerTime(await clock.checked())).toBeTrue();
    expect(times.every((time) => isServerTime(time))).toBeTrue();
    expect(asked).toHaveBeenCalledOnceWith(
      'config.json',
      jasmine.objectContaining({ method: 'HEAD', cache: 'no-store' }),
    );
  });

  it('asks nobody when an answer of the API has told the time', async () => {
    clock.adjust(headers(SERVER));
    expect(isServerTime(await clock.checked())).toBeTrue();
    expect(asked).not.toHaveBeenCalled();
  });

  it('asks again when the device’s clock was set', async () => {
    await clock.checked();
    const { now } = Date;
    spyOn(Date, 'now').and.callFake(() => now() + 12 * HOUR);
    expect(isServerTime(await clock.checked())).toBeTrue();
    expect(asked).toHaveBeenCalledTimes(2);
  });

  it('goes by what it knows when nobody answers, and asks the next time', async () => {
    answer(() => Promise.reject(new TypeError('Failed to fetch')));
    expect(Math.abs((await clock.checked()).getTime() - Date.now())).toBeLessThan(50);
    answer(() => Promise.resolve(new Response(null, { headers: headers(SERVER) })));
    expect(isServerTime(await clock.checked())).toBeTrue();
  });

  it('waits only once for a server that hangs, until a while later', async () => {
    answer(() => Promise.reject(new DOMException('', 'TimeoutError')));
    for (let time = 0; time < 3; time++) await clock.checked();
    expect(asked).toHaveBeenCalledTimes(1);
    const now = performance.now();
    spyOn(performance, 'now').and.returnValue(now + 30_001);
    await clock.checked();
    expect(asked).toHaveBeenCalledTimes(2);
  });
});
