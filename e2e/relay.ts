import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingHttpHeaders, Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What came to the relay. */
interface Relayed {
  method: string;
  url: string;
  headers: IncomingHttpHeaders;
}

/** Stands between CloudFront's cache and the API: tells what comes there, and fails when it is told to. */
export class Relay {
  readonly requests: Relayed[] = [];
  /** What it does: pass on, never answer, or answer with this status. */
  mode: 'pass' | 'hang' | number = 'pass';
  readonly #server: Server;

  private constructor(to: number) {
    this.#server = createServer((request, response) => {
      const { method = '', url = '', headers } = request;
      this.requests.push({ method, url, headers });
      if (this.mode === 'hang') return;
      if (this.mode !== 'pass') return void response.writeHead(this.mode).end();
      const { host: _, connection: __, ...passed } = headers as Record<string, string>;
      fetch(`http://localhost:${to}${url}`, { method, headers: passed })
        .then(async (answer) => {
          const body = Buffer.from(await answer.arrayBuffer());
          const own = [...answer.headers].filter(([name]) => name !== 'transfer-encoding');
          response.writeHead(answer.status, Object.fromEntries(own)).end(body);
        })
        .catch(() => response.destroy());
    });
    this.#server.keepAliveTimeout = 60_000;
  }

  /** @param to the port of the API */
  static async open(to: number): Promise<Relay> {
    const relay = new Relay(to);
    relay.#server.listen(0, 'localhost');
    await once(relay.#server, 'listening');
    return relay;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** Nobody listens any more. */
  stop(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }
}
