import { download } from './download';

describe('A download', () => {
  it('is a file with name and content, which the browser forgets after it is saved', async () => {
    jasmine.clock().install();
    const link = document.createElement('a');
    const click = spyOn(link, 'click');
    spyOn(document, 'createElement').and.returnValue(link);
    let blob: Blob | undefined;
    spyOn(URL, 'createObjectURL').and.callFake((source) => {
      blob = source as Blob;
      return 'blob:pets';
    });
    const revoke = spyOn(URL, 'revokeObjectURL');

    download(document, 'sales.csv', 'text/csv;charset=utf-8', '\uFEFFa,ä\r\n');

    expect([link.download, link.href]).toEqual(['sales.csv', 'blob:pets']);
    expect(click).toHaveBeenCalledTimes(1);
    expect(blob?.type).toBe('text/csv;charset=utf-8');
    expect(revoke).not.toHaveBeenCalled();
    jasmine.clock().tick(10_000);
    expect(revoke).toHaveBeenCalledOnceWith('blob:pets');
    jasmine.clock().uninstall();
    const bytes = new Uint8Array((await blob?.arrayBuffer()) ?? []);
    expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  });
});
