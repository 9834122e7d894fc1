import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { APIGatewayProxyEvent } from 'aws-lambda';
import type { Policy } from './iam/policy.ts';
import { parsePolicy } from './iam/policy.ts';
import { PSEUDO_PARAMETERS, UnsupportedTemplate } from './template.ts';
import type { Resource } from './template.ts';

/** A function of the template. */
export interface FunctionDefinition {
  name: string;
  /** The TypeScript file that holds the handler. */
  entry: string;
  /** The name under which it exports the handler. */
  exportName: string;
  timeoutSeconds: number;
  environment: Readonly<Record<string, string>>;
  /** What its execution role may do. */
  policies: readonly Policy[];
}

/** How an invocation ended. */
export type Invocation =
  { outcome: 'returned'; result: unknown } | { outcome: 'threw' | 'timed out'; message: string };

/** A function's definition, from its resource and the folder that `CodeUri` is relative to. */
export function functionDefinition(
  name: string,
  { properties, metadata }: Resource,
  folder: string,
): FunctionDefinition {
  const build = metadata['BuildProperties'] as { EntryPoints?: string[] } | undefined;
  const [entry, ...others] = build?.EntryPoints ?? [];
  const [file, exportName] = String(properties['Handler']).split('.');
  if (!entry || others.length > 0 || !exportName || !entry.endsWith(`/${file}.ts`)) {
    throw new UnsupportedTemplate(name, 'Handler and the one entry point of the build differ');
  }
  const policies = properties['Policies'] as unknown[];
  const environment = properties['Environment'] as { Variables: Record<string, string> };
  return {
    name,
    entry: join(folder, String(properties['CodeUri']), entry),
    exportName,
    timeoutSeconds: Number(properties['Timeout']),
    environment: environment.Variables,
    policies: policies.map((policy, i) => parsePolicy(policy, `${name}.Policies[${i}]`)),
  };
}

interface Pending {
  finish: (invocation: Invocation) => void;
  timer: NodeJS.Timeout;
}

/**
 * Runs a function's real handler in a thread of its own, with the environment that the template
 * gives it and nothing else. A time-out or a crash ends the thread; the next call starts a new one.
 */
export class LambdaFunction {
  readonly definition: FunctionDefinition;
  readonly #environment: Readonly<Record<string, string>>;
  readonly #log: (line: string) => void;
  readonly #pending = new Map<string, Pending>();
  #worker: Worker | undefined;

  /** @param environment what the runtime adds: credentials, region, endpoints */
  constructor(
    definition: FunctionDefinition,
    environment: Readonly<Record<string, string>>,
    log: (line: string) => void,
  ) {
    this.definition = definition;
    this.#environment = { ...runtimeEnvironment(definition.name), ...environment };
    this.#log = log;
  }

  invoke(event: APIGatewayProxyEvent): Promise<Invocation> {
    const worker = (this.#worker ??= this.#start());
    const id = randomUUID();
    const { timeoutSeconds } = this.definition;
    return new Promise((finish) => {
      const timer = setTimeout(() => {
        this.#end(id, {
          outcome: 'timed out',
          message: `Task timed out after ${timeoutSeconds.toFixed(2)} seconds`,
        });
        this.close();
      }, timeoutSeconds * 1000);
      this.#pending.set(id, { finish, timer });
      worker.postMessage({ id, event, deadline: Date.now() + timeoutSeconds * 1000 });
    });
  }

  /** Ends the thread; what is still running in it fails. */
  close(): void {
    const worker = this.#worker;
    this.#worker = undefined;
    void worker?.terminate();
    this.#endAll('the function was stopped');
  }

  #start(): Worker {
    const { name, entry, exportName, environment } = this.definition;
    const worker = new Worker(join(import.meta.dirname, 'lambda-runtime.ts'), {
      env: { ...environment, ...this.#environment },
      workerData: { name, entry, exportName },
      execArgv: ['--enable-source-maps'],
      stdout: true,
      stderr: true,
    });
    for (const stream of [worker.stdout, worker.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        for (const line of text.split('\n').filter(Boolean)) this.#log(line);
      });
    }
    worker.on('message', ({ id, ...invocation }: Invocation & { id: string }) =>
      this.#end(id, invocation),
    );
    worker.on('error', (error: Error) => this.#log(error.stack ?? error.message));
    worker.on('exit', () => {
      if (this.#worker !== worker) return;
      this.#worker = undefined;
      this.#endAll('Runtime exited without providing a reason');
    });
    worker.unref();
    return worker;
  }

  #end(id: string, invocation: Invocation): void {
    const pending = this.#pending.get(id);
    this.#pending.delete(id);
    clearTimeout(pending?.timer);
    pending?.finish(invocation);
  }

  #endAll(message: string): void {
    for (const id of this.#pending.keys()) this.#end(id, { outcome: 'threw', message });
  }
}

/** @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime */
function runtimeEnvironment(name: string): Record<string, string> {
  return {
    AWS_REGION: PSEUDO_PARAMETERS['AWS::Region'],
    AWS_LAMBDA_FUNCTION_NAME: name,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '512',
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    PATH: process.env['PATH'] ?? '',
  };
}
