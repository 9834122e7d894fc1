/**
 * Keepers and buyers at work on one shop at once, through the real gateway, functions and table,
 * while calls of the table fail, answers get lost, functions end and the whole cloud is killed. Then
 * all that they were told is judged.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { noteDisagreements } from './agreement.ts';
import { Journal } from './journal.ts';
import { Buyer, Keeper } from './people.ts';
import { Random } from './random.ts';
import { StressedShop } from './stressed-shop.ts';

export interface StressOptions {
  /** The same seed makes the same choices; the machine's own timing remains. */
  seed: number;
  seconds: number;
  /** How often the whole cloud is killed. */
  kills: number;
}

export interface StressResult {
  /** What is wrong; empty if nothing is. */
  problems: readonly string[];
  /** One line about how much happened. */
  summary: string;
}

const KEEPERS = 3;
/** Masked, they all look different. */
const EMAILS = ['a@a.example', 'b@b.example', 'c@c.example', 'd@d.example', 'e@e.example'];
const FUNCTIONS_END_EVERY_MS = 15_000;

export async function stress({ seed, seconds, kills }: StressOptions): Promise<StressResult> {
  const random = new Random(seed);
  const shop = await StressedShop.open(random.fork());
  const journal = new Journal(EMAILS);
  const keepers = Array.from({ length: KEEPERS }, () => new Keeper(shop, journal, random.fork()));
  const buyers = EMAILS.map((email) => new Buyer(shop, journal, random.fork(), email));
  const [keeper] = keepers as [Keeper];
  try {
    await keeper.open();
    shop.isFaulty = true;
    const until = performance.now() + seconds * 1000;
    const isOver = () =>
      performance.now() > until || journal.problems.length + shop.problems.length > 0;
    const whileOpen = async (act: () => Promise<void>) => {
      while (!isOver()) await act();
    };
    const killEvery = (seconds * 1000) / (kills + 1);
    await Promise.all([
      ...[...keepers, ...buyers].map((person) => whileOpen(() => person.act())),
      whileOpen(async () => {
        await pause(random.below(2 * FUNCTIONS_END_EVERY_MS));
        await shop.endFunctions();
      }),
      whileOpen(async () => {
        await pause(Math.min(killEvery, until - performance.now()));
        if (!isOver()) await shop.killAndRestart();
      }),
    ]);
    shop.isFaulty = false;
    if (await shop.hasDied()) journal.problem('The local cloud ended by itself.');
    else {
      await noteDisagreements(shop, journal, keeper, buyers);
      await keeper.lookAtEverything();
    }
    journal.judge();
    return {
      problems: [...shop.problems, ...journal.problems],
      summary:
        `${shop.calls} calls, ${shop.lostAnswers} answers lost, ${shop.table.faults} faults of the table, ` +
        `${kills} kills; ${journal.petIds.length} pets, ${journal.soldIds.length} sold`,
    };
  } finally {
    await shop.close();
  }
}
