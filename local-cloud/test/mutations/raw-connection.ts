import { connect } from 'node:net';
import type { Socket } from 'node:net';

/** How long a server may take, also on a busy machine. */
const LIMIT_MS = 20_000;

/** What came back: a status, a connection that was closed, or nothing in time. */
export type Reply = number | 'closed' | 'hung';

/**
 * A client that sends bytes as they are, one request after the other over one connection for as
 * long as the server keeps it.
 */
export class RawConnection {
  readonly #port: number;
  #socket: Socket | undefined;

  constructor(port: number) {
    this.#port = port;
  }

  async exchange(request: Buffer): Promise<Reply> {
    // A server closes what nobody has used for a while.
    if (this.#socket?.destroyed) this.#socket = undefined;
    const socket = (this.#socket ??= connect(this.#port, 'localhost').setNoDelay());
    const { reply, isReusable } = await replyOf(socket, request);
    if (!isReusable) this.close();
    return reply;
  }

  close(): void {
    this.#socket?.destroy();
    this.#socket = undefined;
  }
}

function replyOf(socket: Socket, request: Buffer): Promise<{ reply: Reply; isReusable: boolean }> {
  return new Promise((resolve) => {
    let received = '';
    const finish = (reply: Reply, isReusable = false): void => {
      clearTimeout(timer);
      socket.removeAllListeners();
      socket.on('error', () => undefined);
      resolve({ reply, isReusable });
    };
    const timer = setTimeout(() => finish('hung'), LIMIT_MS);
    socket.on('data', (bytes) => {
      received += bytes.toString('latin1');
      received = received.replace(/^HTTP\/1\.1 1\d\d[^]*?\r\n\r\n/, '');
      const status = statusOf(received);
      if (status !== undefined) finish(status, isWhole(received) && isWholeRequest(request));
    });
    socket.on('error', () => finish(statusOf(received) ?? 'closed'));
    socket.on('close', () => finish(statusOf(received) ?? 'closed'));
    socket.write(request);
    // What waits for more bytes than there are must notice that none will come.
    if (!isWholeRequest(request)) socket.end();
  });
}

function statusOf(text: string): number | undefined {
  const [, status] = /^HTTP\/1\.1 (\d{3}) [^]*?\r\n\r\n/.exec(text) ?? [];
  return status === undefined ? undefined : Number(status);
}

/** Whether an answer has come in full and the connection stays open. */
function isWhole(text: string): boolean {
  const [head = '', ...rest] = text.split('\r\n\r\n');
  const body = rest.join('\r\n\r\n');
  if (/\r\nconnection: close/i.test(head)) return false;
  if (/\r\ntransfer-encoding: chunked/i.test(head)) return body.endsWith('0\r\n\r\n');
  const [, length = '0'] = /\r\ncontent-length: (\d+)/i.exec(head) ?? [];
  return body.length === Number(length);
}

/** Whether a request is as long as it says: the server need not wait for more, and nothing is left. */
function isWholeRequest(request: Buffer): boolean {
  const text = request.toString('latin1');
  const end = text.indexOf('\r\n\r\n');
  if (end < 0 || /\r\n(transfer-encoding|expect|upgrade|connection)/i.test(text.slice(0, end)))
    return false;
  const lengths = [...text.slice(0, end).matchAll(/\r\ncontent-length:[ \t]*([^\r\n]*)/gi)];
  const [[, length = '0'] = []] = lengths;
  return lengths.length < 2 && text.length - end - 4 === Number(length);
}
