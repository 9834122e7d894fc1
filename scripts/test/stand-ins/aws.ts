import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { createServer, request } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { freePorts } from '../../../local-cloud/src/ports.ts';
import { stop } from '../../process.ts';
import { findPythonTool } from '../../python-tools.ts';

/** A call as it reached AWS. */
export interface AwsCall {
  readonly method: string;
  readonly path: string;
  /** The action of a query API, like CreateStack. */
  readonly action: string | undefined;
}

/** What happens to a call instead of reaching moto: a refusal, or no answer ever. */
type Trouble = { code: string; message: string } | 'silence';

const motoServer = findPythonTool('moto_server');

export const hasMoto = motoServer !== undefined;

/**
 * AWS on this machine: moto's server with a gate in front of it, which notes every call and can
 * make trouble.
 */
export class LocalAws {
  readonly url: string;
  calls: AwsCall[] = [];
  #trouble: { for: (call: AwsCall) => boolean; what: Trouble } | undefined;
  readonly #moto: ChildProcess;
  readonly #motoPort: number;
  readonly #gate: Server;

  static async start(): Promise<LocalAws> {
    const [gatePort = 0, motoPort = 0] = await freePorts(2);
    if (!motoServer) throw new Error('moto_server is not installed (.ci/requirements.txt).');
    const options = { stdio: 'ignore' } as const;
    const moto = spawn(motoServer, ['-H', '127.0.0.1', '-p', String(motoPort)], options);
    const aws = new LocalAws(gatePort, motoPort, moto);
    for (;;) {
      const answer = await fetch(`http://127.0.0.1:${motoPort}/moto-api/`).catch(() => undefined);
      if (answer?.ok) return aws;
      if (moto.exitCode !== null) throw new Error('moto_server ended at its start.');
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  private constructor(gatePort: number, motoPort: number, moto: ChildProcess) {
    this.url = `http://127.0.0.1:${gatePort}`;
    this.#motoPort = motoPort;
    this.#moto = moto;
    this.#gate = createServer((incoming, response) => this.#pass(incoming, response));
    this.#gate.listen(gatePort, '127.0.0.1');
  }

  /** Lets the calls of one kind meet trouble. */
  trouble(kind: (call: AwsCall) => boolean, what: Trouble): void {
    this.#trouble = { for: kind, what };
  }

  /** Forgets the calls and ends the trouble. */
  reset(): void {
    this.calls = [];
    this.#trouble = undefined;
  }

  async stop(): Promise<void> {
    this.#gate.closeAllConnections();
    this.#gate.close();
    await stop(this.#moto);
  }

  #pass(incoming: IncomingMessage, response: ServerResponse): void {
    const buffers: Buffer[] = [];
    incoming.on('data', (buffer: Buffer) => buffers.push(buffer));
    incoming.on('end', () => {
      const body = Buffer.concat(buffers);
      const { method = '', url: path = '' } = incoming;
      const action =
        /^Action=(\w+)|[?&]Action=(\w+)/.exec(body.toString('latin1'))?.slice(1).find(Boolean) ??
        incoming.headers['x-amz-target']?.toString().split('.')[1];
      const call = { method, path, action };
      this.calls.push(call);
      const trouble = this.#trouble?.for(call) ? this.#trouble.what : undefined;
      if (trouble === 'silence') return;
      if (trouble) {
        response.writeHead(403, { 'Content-Type': 'application/xml' });
        response.end(refusal(path, trouble));
        return;
      }
      const onward = request(
        { host: '127.0.0.1', port: this.#motoPort, method, path, headers: incoming.headers },
        (answer) => {
          response.writeHead(answer.statusCode ?? 502, answer.headers);
          answer.pipe(response);
        },
      );
      onward.on('error', () => response.destroy());
      onward.end(body);
    });
  }
}

/** A refusal in the words of S3 or of the query APIs. */
function refusal(path: string, { code, message }: { code: string; message: string }): string {
  const error = `<Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error>`;
  return path === '/' || path.includes('/distribution/')
    ? `<ErrorResponse>${error}</ErrorResponse>`
    : error;
}
