import { spawnSync } from 'node:child_process';
import { root } from '../process.ts';

describe('A checkout', () => {
  it('has the same bytes on every system, also with core.autocrlf', () => {
    const { status, stdout } = spawnSync('git', ['ls-files', '--eol'], {
      cwd: root,
      encoding: 'utf8',
    });
    if (status !== 0) pending('This is no checkout of Git.');
    const texts = stdout
      .split('\n')
      .filter((line) => line.startsWith('i/') && !line.startsWith('i/-text'));
    expect(texts.length).toBeGreaterThan(500);
    for (const line of texts) expect(line).toMatch(/^i\/(lf|none) .*attr\/text=auto eol=lf/);
  });
});
