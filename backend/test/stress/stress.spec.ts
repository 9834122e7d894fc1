import { stress } from './stress.ts';

const SECONDS = 40;

describe('A shop under stress', () => {
  it('keeps its word: each answer holds, a sale is made once and forever', async () => {
    const seed = Number(process.env['STRESS_SEED'] ?? Date.now() % 1_000_000);
    const { problems, summary } = await stress({ seed, seconds: SECONDS, kills: 2 });
    expect(problems).withContext(`STRESS_SEED=${seed} (${summary})`).toEqual([]);
  }, 600_000);
});
