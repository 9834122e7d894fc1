import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { freePortsOfParts, type Ports } from '../../../local-cloud/src/ports.ts';
import {
  startCloudProcess,
  type CloudProcess,
} from '../../../local-cloud/testing/cloud-process.ts';
import { LocalShop, type Call, type Someone } from '../../../local-cloud/testing/local-shop.ts';
import { FaultyTable } from './faulty-table.ts';
import type { Exchange } from './journal.ts';
import type { Random } from './random.ts';

/** Which part of the table's calls goes wrong, and which part of the answers gets lost. */
const FAULT_RATE = 0.05;
const LOSS_RATE = 0.06;
/** A caller whose answer gets lost hung up at most this long after the call. */
const HANG_UP_MS = 40;
/** How long after a function's thread was ended its error may still come. */
const INTERRUPTION_MS = 1500;

interface Options {
  ports: Ports;
  directory: string;
  seed: string;
  indexDelayMs: number;
  tableEndpoint: string;
}

/** A whole local cloud of which each part may fail at any time. */
export class StressedShop {
  readonly table: FaultyTable;
  calls = 0;
  lostAnswers = 0;
  /** Errors that no fault explains. */
  readonly problems: string[] = [];
  readonly #random: Random;
  readonly #options: Options;
  readonly #interruptions: { start: number; end: number }[] = [];
  #cloud: CloudProcess;
  readonly #shop: LocalShop;
  #running: Promise<unknown> = Promise.resolve();
  #lossRate = 0;

  private constructor(random: Random, table: FaultyTable, options: Options, cloud: CloudProcess) {
    this.#random = random;
    this.table = table;
    this.#options = options;
    this.#cloud = cloud;
    this.#shop = LocalShop.over(cloud, options.ports);
  }

  static async open(random: Random): Promise<StressedShop> {
    const directory = await mkdtemp(join(tmpdir(), 'stress-'));
    const ports = await freePortsOfParts();
    const table = await FaultyTable.open(random, ports.dynamodb);
    const seed = join(import.meta.dirname, 'no-pets.ts');
    const options = { ports, directory, seed, indexDelayMs: 200, tableEndpoint: table.endpoint };
    return new StressedShop(random, table, options, await startCloudProcess(options));
  }

  async close(): Promise<void> {
    await this.#running;
    await this.#cloud.close();
    this.table.close();
    await rm(this.#options.directory, { recursive: true, force: true });
  }

  /** Lets things go wrong, or no longer. */
  set isFaulty(isFaulty: boolean) {
    this.table.rate = isFaulty ? FAULT_RATE : 0;
    this.#lossRate = isFaulty ? LOSS_RATE : 0;
  }

  /** Logs in, however often that fails while the cloud is down. */
  async logIn(logIn: (shop: LocalShop) => Promise<Someone>): Promise<Someone> {
    for (let tries = 1; ; tries++) {
      await this.#running;
      try {
        return await logIn(this.#shop);
      } catch (error) {
        if (tries === 20) throw error;
        await pause(100);
      }
    }
  }

  /** Calls the API once. An answer gets lost with its connection, by an error or because nobody waits. */
  async call(path: string, call: Call = {}, by?: Someone): Promise<Exchange> {
    await this.#running;
    this.calls++;
    const hangsUp = this.#random.happens(this.#lossRate);
    const signal = hangsUp ? AbortSignal.timeout(this.#random.below(HANG_UP_MS)) : undefined;
    const start = performance.now();
    const answer = await this.#shop.call(path, { ...call, signal }, by).catch(() => undefined);
    const end = performance.now();
    const isLost = !answer || answer.status >= 500;
    if (isLost) this.lostAnswers++;
    if (isLost && !hangsUp && !this.#isExplained(start, end)) {
      this.problems.push(`${call.method ?? 'GET'} ${path}: ${answer?.status ?? 'no answer'}`);
    }
    return { start, end, answer: isLost ? undefined : answer };
  }

  /** Ends the threads of the functions, in the middle of whatever they do. */
  async endFunctions(): Promise<void> {
    await this.#running;
    const interruption = { start: performance.now(), end: Infinity };
    this.#interruptions.push(interruption);
    await this.#cloud.endFunctions();
    interruption.end = performance.now() + INTERRUPTION_MS;
  }

  /** Kills the whole cloud and starts it again on what it left. */
  async killAndRestart(): Promise<void> {
    const interruption = { start: performance.now(), end: Infinity };
    this.#interruptions.push(interruption);
    const restarted = (async () => {
      await this.#cloud.kill();
      this.#cloud = await startCloudProcess(this.#options);
    })();
    this.#running = restarted;
    await restarted;
    interruption.end = performance.now();
  }

  /** Whether the cloud has ended although nobody killed it. */
  async hasDied(): Promise<boolean> {
    await this.#running;
    return !this.#cloud.isAlive();
  }

  #isExplained(start: number, end: number): boolean {
    return (
      this.table.gaveUp(start, end) ||
      this.#interruptions.some((one) => one.start <= end && one.end >= start)
    );
  }
}
