/**
 * What visits cost the API behind CloudFront, in a model: `npm run bench:edge` prints for 10² to 10⁹ visits
 * a month how many public reads come, how many of them CloudFront answers, what is left for API Gateway,
 * the function and the table, what it costs, and the traffic at which a limit is reached.
 *
 * A cache that keeps an answer for T seconds, and is asked for it at random times λ times a second, asks the
 * API once in T + 1/λ seconds: with stale-while-revalidate as without. A simulated day checks that.
 */
import { Random } from '../local-cloud/test/mutations/random.ts';

const MONTH = 30 * 24 * 3600;
const VISITS = [1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9];
/** s-maxage, in seconds. 0 is without CloudFront. */
const TTLS = [0, 5, 60, 300];
/** The busiest minute has five times the average. */
const PEAK = 5;

/**
 * How visits are shared by the regional edge caches that ask the API: with PriceClass_100, those of North
 * America and Europe.
 */
const CACHES = [0.3, 0.2, 0.15, 0.15, 0.1, 0.1];

/** One in 20 visitors logs in, and reads from the API itself from then on. */
const LOGGED_IN = 0.05;

interface Read {
  /** How often a visit asks for it. */
  perVisit: number;
  /** Read units of the table: eventually consistent through CloudFront, else what it takes the API itself. */
  units: number;
  ownUnits: number;
}

/** A page reads 51 pets of each half, 8 kB each; types take a query each in both halves, here of 12. */
const PAGE = { units: 2, ownUnits: 4 };
const TYPES = { units: 13, ownUnits: 13 };

/** The first page, the types, the second page, and a hundred other choices, some liked more than others. */
const READS: Read[] = [
  { perVisit: 1, ...PAGE },
  { perVisit: 1, ...TYPES },
  { perVisit: 0.3, ...PAGE },
  ...zipf(100).map((share) => ({ perVisit: 0.2 * share, ...PAGE })),
];

/** Dollars in us-east-1, each for one. */
const PRICES = {
  cloudFront: 1 / 1e6,
  cloudFrontByte: 0.085 / 1e9,
  apiGateway: 3.5 / 1e6,
  lambda: 0.2 / 1e6,
  lambdaGbSecond: 13.33 / 1e6,
  readUnit: 0.125 / 1e6,
  logByte: 0.5 / 1e9,
};
/** A call of the function, in GB-seconds; what it and API Gateway log, and an answer as brotli, in bytes. */
const CALL = { gbSeconds: 0.025, logBytes: 1000, answerBytes: 2000 };

/** What the API takes at most in a second: GET /pets by backend/template.yaml, one partition by DynamoDB. */
const LIMITS = { calls: 200, units: 3000 };

interface Load {
  reads: number;
  hitRatio: number;
  calls: number;
  units: number;
  /** Of public reads, their answers included. */
  dollars: number;
  peakCalls: number;
  peakUnits: number;
}

console.log(`A simulated day of 10⁶ visits a month, 5 seconds: ${simulated(1e6, 5)} calls;`);
console.log(`the model says ${Math.round(loadOf(1e6, 5).calls / 30)}.\n`);
for (const ttl of TTLS) printTable(ttl);

function printTable(ttl: number): void {
  console.log(ttl === 0 ? 'Without CloudFront' : `s-maxage=${ttl}`);
  const head = [
    'visits',
    'reads',
    'hits',
    'API calls',
    'read units',
    'dollars',
    'calls/s',
    'units/s',
  ];
  console.log(head.map((name) => name.padStart(12)).join(''));
  for (const visits of VISITS) {
    const load = loadOf(visits, ttl);
    const cells = [
      visits.toExponential(0),
      short(load.reads),
      `${(load.hitRatio * 100).toFixed(1)}%`,
      short(load.calls),
      short(load.units),
      load.dollars.toFixed(2),
      short(load.peakCalls),
      short(load.peakUnits),
    ];
    const over = load.peakCalls > LIMITS.calls || load.peakUnits > LIMITS.units;
    console.log(cells.map((cell) => cell.padStart(12)).join('') + (over ? '  over the limit' : ''));
  }
  console.log();
}

/** A month's load, and that of its busiest second. */
function loadOf(visits: number, ttl: number): Load {
  const perSecond = visits / MONTH;
  const average = rates(perSecond, ttl);
  const peak = rates(perSecond * PEAK, ttl);
  const reads = average.reads * MONTH;
  const calls = average.calls * MONTH;
  const units = average.units * MONTH;
  const { gbSeconds, logBytes, answerBytes } = CALL;
  const perCall =
    PRICES.apiGateway +
    PRICES.lambda +
    gbSeconds * PRICES.lambdaGbSecond +
    logBytes * PRICES.logByte;
  const perRead = ttl === 0 ? 0 : PRICES.cloudFront + answerBytes * PRICES.cloudFrontByte;
  return {
    ...{ reads, calls, units },
    hitRatio: 1 - calls / reads,
    dollars: reads * perRead + calls * perCall + units * PRICES.readUnit,
    peakCalls: peak.calls,
    peakUnits: peak.units,
  };
}

/** What comes in a second when so many visits begin in it. */
function rates(visits: number, ttl: number) {
  const sum = { reads: 0, calls: 0, units: 0 };
  for (const { perVisit, units, ownUnits } of READS) {
    const reads = visits * perVisit;
    const own = ttl === 0 ? reads : reads * LOGGED_IN;
    const kept = CACHES.map((share) => share * (reads - own));
    const fetches = kept.reduce((all, rate) => all + rate / (1 + rate * ttl), 0);
    sum.reads += reads;
    sum.calls += own + fetches;
    sum.units += own * ownUnits + fetches * units;
  }
  return sum;
}

/** The calls of a day, visitor by visitor. */
function simulated(visits: number, ttl: number): number {
  const random = new Random(1);
  const day = MONTH / 30;
  let calls = 0;
  for (const { perVisit } of READS) {
    for (const share of [...CACHES.map((one) => one * (1 - LOGGED_IN)), LOGGED_IN]) {
      const rate = (visits / MONTH) * perVisit * share;
      const isOwn = share === LOGGED_IN;
      let keptUntil = 0;
      for (let time = 0; ;) {
        time -= Math.log(1 - random.below(2 ** 32) / 2 ** 32) / rate;
        if (time > day) break;
        if (!isOwn && time < keptUntil) continue;
        calls++;
        keptUntil = time + ttl;
      }
    }
  }
  return calls;
}

/** Shares of a whole: the second is asked for half as often as the first, the third a third as often. */
function zipf(count: number): number[] {
  const weights = Array.from({ length: count }, (_, i) => 1 / (i + 1));
  const sum = weights.reduce((all, one) => all + one, 0);
  return weights.map((one) => one / sum);
}

function short(value: number): string {
  const units: [number, string][] = [
    [1e9, ' G'],
    [1e6, ' M'],
    [1e3, ' k'],
  ];
  const [size, unit] = units.find(([one]) => value >= one) ?? [1, ''];
  return (value / size).toFixed(value / size < 10 ? 2 : 0) + unit;
}
