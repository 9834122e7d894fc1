import { readStored, store } from './stored';

const KEY = 'stored.spec';
const throws = (method: 'getItem' | 'setItem' | 'removeItem') =>
  spyOn(Storage.prototype, method).and.throwError(new DOMException('', 'QuotaExceededError'));

describe('What the browser stores', () => {
  afterEach(() => sessionStorage.clear());

  it('is read, replaced and removed', () => {
    expect(readStored('sessionStorage', KEY)).toBeNull();
    expect(store('sessionStorage', KEY, 'a')).toBeTrue();
    expect(readStored('sessionStorage', KEY)).toBe('a');
    expect(store('sessionStorage', KEY, null)).toBeTrue();
    expect(readStored('sessionStorage', KEY)).toBeNull();
  });

  it('is never what was there before when the new value finds no room', () => {
    store('sessionStorage', KEY, 'old');
    throws('setItem');
    expect(store('sessionStorage', KEY, 'new')).toBeFalse();
    expect(readStored('sessionStorage', KEY)).toBeNull();
  });

  it('is nothing where storage is blocked', () => {
    for (const method of ['getItem', 'setItem', 'removeItem'] as const) throws(method);
    expect(store('localStorage', KEY, 'a')).toBeFalse();
    expect(store('localStorage', KEY, null)).toBeFalse();
    expect(readStored('localStorage', KEY)).toBeNull();
  });
});
