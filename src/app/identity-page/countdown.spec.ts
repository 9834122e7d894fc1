import { countdown } from './countdown';

describe('A countdown', () => {
  const now = new Date('2026-11-24T12:00:00Z');
  const cases: [number, string][] = [
    [36_000, '10 h 00 min'],
    [3_900, '1 h 05 min'],
    [3_599, '59 min 59 s'],
    [61, '1 min 01 s'],
    [8, '8 s'],
    [0.2, '1 s'],
    [0, 'ended'],
    [-5, 'ended'],
  ];
  for (const [seconds, text] of cases) {
    it(`with ${seconds} seconds to go says "${text}"`, () => {
      expect(countdown(new Date(now.getTime() + seconds * 1000), now)).toBe(text);
    });
  }
});
