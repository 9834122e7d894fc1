import { randomUUID } from 'node:crypto';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { Worker } from 'node:worker_threads';
import type { APIGatewayProxyEvent } from 'aws-lambda';
import { parsePolicy, type Policy } from './iam/policy.ts';
import { REGION, UnsupportedTemplate, type Resource } from './template.ts';

/** A function of the template. */
export interface FunctionDefinition {
  name: string;
  /** The TypeScript file that holds the handler. */
  entry: string;
  /** The name under which it exports the handler. */
  exportName: string;
  timeoutSeconds: number;
  memoryMb: number;
  environment: Readonly<Record<string, string>>;
  /** What its execution role may do. */
  policies: readonly Policy[];
}

/** How an invocation ended. */
export type Invocation =
  { outcome: 'returned'; result: unknown } | { outcome: 'threw' | 'timed out'; message: string };

/**
 * A function's definition, from its resource and the folder that `CodeUri` is relative to.
 *
 * @param packages where `sam build` put the functions, to run those and not their sources
 */
export function functionDefinition(
  { name, properties, metadata }: Resource,
  folder: string,
  packages?: string,
): FunctionDefinition {
  const build = metadata['BuildProperties'] as { EntryPoints?: string[] } | undefined;
  const [entry, ...others] = build?.EntryPoints ?? [];
  const [file, exportName] = String(properties['Handler']).split('.');
  if (!entry || others.length > 0 || !exportName || !entry.endsWith(`/${file}.ts`)) {
    throw new UnsupportedTemplate(name, "Handler must name the build's only entry point");
  }
  const policies = properties['Policies'] as unknown[];
  return {
    name,
    entry: packages
      ? join(packages, name, `${file}.js`)
      : resolve(folder, String(properties['CodeUri']), entry),
    exportName,
    timeoutSeconds: Number(properties['Timeout']),
    memoryMb: Number(properties['MemorySize']),
    environment: (properties['Environment'] as { Variables: Record<string, string> }).Variables,
    policies: policies.map((policy, i) => parsePolicy(policy, `${name}.Policies[${i}]`)),
  };
}

/**
 * Runs a function's real handler in a thread of its own, with the environment that the template
 * gives it and nothing else. A timeout or a crash ends the thread; the next call starts a new one.
 */
export class LambdaFunction {
  readonly #timeoutSeconds: number;
  readonly #newWorker: () => Worker;
  /** What ends each invocation that runs in the thread. */
  readonly #pending = new Map<string, (invocation: Invocation) => void>();
  #worker: Worker | undefined;

  /** @param environment what the runtime adds: credentials, endpoints */
  constructor(
    definition: FunctionDefinition,
    environment: Readonly<Record<string, string>>,
    log: (line: string) => void,
  ) {
    this.#timeoutSeconds = definition.timeoutSeconds;
    this.#newWorker = () => newWorker(definition, environment, log);
  }

  async invoke(event: APIGatewayProxyEvent): Promise<Invocation> {
    this.#worker ??= this.#start();
    const id = randomUUID();
    const milliseconds = this.#timeoutSeconds * 1000;
    const { promise, resolve } = Promise.withResolvers<Invocation>();
    this.#pending.set(id, resolve);
    this.#worker.postMessage({ id, event, deadline: Date.now() + milliseconds });
    const timer = setTimeout(() => {
      const message = `Task timed out after ${this.#timeoutSeconds.toFixed(2)} seconds`;
      resolve({ outcome: 'timed out', message });
      this.close();
    }, milliseconds);
    return promise.finally(() => {
      clearTimeout(timer);
      this.#pending.delete(id);
    });
  }

  /** Ends the thread; what is still running in it fails. */
  close(message = 'the function was stopped'): void {
    void this.#worker?.terminate();
    this.#worker = undefined;
    for (const finish of this.#pending.values()) finish({ outcome: 'threw', message });
  }

  #start(): Worker {
    const worker = this.#newWorker();
    worker.on('message', ({ id, ...invocation }: Invocation & { id: string }) =>
      this.#pending.get(id)?.(invocation),
    );
    return worker.on('exit', () => {
      if (this.#worker === worker) this.close('Runtime exited without providing a reason');
    });
  }
}

/** @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime */
function newWorker(
  { name, entry, exportName, memoryMb, environment }: FunctionDefinition,
  added: Readonly<Record<string, string>>,
  log: (line: string) => void,
): Worker {
  const runtime = {
    AWS_REGION: REGION,
    AWS_LAMBDA_FUNCTION_NAME: name,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(memoryMb),
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    PATH: process.env['PATH'],
  };
  const worker = new Worker(join(import.meta.dirname, 'lambda-runtime.ts'), {
    env: { ...environment, ...runtime, ...added },
    workerData: { name, entry, exportName },
    execArgv: ['--enable-source-maps'],
    stdout: true,
    stderr: true,
  });
  createInterface({ input: worker.stdout }).on('line', log);
  createInterface({ input: worker.stderr }).on('line', log);
  worker.on('error', (error: Error) => log(error.stack ?? error.message));
  worker.unref();
  return worker;
}
