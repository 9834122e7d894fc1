import { secondsUntil } from '../../testing/fast-clock';
import { loadCode } from './load-code';

describe('Code that loads late', () => {
  it('is there when it has come', async () => {
    expect(await loadCode(() => Promise.resolve(7))).toBe(7);
  });

  it('is given up after fifteen seconds', async () => {
    const never = () => new Promise(() => undefined);
    const seconds = await secondsUntil(() =>
      expectAsync(loadCode(never)).toBeRejectedWith(
        jasmine.objectContaining({ name: 'TimeoutError' }),
      ),
    );
    expect(seconds).toBe(15);
  });
});
