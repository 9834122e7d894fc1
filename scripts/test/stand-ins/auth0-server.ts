import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { RequestListener } from 'node:http';
import type { Server } from 'node:https';
import { join } from 'node:path';
import { freePorts } from '../../../local-cloud/src/ports.ts';

/** A server with TLS on this machine. Processes with its certificate as NODE_EXTRA_CA_CERTS trust it. */
export interface TlsServer {
  /** Host and port. */
  readonly domain: string;
  readonly certificate: string;
  stop(): void;
}

/** Whether a certificate can be made. */
export const hasOpenssl = (): boolean => spawnSync('openssl', ['version']).status === 0;

/** Serves with a certificate that is made for it, by openssl, in a folder. */
export async function serveTls(folder: string, listener: RequestListener): Promise<TlsServer> {
  const certificate = join(folder, 'certificate.pem');
  const key = join(folder, 'key.pem');
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
  const names = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'];
  const made = spawnSync(
    'openssl',
    ['req', '-x509', '-days', '1', ...curve, ...names, '-keyout', key, '-out', certificate],
    { encoding: 'utf8' },
  );
  if (made.status !== 0) throw new Error(`openssl made no certificate: ${made.stderr}`);
  const [port = 0] = await freePorts(1);
  const options = { key: readFileSync(key), cert: readFileSync(certificate) };
  const server: Server = createServer(options, listener);
  // On a busy machine a command computes for longer than the five seconds after which Node hangs up.
  server.keepAliveTimeout = 120_000;
  await new Promise<void>((resolve) => server.listen(port, 'localhost', () => resolve()));
  return {
    domain: `localhost:${port}`,
    certificate,
    stop() {
      server.closeAllConnections();
      server.close();
    },
  };
}
