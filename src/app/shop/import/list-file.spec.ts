import { readListFile } from './list-file';

const file = (...bytes: number[]) => new Blob([new Uint8Array(bytes)]);
const latin = (text: string) => Array.from(text, (character) => character.charCodeAt(0));
const utf16 = (text: string) => latin(text).flatMap((code) => [code & 255, code >> 8]);

describe('A file with a list', () => {
  const texts: [string, Blob][] = [
    ['UTF-8', new Blob(['Größe'])],
    ['UTF-8 with a byte order mark', new Blob(['\ufeffGröße'])],
    ['UTF-16, little end first', file(0xff, 0xfe, ...utf16('Größe'))],
    ['UTF-16, big end first', file(0xfe, 0xff, ...latin('Größe').flatMap((code) => [0, code]))],
    ['UTF-16 without a mark', file(...utf16('Größe'))],
  ];
  for (const [encoding, blob] of texts) {
    it(`is read in ${encoding}`, async () => {
      expect(await readListFile(blob)).toEqual({ text: 'Größe' });
    });
  }

  it('is shown as Windows-1252 when it can’t be UTF-8, with the first bad place', async () => {
    const text = 'id,type,price\r\n1,K\xe4nguru,5\r\n2,B\xe4r,6\r\n';
    expect(await readListFile(file(...latin(text)))).toEqual({
      otherEncoding: { line: 2, character: 4, reading: '1,Känguru,5', text },
    });
  });

  it('is refused when it is no text', async () => {
    const problem = jasmine.stringMatching('isn’t a text file');
    const workbook = file(...latin('PK\x03\x04\x14\x00\x06\x00\x08\x00\xff\xfe\x80'));
    for (const blob of [workbook, file(0xff, 0xfe, 0x00, 0xd8)]) {
      expect(await readListFile(blob)).toEqual({ problem });
    }
  });

  it('is not read when it has 5 MB', async () => {
    const big = new Blob(['x'.repeat(5_000_000)]);
    const read = spyOn(big, 'arrayBuffer').and.callThrough();
    const problem = 'This file has 5.0 MB. A list of 1,000 pets is far smaller.';
    expect(await readListFile(big)).toEqual({ problem });
    expect(read).not.toHaveBeenCalled();
  });
});
