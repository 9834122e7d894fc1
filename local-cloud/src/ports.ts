import { createServer } from 'node:net';

/** The parts that listen on a port. The page is served by others; logins lead back to it. */
export const PARTS = ['page', 'auth0', 'sts', 'api', 'dynamodb'] as const;
export type Part = (typeof PARTS)[number];

/** A port for each part. */
export type Ports = Readonly<Record<Part, number>>;

/** What a part is called, and where it listens by default. */
export const STANDARD: Readonly<Record<Part, { title: string; port: number; path: string }>> = {
  page: { title: 'Page', port: 4200, path: '' },
  auth0: { title: 'Auth0 stand-in', port: 4210, path: '/' },
  sts: { title: 'STS', port: 4211, path: '/' },
  api: { title: 'API Gateway', port: 4212, path: '/api' },
  dynamodb: { title: 'DynamoDB', port: 4213, path: '/' },
};

/** A line of `--help` for each part. */
export const PORT_HELP = PARTS.map((part) => {
  const { title, port } = STANDARD[part];
  return `  --${part}-port N`.padEnd(21) + `${title} (${port})`;
}).join('\n');

/** The options for `parseArgs`: `--page-port` and so on. */
export const PORT_OPTIONS = Object.fromEntries(
  PARTS.map((part) => [`${part}-port`, { type: 'string' }]),
) as Record<`${Part}-port`, { type: 'string' }>;

/**
 * The ports that a command line chooses; the standard ones for the other parts.
 *
 * @throws Error that says what is wrong with it
 */
export function readPorts(values: Readonly<Record<string, unknown>>): Ports {
  const chosen = PARTS.map((part) => {
    const text = String(values[`${part}-port`] ?? STANDARD[part].port);
    if (/^\d{1,5}$/.test(text) && Number(text) >= 1 && Number(text) <= 65_535) return Number(text);
    throw new Error(`--${part}-port needs a port from 1 to 65535, not "${text}".`);
  });
  const twice = chosen.find((port, i) => chosen.indexOf(port) < i);
  if (twice) throw new Error(`Port ${twice} is used twice. Each part needs its own port.`);
  return portsOf(chosen);
}

/**
 * Makes sure that the ports of some parts can be used.
 *
 * @param command what the user typed, to say how to choose others
 * @throws Error that says of each port that can't be used why, and how to choose another
 */
export async function assertFree(
  ports: Ports,
  parts: readonly Part[],
  command: string,
): Promise<void> {
  const checks = parts.map(async (part) => {
    const port = ports[part];
    const why = await obstacle(port);
    if (!why) return [];
    const other = port > 65_000 ? port - 100 : port < 1024 ? port + 8000 : port + 100;
    const how = `${command} --${part}-port ${other}`;
    return [`Port ${port} (${STANDARD[part].title}) ${why}. Choose another: ${how}`];
  });
  const problems = (await Promise.all(checks)).flat();
  if (problems.length > 0) throw new Error(problems.join('\n'));
}

/** Where a part answers. */
export const addressOf = (part: Part, ports: Ports): string =>
  `http://localhost:${ports[part]}${STANDARD[part].path}`;

/** Whether something on this machine already listens on a port. */
export async function isTaken(port: number): Promise<boolean> {
  return (await refusals(port)).includes('EADDRINUSE');
}

/** Why a port can't be used; undefined if it can. */
async function obstacle(port: number): Promise<string | undefined> {
  const codes = await refusals(port);
  if (codes.includes('EADDRINUSE')) return 'is taken';
  if (codes.includes('EACCES')) return "needs permissions that you don't have";
  return (await isBlocked(port)) ? 'is blocked by browsers' : undefined;
}

/**
 * Whether browsers, and Node's `fetch` with them, call no server on a port, such as 6000.
 *
 * @see https://fetch.spec.whatwg.org/#port-blocking
 */
async function isBlocked(port: number): Promise<boolean> {
  try {
    await fetch(`http://localhost:${port}`);
    return false;
  } catch (error) {
    return ((error as Error).cause as Error | undefined)?.message === 'bad port';
  }
}

/** The system's error codes when listening on a port, for each address. */
function refusals(port: number): Promise<(string | undefined)[]> {
  return Promise.all(['127.0.0.1', '::1'].map((host) => bind(port, host)));
}

/** A port for each part on which nothing listens. */
export async function freePortsOfParts(): Promise<Ports> {
  return portsOf(await freePorts(PARTS.length));
}

/** Ports on which nothing listens. */
export async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer());
  const ports = await Promise.all(
    servers.map(
      (server) =>
        new Promise<number>((resolve) =>
          server.listen(0, 'localhost', () => {
            const address = server.address();
            resolve(typeof address === 'object' && address ? address.port : 0);
          }),
        ),
    ),
  );
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}

const portsOf = (numbers: readonly number[]): Ports =>
  Object.fromEntries(PARTS.map((part, i) => [part, numbers[i]])) as Ports;

function bind(port: number, host: string): Promise<string | undefined> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code));
    server.listen(port, host, () => server.close(() => resolve(undefined)));
  });
}
