import type { IncomingMessage } from 'node:http';

/** A body has more bytes than its reader takes. */
export class PayloadTooLarge extends Error {
  override readonly name = 'PayloadTooLarge';
}

/**
 * The bytes of a request's body.
 *
 * @throws PayloadTooLarge past `maxBytes`; what follows is read and dropped, so that the client
 *   gets an answer
 */
export async function readBody(request: IncomingMessage, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= maxBytes) chunks.push(chunk);
    else chunks.length = 0;
  }
  if (size > maxBytes) throw new PayloadTooLarge();
  return Buffer.concat(chunks);
}
