import type { ChildProcess } from 'node:child_process';
import { createServer, request } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { freePorts } from '../../../local-cloud/src/ports.ts';
import { spawnMoto } from '../../../local-cloud/testing/moto.ts';
import { stop } from '../../process.ts';
import { findPythonTool } from '../../python-tools.ts';

/** A call as it reached AWS. */
export interface AwsCall {
  readonly method: string;
  readonly path: string;
  /** The action of a query API, like CreateStack. */
  readonly action: string | undefined;
  readonly body: string;
}

interface Account {
  patchOperations?: { value: string }[];
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
  /** API Gateway's role for logs, a setting of the account that moto does not have. */
  logRole: string | undefined;
  #trouble: { for: (call: AwsCall) => boolean; what: Trouble } | undefined;
  #rewritten: { for: (call: AwsCall) => boolean; change: (body: string) => string } | undefined;
  readonly #moto: ChildProcess;
  readonly #motoPort: number;
  readonly #gate: Server;

  static async start(): Promise<LocalAws> {
    const [gatePort = 0, motoPort = 0] = await freePorts(2);
    if (!motoServer) throw new Error('moto_server is not installed (.ci/requirements.txt).');
    const moto = spawnMoto(motoServer, motoPort);
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

  /** Changes what moto answers to the calls of one kind, to what it can't be brought to say. */
  rewrite(kind: (call: AwsCall) => boolean, change: (body: string) => string): void {
    this.#rewritten = { for: kind, change };
  }

  /** Forgets the calls, and ends the trouble and what was rewritten. */
  reset(): void {
    this.calls = [];
    this.logRole = undefined;
    this.#trouble = undefined;
    this.#rewritten = undefined;
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
      const call = { method, path, action, body: body.toString('latin1') };
      this.calls.push(call);
      const trouble = this.#trouble?.for(call) ? this.#trouble.what : undefined;
      if (trouble === 'silence') return;
      if (trouble) {
        response.writeHead(403, { 'Content-Type': 'application/xml' });
        response.end(refusal(path, trouble));
        return;
      }
      if (path === '/account') {
        const [change] = (JSON.parse(body.toString() || '{}') as Account).patchOperations ?? [];
        if (change) this.logRole = change.value || undefined;
        response.writeHead(200, { 'Content-Type': 'application/json' });
        response.end(JSON.stringify({ cloudwatchRoleArn: this.logRole }));
        return;
      }
      // Nor does moto know this one.
      if (action === 'AddClientIDToOpenIDConnectProvider') {
        response.writeHead(200, { 'Content-Type': 'text/xml' }).end(`<${action}Response/>`);
        return;
      }
      const rewritten = this.#rewritten?.for(call) ? this.#rewritten : undefined;
      const onward = request(
        { host: '127.0.0.1', port: this.#motoPort, method, path, headers: incoming.headers },
        (answer) => {
          if (!rewritten) {
            response.writeHead(answer.statusCode ?? 502, answer.headers);
            answer.pipe(response);
            return;
          }
          let text = '';
          answer.setEncoding('utf8').on('data', (part: string) => (text += part));
          answer.on('end', () => {
            response.writeHead(answer.statusCode ?? 502, { 'Content-Type': 'text/xml' });
            response.end(rewritten.change(text));
          });
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
