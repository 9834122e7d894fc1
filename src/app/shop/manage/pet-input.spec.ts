import { parsePrice, parseType } from './pet-input';

describe('A pet’s type', () => {
  const good: [string, string][] = [
    ['dog', 'dog'],
    ['  guinea pig  ', 'guinea pig'],
    ['Größe & Co. "x"', 'Größe & Co. "x"'],
    ['🐶', '🐶'],
    ['🐶'.repeat(40), '🐶'.repeat(40)],
    ['🐈\u200d⬛', '🐈\u200d⬛'],
    ['🐕\u200d🦺', '🐕\u200d🦺'],
    ['گربه\u200cها', 'گربه\u200cها'],
    ['क्\u200dष', 'क्\u200dष'],
    ['dog\u200e', 'dog\u200e'],
    ['🏴\u{e0067}\u{e0062}\u{e007f}', '🏴\u{e0067}\u{e0062}\u{e007f}'],
    ['guinea\u00a0pig', 'guinea pig'],
    ['cafe\u0301 \u3000au lait', 'café au lait'],
    ['👩🏽‍👩🏽‍👧🏽‍👦🏽'.repeat(8), '👩🏽‍👩🏽‍👧🏽‍👦🏽'.repeat(8)],
    ['<b>dog</b>', '<b>dog</b>'],
  ];
  for (const [text, value] of good) {
    it(`is read from ${JSON.stringify(text.slice(0, 20))}`, () => {
      expect(parseType(text)).toEqual({ value });
    });
  }

  const bad: [string, RegExp][] = [
    ['', /type of pet/],
    ['   ', /type of pet/],
    ['\t\n', /type of pet/],
    ['x'.repeat(41), /at most 40 characters\. This has 41/],
    ['x'.repeat(5000), /This has 5,000/],
    ['👩🏽‍👩🏽‍👧🏽‍👦🏽'.repeat(41), /This has 41/],
    [`family ${'👩🏽‍👩🏽‍👧🏽‍👦🏽'.repeat(30)}`, /fewer emoji/],
    [`x${'\u0301'.repeat(1000)}`, /fewer emoji and accents/],
    ['\ufdfa'.repeat(14), /fewer emoji and accents/],
    ['do\u0000g', /control characters/],
    ['dog\ncat', /line breaks/],
    ['dog\u2028cat', /line breaks/],
    ['\u202egod', /direction of text/],
    ['dog\u2066', /direction of text/],
    ['dog\ud83d', /broken character/],
    ['\ud83ddog', /broken character/],
    ...[
      '\u200b',
      '\u200c\u200d',
      '\u3164',
      '\u2800',
      '\u115f',
      '\uffa0',
      '\u180e',
      '\u061c',
      '\u{e0041}',
    ].map((blank): [string, RegExp] => [blank, /are invisible/]),
  ];
  for (const [text, problem] of bad) {
    it(`is not read from ${JSON.stringify(text.slice(0, 30))}, with a reason`, () => {
      expect(parseType(text).value).toBeUndefined();
      expect(parseType(text).problem).toMatch(problem);
    });
  }
});

describe('A price', () => {
  const good: [string, number][] = [
    ['4.99', 4.99],
    ['4', 4],
    ['$4.99', 4.99],
    [' $ 4.5 ', 4.5],
    ['.99', 0.99],
    ['0', 0],
    ['4,99', 4.99],
    ['$ 4,9', 4.9],
    [',99', 0.99],
    ['1,299', 1299],
    ['4,990', 4990],
    ['1,299.50', 1299.5],
    ['1.299,50', 1299.5],
    ['999.999,99', 999_999.99],
    ['1000000', 1_000_000],
    ['1,000,000.00', 1_000_000],
  ];
  for (const [text, value] of good) {
    it(`is read from ${JSON.stringify(text)}`, () => {
      expect(parsePrice(text)).toEqual({ value });
    });
  }

  const bad: [string, RegExp][] = [
    ['', /Enter the price/],
    ['  ', /Enter the price/],
    ['$', /Enter the price/],
    ['abc', /as a number/],
    ['-1', /below \$0/],
    ['−1', /below \$0/],
    ['$-1', /below \$0/],
    ['1e3', /as a number/],
    ['1e400', /as a number/],
    ['0x10', /as a number/],
    ['NaN', /as a number/],
    ['Infinity', /as a number/],
    ['1 000', /as a number/],
    ['1,00,000', /as a number/],
    ['4.', /as a number/],
    ['4.9.9', /as a number/],
    ['٤', /as a number/],
    ['4,', /as a number/],
    ['4,9,9', /as a number/],
    ['1,299.50.1', /as a number/],
    ['1.29,50', /as a number/],
    ['0,001', /two digits/],
    ['1.299', /two digits/],
    ['4,9900', /two digits/],
    ['1.299.000', /at most \$1,000,000/],
    ['0.001', /two digits/],
    ['4.990', /two digits/],
    ['1000000.01', /at most \$1,000,000/],
    ['9'.repeat(400), /at most \$1,000,000/],
  ];
  for (const [text, problem] of bad) {
    it(`is not read from ${JSON.stringify(text.slice(0, 20))}, with a reason`, () => {
      expect(parsePrice(text).value).toBeUndefined();
      expect(parsePrice(text).problem).toMatch(problem);
    });
  }
});
