import { nextPage } from './answer';

const url = 'https://api.example.com/api/pets';

describe('The next page', () => {
  const links: [string, string][] = [
    ['<?limit=50&before=17>; rel="next"', 'limit=50&before=17'],
    ['<https://api.example.com/api/pets?before=3>; rel=next', 'before=3'],
    ['<?before=9>; rel="prev", <?before=5>; title="more"; rel="next last"', 'before=5'],
    ['<?after=a%2Bb>;rel="NEXT"', 'after=a%2Bb'],
  ];
  for (const [link, query] of links) {
    it(`is asked for as ${link} says`, () => {
      expect(nextPage(link, url)?.toString()).toBe(query);
    });
  }

  for (const link of [
    null,
    '',
    'next',
    '<?before=9>; rel="prev"',
    '<?before=9>',
    '<http://[>; rel=next',
  ]) {
    it(`is not there with ${JSON.stringify(link)}`, () => {
      expect(nextPage(link, url)).toBeUndefined();
    });
  }
});
