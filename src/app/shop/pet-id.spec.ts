import { petIdFrom } from './pet-id';

describe('The id of a pet', () => {
  it('is a whole number from 1, as the shop writes it', () => {
    expect(['1', '7', '120', '9007199254740990'].map(petIdFrom)).toEqual([
      1, 7, 120, 9007199254740990,
    ]);
  });

  for (const text of ['', '0', '-1', '007', '7.0', '1e3', ' 7', 'abc', '٧', '9007199254740991']) {
    it(`is none in "${text}"`, () => {
      expect(petIdFrom(text)).toBeUndefined();
    });
  }
});
