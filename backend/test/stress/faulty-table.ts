import { once } from 'node:events';
import {
  Agent,
  createServer,
  request,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import type { Random } from './random.ts';

/** How a call to the table can go wrong, each as likely as its weight says. */
const FAULTS = {
  'server error': 3,
  throttled: 3,
  'lost before': 3,
  'lost after': 4,
  'no answer before': 0.15,
  'no answer after': 0.15,
};
type Fault = keyof typeof FAULTS;

/** Longer than anyone waits for the table. */
const NO_ANSWER_MS = 6000;

/** DynamoDB's own faults, as it answers them. */
const ERRORS: Partial<Record<Fault, [status: number, type: string]>> = {
  'server error': [500, 'com.amazonaws.dynamodb.v20120810#InternalServerError'],
  throttled: [400, 'com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException'],
};

/** What stands between the functions and their table, and spoils a part of the calls. */
export class FaultyTable {
  /** Which part of the calls goes wrong, from 0 to 1. */
  rate = 0;
  /** How many did. */
  faults = 0;
  /** Writes that took effect although the answer told nobody. */
  readonly #lostWrites: { petId: number; at: number }[] = [];
  /** Faults that no further attempt followed, by the SDK's id of the call. */
  readonly #lastFaults = new Map<string, number>();
  readonly #agent = new Agent({ keepAlive: true });
  readonly #random: Random;
  readonly #port: number;
  readonly #server: Server;

  private constructor(random: Random, port: number) {
    this.#random = random;
    this.#port = port;
    this.#server = createServer((incoming, outgoing) => {
      this.#answer(incoming, outgoing).catch(() => outgoing.destroy());
    });
  }

  /** @param port where the table itself is */
  static async open(random: Random, port: number): Promise<FaultyTable> {
    const table = new FaultyTable(random, port);
    table.#server.listen(0, 'localhost');
    await once(table.#server, 'listening');
    return table;
  }

  get endpoint(): string {
    return `http://localhost:${(this.#server.address() as AddressInfo).port}`;
  }

  /** The pets that were written during a call while nobody was told, once a write. */
  lostWritesDuring({ start, end }: { start: number; end: number }): number[] {
    return this.#lostWrites.filter(({ at }) => at >= start && at <= end).map(({ petId }) => petId);
  }

  /** Whether a call failed for good between two moments, so that an error may be the answer. */
  gaveUp(start: number, end: number): boolean {
    return [...this.#lastFaults.values()].some((at) => at >= start && at <= end);
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
    this.#agent.destroy();
  }

  async #answer(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const body = await buffer(incoming);
    const call = String(incoming.headers['amz-sdk-invocation-id']);
    this.#lastFaults.delete(call);
    const fault = this.#random.happens(this.rate) ? this.#random.weighted(FAULTS) : undefined;
    if (fault) this.faults++;
    if (this.#random.happens(0.2)) await pause(this.#random.below(15));
    const error = fault && ERRORS[fault];
    const isForwarded = !fault || fault.endsWith('after');
    const answer = isForwarded ? await this.#forward(incoming, body) : undefined;
    // Who has hung up by now did not get the answer either.
    const isLost = fault !== undefined || outgoing.destroyed;
    if (isLost) {
      this.#lastFaults.set(call, performance.now());
      if (answer?.status === 200) this.#noteWrite(incoming, body);
      if (error) {
        outgoing.writeHead(error[0], { 'content-type': 'application/x-amz-json-1.0' });
        outgoing.end(JSON.stringify({ __type: error[1], message: 'A fault of the test' }));
        return;
      }
      if (fault?.startsWith('no answer')) await pause(NO_ANSWER_MS);
      outgoing.destroy();
      return;
    }
    outgoing.writeHead(answer?.status ?? 500, answer?.headers);
    outgoing.end(answer?.body);
  }

  #noteWrite({ headers }: IncomingMessage, body: Buffer): void {
    if (!/\.(Put|Update|Delete)Item$/.test(String(headers['x-amz-target']))) return;
    const { Key, Item } = JSON.parse(body.toString()) as Record<string, { id: { N: string } }>;
    this.#lostWrites.push({ petId: Number((Key ?? Item)?.id.N), at: performance.now() });
  }

  async #forward({ method, headers }: IncomingMessage, body: Buffer) {
    const host = `localhost:${this.#port}`;
    const outgoing = request({
      ...{ port: this.#port, method, agent: this.#agent },
      headers: { ...headers, host },
    });
    outgoing.end(body);
    const [answer] = (await once(outgoing, 'response')) as [IncomingMessage];
    return {
      status: answer.statusCode ?? 500,
      headers: answer.headers,
      body: await buffer(answer),
    };
  }
}
