import { request as httpRequest } from 'node:http';
import type { IncomingHttpHeaders, OutgoingHttpHeaders } from 'node:http';

/** A request as it goes over the wire: nothing normalises the target or merges the headers. */
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
export function send(port: number, raw: RawRequest): Promise<Outcome> {
  const { method, target, body } = raw;
  const framing = body === undefined ? {} : { 'content-length': Buffer.byteLength(body) };
  const given: OutgoingHttpHeaders = { host: `localhost:${port}`, ...raw.headers };
  const headers = 'transfer-encoding' in given ? given : { ...framing, ...given };
  return new Promise((resolve, reject) => {
    httpRequest(
      { host: 'localhost', port, method, path: target, headers, setHost: false },
      (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('end', () => {
          const text = Buffer.concat(chunks).toString();
          resolve(outcome(answer.statusCode ?? 0, answer.headers, text));
        });
        answer.on('error', reject);
      },
    )
      .on('error', reject)
      .end(body);
  });
}

export function outcome(status: number, headers: IncomingHttpHeaders, body: string): Outcome {
  const summary = [status, refusalIn(headers, body)].filter(Boolean).join(' ');
  return { summary, headers, body, seen: JSON.stringify(headers) + body };
}

/** The name of a refusal, in each service's own place. */
function refusalIn(headers: IncomingHttpHeaders, body: string): string | undefined {
  const { location } = headers;
  if (location) {
    const [, error] = /[?&#](?:error|code)=([^&]*)/.exec(location) ?? [];
    return error ?? `to ${location}`;
  }
  const type = headers['x-amzn-errortype'];
  if (type) return String(type);
  const [, inXml] = /<Code>(\w+)<\/Code>/.exec(body) ?? [];
  if (inXml) return inXml;
  const [, inHtml] = /role="alert"[^>]*>([^<]*)</.exec(body) ?? /<h1>([^<]*)</.exec(body) ?? [];
  return inHtml ?? inJson(body);
}

function inJson(body: string): string | undefined {
  try {
    const { error, message } = JSON.parse(body) as { error?: string; message?: string };
    return error ?? message;
  } catch {
    return undefined;
  }
}
