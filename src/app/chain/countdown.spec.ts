import { Countdown } from './countdown';

describe('A countdown', () => {
  const now = new Date('2026-11-24T12:00:00Z');
  const cases: [number, string][] = [
    [36_000, '10 h 00 min left'],
    [3_900, '1 h 05 min left'],
    [3_599, '59 min 59 s left'],
    [61, '1 min 01 s left'],
    [8, '8 s left'],
    [0.2, '1 s left'],
    [0, 'expired'],
    [-5, 'expired'],
  ];
  for (const [seconds, text] of cases) {
    it(`with ${seconds} seconds to go says "${text}"`, () => {
      const until = new Date(now.getTime() + seconds * 1000);
      expect(new Countdown().transform(until, now)).toBe(text);
    });
  }
});
