/**
 * The stress of the backend's tests (backend/test/stress), for as long as somebody wants, and with
 * more kills: `npm run bench:stress -- --seconds 600 --seed 7 --kills 20`.
 */
import { parseArgs } from 'node:util';
import { stress } from '../backend/test/stress/stress.ts';

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '300' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    kills: { type: 'string', default: '10' },
  },
});
const [seed, seconds, kills] = [values.seed, values.seconds, values.kills].map(Number) as [
  number,
  number,
  number,
];
console.log(`seed ${seed}, ${seconds} s, ${kills} kills`);
const { problems, summary } = await stress({ seed, seconds, kills });
console.log(summary);
for (const problem of problems) console.error(problem);
console.log(problems.length === 0 ? 'Every answer held.' : `${problems.length} answers did not.`);
process.exit(problems.length === 0 ? 0 : 1);
