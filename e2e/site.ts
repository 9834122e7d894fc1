import { hash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { brotliCompressSync, constants } from 'node:zlib';
import { readLocalTemplate } from '../local-cloud/src/cloud.ts';
import type { Ports } from '../local-cloud/src/ports.ts';
import { onlyOne } from '../local-cloud/src/template.ts';
import type { Template } from '../local-cloud/src/template.ts';
import { siteFile } from '../scripts/deploy/site-files.ts';

/** What `ng build` made. */
export const build = join(import.meta.dirname, '../dist/secured-pets/browser');

/** A file of the site, as CloudFront has it. */
interface ServedFile {
  headers: Readonly<Record<string, string>>;
  body: Buffer;
  /** Compressed, where CloudFront does that. */
  brotli: Buffer | undefined;
}

/**
 * Serves the production build as CloudFront does: with the headers and the routing of template.yaml,
 * in which the local addresses stand for those on AWS, with the Cache-Control that the upload sets,
 * and compressed.
 *
 * @param config the content of config.json
 * @param host on which it listens
 * @throws Error if there is no build
 */
export function serveSite(ports: Ports, config: unknown, host = 'localhost'): Promise<Server> {
  const template = readLocalTemplate({ ports });
  const headers = responseHeaders(template);
  const route = viewerRequest(template);
  const files = readBuild();
  files.set('/config.json', servedFile('config.json', Buffer.from(JSON.stringify(config))));

  const server = createServer((request, response) => {
    for (const [name, value] of headers) response.setHeader(name, value);
    if (!['GET', 'HEAD'].includes(request.method ?? '')) return void response.writeHead(403).end();
    const file = files.get(route(request.url?.split('?')[0] ?? '/'));
    if (file) send(file, request, response);
    else
      response.writeHead(404, { 'Content-Type': 'application/xml' }).end('<Code>NoSuchKey</Code>');
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(ports.page, host, () => resolve(server));
  });
}

/** The headers that the response-headers policy of the template adds to every answer. */
function responseHeaders(template: Template): [name: string, value: string][] {
  const { properties } = onlyOne(template, 'AWS::CloudFront::ResponseHeadersPolicy');
  const { SecurityHeadersConfig: security, CustomHeadersConfig: custom } = properties[
    'ResponseHeadersPolicyConfig'
  ] as {
    SecurityHeadersConfig: {
      ContentSecurityPolicy: { ContentSecurityPolicy: string };
      StrictTransportSecurity: { AccessControlMaxAgeSec: number; IncludeSubdomains: boolean };
      ContentTypeOptions: object;
      ReferrerPolicy: { ReferrerPolicy: string };
    };
    CustomHeadersConfig: { Items: { Header: string; Value: string }[] };
  };
  const { AccessControlMaxAgeSec: age, IncludeSubdomains } = security.StrictTransportSecurity;
  return [
    ['Content-Security-Policy', security.ContentSecurityPolicy.ContentSecurityPolicy],
    [
      'Strict-Transport-Security',
      `max-age=${age}${IncludeSubdomains ? '; includeSubDomains' : ''}`,
    ],
    ['X-Content-Type-Options', 'nosniff'],
    ['Referrer-Policy', security.ReferrerPolicy.ReferrerPolicy],
    ...custom.Items.map(({ Header, Value }): [string, string] => [Header, Value]),
  ];
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

/** @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/ServingCompressedFiles.html */
function servedFile(path: string, body: Buffer): ServedFile {
  const { contentType, cacheControl } = siteFile(path, body);
  const compresses = /^text|json|svg|javascript/.test(contentType) && body.length >= 1000;
  const params = { [constants.BROTLI_PARAM_QUALITY]: 5 };
  return {
    body,
    brotli: compresses ? brotliCompressSync(body, { params }) : undefined,
    headers: {
      'Cache-Control': cacheControl,
      'Content-Type': contentType,
      ETag: `"${hash('sha256', body)}"`,
      ...(compresses && { Vary: 'Accept-Encoding' }),
    },
  };
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
