import { hash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { brotliCompressSync, constants } from 'node:zlib';
import { readLocalTemplate } from '../local-cloud/src/cloud.ts';
import { readBehaviors, readHeaders } from '../local-cloud/src/distribution.ts';
import type { Behavior, Header } from '../local-cloud/src/distribution.ts';
import type { Ports } from '../local-cloud/src/ports.ts';
import { onlyOne } from '../local-cloud/src/template.ts';
import type { Template } from '../local-cloud/src/template.ts';
import { siteFile } from '../scripts/deploy/site-files.ts';
import { EdgeCache } from './edge-cache.ts';
import type { EdgeAnswer } from './edge-cache.ts';

/** What `ng build` made. */
export const build = join(import.meta.dirname, '../dist/secured-pets/browser');

/** A file of the site, as CloudFront has it. */
interface ServedFile {
  headers: Readonly<Record<string, string>>;
  body: Buffer;
  /** Compressed, where CloudFront does that. */
  brotli: Buffer | undefined;
}

/** The site, served. */
export interface Site {
  /** Lets so many seconds pass for what CloudFront keeps, if its clock goes by hand. */
  pass(seconds: number): void;
  /** CloudFront forgets what it keeps of the API. */
  forget(): void;
  close(): void;
}

/**
 * Serves the production build as CloudFront does: with the headers and the routing of template.yaml,
 * in which the local addresses stand for those on AWS, with the Cache-Control that the upload sets,
 * compressed, and with the public answers of the API, which are kept as the template and they themselves
 * say.
 *
 * @param config the content of config.json
 * @param options.clock by which time what CloudFront keeps gets old
 * @param options.host on which it listens
 * @throws Error if there is no build
 */
export async function serveSite(
  ports: Ports,
  config: unknown,
  { clock = 'real', host = 'localhost' }: { clock?: 'real' | 'by hand'; host?: string } = {},
): Promise<Site> {
  const template = readLocalTemplate({ ports });
  const headers = siteHeaders(template);
  const route = viewerRequest(template);
  const behaviors = readBehaviors(template);
  const files = readBuild();
  files.set('/config.json', servedFile('config.json', Buffer.from(JSON.stringify(config))));
  let passed = 0;
  const now = () => (clock === 'real' ? performance.now() : passed);
  const cache = new EdgeCache(now);

  const server = createServer((request, response) => {
    const { method = '', url = '/' } = request;
    const path = url.split('?')[0] ?? '/';
    const behavior = behaviors.find((one) => one.path === path);
    for (const [name, value] of behavior?.headers ?? headers) response.setHeader(name, value);
    if (!(behavior?.methods ?? ['GET', 'HEAD']).includes(method)) {
      return void response.writeHead(403).end();
    }
    if (behavior) {
      return void cache
        .answer(behavior, method, url)
        .then((answer) => sendAnswer(answer, behavior, request, response));
    }
    const file = files.get(route(path));
    if (file) send(file, request, response);
    else
      response.writeHead(404, { 'Content-Type': 'application/xml' }).end('<Code>NoSuchKey</Code>');
  });
  // Longer than clients keep a connection, also on a busy machine.
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(ports.page, host, resolve);
  });
  return {
    pass: (seconds) => void (passed += seconds * 1000),
    forget: () => cache.clear(),
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** What the response headers policy of the site adds to every file. */
function siteHeaders(template: Template): readonly Header[] {
  const { properties } = onlyOne(template, 'AWS::CloudFront::Distribution');
  const { DefaultCacheBehavior } = properties['DistributionConfig'] as {
    DefaultCacheBehavior: { ResponseHeadersPolicyId: string };
  };
  return readHeaders(template, DefaultCacheBehavior.ResponseHeadersPolicyId);
}

/** The CloudFront function of the template: which file a path stands for. */
function viewerRequest(template: Template): (uri: string) => string {
  const { FunctionCode } = onlyOne(template, 'AWS::CloudFront::Function').properties;
  const handler = runInNewContext(`${String(FunctionCode)}; handler`) as (event: object) => {
    uri: string;
  };
  return (uri) => handler({ request: { method: 'GET', uri, querystring: {}, headers: {} } }).uri;
}

function readBuild(): Map<string, ServedFile> {
  if (!existsSync(join(build, 'index.html'))) throw new Error('No build: run ng build first.');
  const paths = readdirSync(build, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(build.length + 1));
  return new Map(
    paths.map((path) => [`/${path}`, servedFile(path, readFileSync(join(build, path)))]),
  );
}

function servedFile(path: string, body: Buffer): ServedFile {
  const { contentType, cacheControl } = siteFile(path, body);
  const brotli = compressed(contentType, body);
  return {
    body,
    brotli,
    headers: {
      'Cache-Control': cacheControl,
      'Content-Type': contentType,
      ETag: `"${hash('sha256', body)}"`,
      ...(brotli && { Vary: 'Accept-Encoding' }),
    },
  };
}

/** @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/ServingCompressedFiles.html */
function compressed(contentType: string, body: Buffer): Buffer | undefined {
  if (!/^text|json|svg|javascript/.test(contentType) || body.length < 1000) return undefined;
  return brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } });
}

/** An answer of the API. Headers that the policy of the template sets stand already. */
function sendAnswer(
  { status, headers, body }: EdgeAnswer,
  { headers: own, compress }: Behavior,
  request: IncomingMessage,
  to: ServerResponse,
): void {
  const isOwn = (name: string) => own.some(([one]) => one.toLowerCase() === name.toLowerCase());
  for (const [name, value] of headers) if (!isOwn(name)) to.setHeader(name, value);
  const accepted = compress && /\bbr\b/.test(String(request.headers['accept-encoding']));
  const brotli = accepted ? compressed(headers.get('Content-Type') ?? '', body) : undefined;
  if (brotli) to.setHeader('Content-Encoding', 'br');
  to.writeHead(status).end(request.method === 'HEAD' ? undefined : (brotli ?? body));
}

function send({ headers, body, brotli }: ServedFile, request: IncomingMessage, to: ServerResponse) {
  for (const [name, value] of Object.entries(headers)) to.setHeader(name, value);
  if (request.headers['if-none-match'] === headers['ETag']) return void to.writeHead(304).end();
  const accepted = brotli && /\bbr\b/.test(String(request.headers['accept-encoding']));
  if (accepted) to.setHeader('Content-Encoding', 'br');
  const content = accepted ? brotli : body;
  to.setHeader('Content-Length', content.length);
  to.end(request.method === 'HEAD' ? undefined : content);
}
