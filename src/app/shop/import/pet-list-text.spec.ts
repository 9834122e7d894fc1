import { petListCsv } from './pet-list-csv';
import { MAX_PETS, parsePetList as parse, petListText } from './pet-list-text';

const parsePetList = (text: string) => parse(text, 'replace');
const dog = { id: 1, type: 'dog', price: 249.99 };
const list = (...pets: unknown[]) => JSON.stringify({ pets });
const issues = (text: string) => {
  const read = parsePetList(text);
  return 'issues' in read ? read.issues.map(({ place, problem }) => `${place}: ${problem}`) : [];
};

describe('A list of pets as text', () => {
  it('is read as the tutorial writes it', () => {
    expect(parsePetList('\ufeff {"pets": [{"price": 249.99, "id": 1, "type": " dog "}]}')).toEqual({
      mode: 'replace',
      pets: [dog],
      markedAsSold: [],
    });
    expect(parsePetList('{"pets": []}')).toEqual({
      mode: 'replace',
      pets: [],
      markedAsSold: [],
    });
  });

  it('is read as it is written for a download, as JSON and as CSV', () => {
    const pets = [
      dog,
      { id: 2, type: '=cat; "the, best"', price: 1_000_000 },
      { id: 3, type: "'@Größe; -1", price: 0 },
      { id: Number.MAX_SAFE_INTEGER, type: '🐈‍⬛', price: 0.5 },
    ];
    for (const text of [petListText(pets), petListCsv(pets)]) {
      expect(parsePetList(text)).toEqual({ mode: 'replace', pets, markedAsSold: [] });
    }
  });

  it('is read as spreadsheets write it', () => {
    for (const text of [
      'id;type;price\r\n1;dog;249,99\r\n',
      'sep=;\nid;type;price\n1;dog;249,99',
      'Type\tPrice\tId\n\ndog\t$249.99\t1\n\t\t\n',
      '"price","type","id"\r"249.99"," dog ","1"\r',
    ]) {
      expect(parsePetList(text)).toEqual({ mode: 'replace', pets: [dog], markedAsSold: [] });
    }
  });

  it('needs no ids when its pets are added', () => {
    const pets = [{ type: 'dog', price: 249.99 }];
    for (const text of [list(pets[0]), 'type,price\ndog,249.99']) {
      expect(parse(text, 'add')).toEqual({ mode: 'add', pets, markedAsSold: [] });
      expect(issues(text)).toEqual([jasmine.stringMatching(/id: .*missing/)]);
    }
  });

  it('may say who bought a pet, which counts for nothing', () => {
    expect(parsePetList(list({ ...dog, isSold: true, soldTo: 'a***@e***.org' }))).toEqual({
      mode: 'replace',
      pets: [dog],
      markedAsSold: [1],
    });
  });

  it('may have ids as high as they can be told apart; the shop says which it takes', () => {
    expect(issues(list({ ...dog, id: Number.MAX_SAFE_INTEGER }))).toEqual([]);
  });

  it('may have a thousand pets, and no more', () => {
    const pets = (length: number) => Array.from({ length }, (_, i) => ({ ...dog, id: i + 1 }));
    expect(issues(list(...pets(MAX_PETS)))).toEqual([]);
    expect(issues(list(...pets(MAX_PETS + 1)))).toEqual([
      'pets: At most 1,000 pets can replace the shop’s list, but this list has 1,001. You can add them to the shop’s list instead.',
    ]);
    expect(parse(list(...pets(MAX_PETS + 1)), 'add')).toEqual(
      jasmine.objectContaining({ mode: 'add' }),
    );
  });

  const bad: [string, string, RegExp][] = [
    ['nothing', '  ', /^: There’s no list/],
    ['5 MB', 'x'.repeat(5_000_000), /^: This has 5\.0 million characters/],
    ['a broken list', '{"pets": [\n{"id": 1,}]}', /^: This isn’t valid JSON.* line 2/],
    ['a page', '<html>', /^: This isn’t valid JSON/],
    ['a bare list', '[]', /^: Put the pets in an object/],
    ['a number', '7', /^: Expected an object/],
    ['null', 'null', /^: Expected an object/],
    ['no pets', '{"pet": []}', /^pets: Expected a list/],
    ['pets that are no list', '{"pets": {"length": 1}}', /^pets: Expected a list/],
    ['pets by way of the prototype', '{"__proto__": {"pets": []}}', /^pets: Expected a list/],
    ['another key', '{"pets": [], "username": "x"}', /^username: .*Remove this/],
    ['a pet that is none', list(null), /^pets\[0\]: Expected an object/],
    ['no id', list({ type: 'dog', price: 1 }), /^pets\[0\]\.id: .*missing/],
    ['an id as text', list({ ...dog, id: '1' }), /^pets\[0\]\.id: .*but it is "1"/],
    ['an id of 0', list({ ...dog, id: 0 }), /^pets\[0\]\.id: Expected a whole number/],
    ['half an id', list({ ...dog, id: 1.5 }), /^pets\[0\]\.id/],
    ['an id beyond counting', list({ ...dog, id: 2 ** 53 }), /^pets\[0\]\.id/],
    ['an empty type', list({ ...dog, type: ' ' }), /^pets\[0\]\.type: Enter the type/],
    ['a turned text', list({ ...dog, type: 'dog\u202e' }), /^pets\[0\]\.type: Remove/],
    ['a table without names', '1,dog,249.99', /^: This isn’t valid JSON.*id,type,price/],
    ['a table with another column', 'id,type,price,age\n1,dog,2,3', /^line 1: .*“age”/],
    [
      'a price with a comma, unquoted',
      'id,type,price\n1,dog,1,299.50',
      /^line 2: Expected 3 cells, found 4/,
    ],
    ['an open quote', 'id,type,price\n1,dog,2\n2,"cat,3', /^line 3: .*quotation mark/],
    ['a bad price in a table', 'id,type,price\n1,"dog\n",-2', /^line 2, price: .*below/],
    ['a bad id in a table', 'id,type,price\n1.5,dog,2', /^line 2, id: .*but it is "1.5"/],
    [
      'an id twice in a table',
      '\n\nid,type,price\n7,dog,2\n7,cat,3',
      /^line 5, id: .*line 4, id is 7/,
    ],
    ['no price in a table', 'id,type,price\n1,dog', /^line 2, price: Enter the price/],
    ['a type as list', list({ ...dog, type: ['dog'] }), /^pets\[0\]\.type: Expected text/],
    ['a price as text', list(dog, { id: 2, type: 'cat', price: '4.99' }), /^pets\[1\]\.price: /],
    ['a price below 0', list({ ...dog, price: -1 }), /^pets\[0\]\.price: Expected a price from/],
    ['a price of 1e400', '{"pets":[{"id":1,"type":"x","price":1e400}]}', /^pets\[0\]\.price/],
    ['part of a cent', list({ ...dog, price: 0.001 }), /^pets\[0\]\.price: Expected whole cents/],
    ['a pet’s buyer', list({ ...dog, buyer: 'eve' }), /^pets\[0\]\.buyer: .*Remove this/],
    [
      'a prototype',
      '{"pets": [{"id": 1, "type": "dog", "price": 1, "__proto__": {"isSold": true}}]}',
      /^pets\[0\]\.__proto__: .*Remove this/,
    ],
    [
      'an id twice',
      list(dog, { ...dog, type: 'cat' }),
      /^pets\[1\]\.id: .*pets\[0\]\.id is 1, too/,
    ],
    ['a long text in a wrong place', list({ ...dog, id: 'x'.repeat(999) }), /^.{1,130}$/],
  ];
  for (const [what, text, expected] of bad) {
    it(`is refused with its place for ${what}`, () => {
      const messages = issues(text);
      expect(messages.length).toBe(1);
      expect(messages[0]).toMatch(expected);
    });
  }

  it('is told all its issues at once', () => {
    expect(issues(list({}, { ...dog, price: true })).length).toBe(4);
  });
});
