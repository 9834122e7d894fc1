import type { IncomingMessage } from 'node:http';

/**
 * The bytes of a request's body; undefined if there are more than `maxBytes`. All are read then
 * too, so that the client gets an answer.
 */
export async function readBody(
  request: IncomingMessage,
  maxBytes: number,
): Promise<Buffer | undefined> {
  const buffers: Buffer[] = [];
  let size = 0;
  for await (const buffer of request as AsyncIterable<Buffer>) {
    size += buffer.length;
    if (size <= maxBytes) buffers.push(buffer);
  }
  return size <= maxBytes ? Buffer.concat(buffers) : undefined;
}
