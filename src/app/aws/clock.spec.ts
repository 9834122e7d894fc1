import { Clock } from './clock';

describe('The clock', () => {
  const server = 'Sun, 22 Nov 2026 05:00:00 GMT';

  it('goes by the device until a server corrects it', () => {
    const clock = new Clock();
    expect(Math.abs(clock.now().getTime() - Date.now())).toBeLessThan(50);
    expect(clock.adjust(server)).toBeTrue();
    expect(Math.abs(clock.now().getTime() - Date.parse(server))).toBeLessThan(50);
  });

  it('is not misled by an answer without a date', () => {
    const clock = new Clock();
    clock.adjust(server);
    expect(clock.adjust(null)).toBeFalse();
    expect(clock.adjust('yesterday')).toBeFalse();
    expect(Math.abs(clock.now().getTime() - Date.parse(server))).toBeLessThan(50);
  });
});
