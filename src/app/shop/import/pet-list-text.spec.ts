import { MAX_PETS, petListText, parsePetList, readText } from './pet-list-text';

const dog = { id: 1, type: 'dog', price: 249.99 };
const list = (...pets: unknown[]) => JSON.stringify({ pets });
const issues = (text: string) => {
  const read = parsePetList(text);
  return 'issues' in read ? read.issues.map(({ place, problem }) => `${place}: ${problem}`) : [];
};

describe('A list of pets as text', () => {
  it('is read as the tutorial writes it', () => {
    expect(parsePetList('\ufeff {"pets": [{"price": 249.99, "id": 1, "type": " dog "}]}')).toEqual({
      pets: [dog],
      markedAsSold: [],
    });
    expect(parsePetList('{"pets": []}')).toEqual({ pets: [], markedAsSold: [] });
  });

  it('is read as it is written for a download', () => {
    expect(parsePetList(petListText([dog]))).toEqual({ pets: [dog], markedAsSold: [] });
  });

  it('may say who bought a pet, which counts for nothing', () => {
    expect(parsePetList(list({ ...dog, isSold: true, soldTo: 'a***@e***.org' }))).toEqual({
      pets: [dog],
      markedAsSold: [1],
    });
  });

  it('may have ids up to a trillion', () => {
    expect(issues(list({ ...dog, id: 1e12 }))).toEqual([]);
  });

  it('may have a thousand pets, and no more', () => {
    const pets = (length: number) => Array.from({ length }, (_, i) => ({ ...dog, id: i + 1 }));
    expect(issues(list(...pets(MAX_PETS)))).toEqual([]);
    expect(issues(list(...pets(MAX_PETS + 1)))).toEqual([
      'pets: A list has at most 1,000 pets; this one has 1,001.',
    ]);
  });

  const bad: [string, string, RegExp][] = [
    ['nothing', '  ', /^: There is nothing/],
    ['5 MB', 'x'.repeat(5_000_000), /^: This has 5\.0 million characters/],
    ['a broken list', '{"pets": [\n{"id": 1,}]}', /^: This is not JSON.* line 2/],
    ['a page', '<html>', /^: This is not JSON/],
    ['a bare list', '[]', /^: Put the pets into an object/],
    ['a number', '7', /^: Expected an object/],
    ['null', 'null', /^: Expected an object/],
    ['no pets', '{"pet": []}', /^pets: Expected a list/],
    ['pets that are no list', '{"pets": {"length": 1}}', /^pets: Expected a list/],
    ['pets by way of the prototype', '{"__proto__": {"pets": []}}', /^pets: Expected a list/],
    ['another key', '{"pets": [], "username": "x"}', /^username: .*Leave it out/],
    ['a pet that is none', list(null), /^pets\[0\]: Expected an object/],
    ['no id', list({ type: 'dog', price: 1 }), /^pets\[0\]\.id: .*missing/],
    ['an id as text', list({ ...dog, id: '1' }), /^pets\[0\]\.id: .*but it is "1"/],
    ['an id of 0', list({ ...dog, id: 0 }), /^pets\[0\]\.id: Expected a whole number/],
    ['half an id', list({ ...dog, id: 1.5 }), /^pets\[0\]\.id/],
    [
      'an id above a trillion',
      list({ ...dog, id: 1e12 + 1 }),
      /^pets\[0\]\.id: Expected a whole number from 1 to 1,000,000,000,000, but it is 1000000000001/,
    ],
    ['an id beyond counting', list({ ...dog, id: 2 ** 53 }), /^pets\[0\]\.id/],
    ['an empty type', list({ ...dog, type: ' ' }), /^pets\[0\]\.type: Say what kind/],
    ['markup', list({ ...dog, type: '<img src=x>' }), /^pets\[0\]\.type: Leave out/],
    ['a type as list', list({ ...dog, type: ['dog'] }), /^pets\[0\]\.type: Expected a text/],
    ['a price as text', list(dog, { id: 2, type: 'cat', price: '4.99' }), /^pets\[1\]\.price: /],
    ['a price below 0', list({ ...dog, price: -1 }), /^pets\[0\]\.price: Expected a price from/],
    ['a price of 1e400', '{"pets":[{"id":1,"type":"x","price":1e400}]}', /^pets\[0\]\.price/],
    ['part of a cent', list({ ...dog, price: 0.001 }), /^pets\[0\]\.price: Expected whole cents/],
    ['a pet’s buyer', list({ ...dog, buyer: 'eve' }), /^pets\[0\]\.buyer: .*Leave it out/],
    [
      'a prototype',
      '{"pets": [{"id": 1, "type": "dog", "price": 1, "__proto__": {"isSold": true}}]}',
      /^pets\[0\]\.__proto__: .*Leave it out/,
    ],
    [
      'an id twice',
      list(dog, { ...dog, type: 'cat' }),
      /^pets\[1\]\.id: .*pets\[0\] has 1 as well/,
    ],
    ['a long text in a wrong place', list({ ...dog, id: 'x'.repeat(999) }), /^.{1,120}$/],
  ];
  for (const [what, text, expected] of bad) {
    it(`is refused with its place for ${what}`, () => {
      const messages = issues(text);
      expect(messages.length).toBe(1);
      expect(messages[0]).toMatch(expected);
    });
  }

  it('is not read from a file of 5 MB', async () => {
    const file = new Blob(['x'.repeat(5_000_000)]);
    const read = spyOn(file, 'text').and.callThrough();
    const problem = 'This file has 5.0 MB; a list of 1,000 pets has far less.';
    expect(await readText(file)).toEqual({ issues: [{ place: '', problem }] });
    expect(read).not.toHaveBeenCalled();
    expect(await readText(new Blob(['{}']))).toEqual({ text: '{}' });
  });

  it('is told all its issues at once', () => {
    expect(issues(list({}, { ...dog, price: true })).length).toBe(4);
  });
});
