import { canonicalRequest } from '../src/sigv4/canonical.ts';

function linesOf(request: { target?: string; rawHeaders?: string[]; signed?: string[] }): string[] {
  const { target = '/', rawHeaders = [], signed = [] } = request;
  const raw = { method: 'GET', target, rawHeaders, body: new Uint8Array() };
  return canonicalRequest(raw, signed).split('\n');
}

/** As Node hands bytes on. */
function bytes(text: string): string {
  return Buffer.from(text).toString('latin1');
}

describe('A canonical request', () => {
  describe('has the path, encoded once more than it came', () => {
    const table: [sent: string, canonical: string][] = [
      ['/pets', '/pets'],
      ['/path/%C3%A4', '/path/%25C3%25A4'],
      [bytes('/path/ä'), '/path/%C3%A4'],
      // AWS's own vector double-encode-path, and what API Gateway was seen to expect.
      ['/test/@connections/JBDvjfGEIAMCERw%3D', '/test/%40connections/JBDvjfGEIAMCERw%253D'],
      ['/$default/%40connections/P-S_9e%3D', '/%24default/%2540connections/P-S_9e%253D'],
      ["/a!'()*b", '/a%21%27%28%29%2Ab'],
      ['/-._~', '/-._~'],
      ['/%zz%', '/%25zz%25'],
      ['/a%2Fb', '/a%252Fb'],
      ['', '/'],
      ['?a=b', '/'],
      ['/a//b', '/a/b'],
      ['/a/./b/', '/a/b/'],
      ['/a/b/../c', '/a/c'],
      ['/../../a', '/a'],
      ['/a/..', '/'],
      ['/%2e%2e/a', '/%252e%252e/a'],
    ];
    for (const [sent, canonical] of table) {
      it(`${JSON.stringify(sent)} as ${canonical}`, () => {
        expect(linesOf({ target: sent })[1]).toBe(canonical);
      });
    }
  });

  describe('has the query, decoded and encoded again, in order', () => {
    const table: [sent: string, canonical: string][] = [
      ['', ''],
      ['?', ''],
      ['?b=1&a=2', 'a=2&b=1'],
      ['?a=2&a=10&a=1', 'a=1&a=10&a=2'],
      ['?a&b=', 'a=&b='],
      ['?&&a=1&', 'a=1'],
      ['?a=b=c', 'a=b%3Dc'],
      ['?=x', '=x'],
      ['?A=1&a=1&B=1', 'A=1&B=1&a=1'],
      ['?a-b=1&a=1&a%20b=1', 'a=1&a%20b=1&a-b=1'],
      ['?a=%7e%2f%3a', 'a=~%2F%3A'],
      ['?a=b+c%2B', 'a=b%20c%2B'],
      ['?a=%zz%4', 'a=%25zz%254'],
      ['?a=%FF%C3%0a', 'a=%FF%C3%0A'],
      ['?a=?/:@', 'a=%3F%2F%3A%40'],
      [bytes('?ሴ=ä'), '%E1%88%B4=%C3%A4'],
      ['?a=b?c=d', 'a=b%3Fc%3Dd'],
    ];
    for (const [sent, canonical] of table) {
      it(`${JSON.stringify(sent)} as ${canonical || 'nothing'}`, () => {
        expect(linesOf({ target: `/pets${sent}` })[2]).toBe(canonical);
      });
    }
  });

  describe('has the signed headers', () => {
    it('in order of their names, in lower case, each once', () => {
      const lines = linesOf({
        rawHeaders: ['X-B', '2', 'x-a', '1', 'Unsigned', '3'],
        signed: ['x-b', 'x-a', 'x-b'],
      });

      expect(lines.slice(3, -1)).toEqual(['x-a:1', 'x-b:2', '', 'x-a;x-b']);
    });

    it('with the values of a repeated header joined in the order they came', () => {
      const rawHeaders = ['X-A', '2', 'Other', 'x', 'x-a', ' 1 ', 'X-A', ''];

      expect(linesOf({ rawHeaders, signed: ['x-a'] })[3]).toBe('x-a:2,1,');
    });

    it('with white space trimmed and collapsed', () => {
      const rawHeaders = ['X-A', ' \t a \t  "b   c"\r\n  d '];

      expect(linesOf({ rawHeaders, signed: ['x-a'] })[3]).toBe('x-a:a "b c" d');
    });

    it('without harm to UTF-8 characters that hold the byte of a no-break space', () => {
      const rawHeaders = ['X-A', bytes('à la carte à')];

      expect(linesOf({ rawHeaders, signed: ['x-a'] })[3]).toBe(`x-a:${bytes('à la carte à')}`);
    });

    it('with nothing for one that the request lacks', () => {
      expect(linesOf({ signed: ['x-a'] })[3]).toBe('x-a:');
    });
  });
});
