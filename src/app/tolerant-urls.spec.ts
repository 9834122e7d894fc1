import { TolerantUrls } from './tolerant-urls';

describe('An address', () => {
  const urls = new TolerantUrls();

  it('is decoded', () => {
    expect(urls.parse('/?type=guinea%20pig').queryParams).toEqual({ type: 'guinea pig' });
  });

  for (const [url, type] of [
    ['/?type=%', '%'],
    ['/?type=100%25%', '100%%'],
    ['/?type=%FF', '%FF'],
    ['/?type=caf%C3%A9%', 'café%'],
  ] as const) {
    it(`is read as it stands where it is encoded wrongly: ${url}`, () => {
      expect(urls.parse(url).queryParams).toEqual({ type });
    });
  }

  it('never becomes another one', () => {
    expect(urls.serialize(urls.parse('/%'))).toBe('/%25');
    expect(urls.serialize(urls.parse('/pets/%E0%A4%A'))).toBe('/pets/%25E0%25A4%25A');
    expect(urls.serialize(urls.parse('/pets/(x'))).toBe('/pets%2F%28x');
  });
});
