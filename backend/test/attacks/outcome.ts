import { request as httpRequest } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';

/** A request as it goes over the wire: nothing normalizes the target or merges the headers. */
export interface RawRequest {
  method: string;
  /** Path and query. */
  target: string;
  headers?: Record<string, string | string[]>;
  body?: string | Buffer;
}

/** How an attempt ended. */
export interface Outcome {
  /** The status and, after a blank, what names the refusal. */
  summary: string;
  /** All that the attacker got to see. */
  seen: string;
  headers: IncomingHttpHeaders;
  body: string;
}

/** Sends a request as it is written. */
export function send(
  port: number,
  { method, target, headers, body }: RawRequest,
): Promise<Outcome> {
  const given = { host: `localhost:${port}`, ...headers };
  const isFramed = 'transfer-encoding' in given || 'content-length' in given;
  const length =
    body === undefined || isFramed ? {} : { 'content-length': Buffer.byteLength(body) };
  const lines = Object.entries({ ...length, ...given }).flatMap(([name, value]) =>
    [value].flat().flatMap((one) => [name, String(one)]),
  );
  const options = { host: 'localhost', port, method, path: target, headers: lines, setHost: false };
  return new Promise((resolve, reject) => {
    httpRequest(options, (answer) => {
      const buffers: Buffer[] = [];
      answer.on('data', (buffer: Buffer) => buffers.push(buffer));
      answer.on('error', reject);
      answer.on('end', () => {
        const text = Buffer.concat(buffers).toString();
        resolve(outcome(answer.statusCode ?? 0, answer.headers, text));
      });
    })
      .on('error', reject)
      .end(body);
  });
}

export function outcome(status: number, headers: IncomingHttpHeaders, body: string): Outcome {
  const summary = [status, refusalIn(headers, body)].filter(Boolean).join(' ');
  return { summary, headers, body, seen: JSON.stringify(headers) + body };
}

/** The name of a refusal, in each service's own place. Pages for people have none. */
function refusalIn(headers: IncomingHttpHeaders, body: string): string | undefined {
  const { location } = headers;
  if (location) {
    const [, error] = /[?&#](?:error|code)=([^&]*)/.exec(location) ?? [];
    return error ?? `to ${location}`;
  }
  const type = headers['x-amzn-errortype'];
  if (type) return String(type);
  const [, inXml] = /<Code>(\w+)<\/Code>/.exec(body) ?? [];
  return inXml ?? inJson(body);
}

function inJson(body: string): string | undefined {
  try {
    const { error, message } = JSON.parse(body) as { error?: string; message?: string };
    return error ?? message;
  } catch {
    return undefined;
  }
}
