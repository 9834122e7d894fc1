import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';

export interface LocalOnlyOptions {
  /** Whether pages are refused too, whatever their origin: for what only programs may use. */
  refusePages?: boolean;
  log: (line: string) => void;
}

const NAMES = ['localhost', '127.0.0.1', '[::1]'];

/**
 * Answers only requests that use this machine's own name: a page whose name someone has pointed at this
 * machine (DNS rebinding) can read nothing here. Each part's CORS decides which pages may read an answer,
 * as on AWS.
 *
 * Whatever a request does to a listener, only that request loses its answer.
 *
 * @see https://developer.mozilla.org/docs/Web/Security/Attacks/DNS_rebinding
 */
export function localOnly(
  listener: (incoming: IncomingMessage, outgoing: ServerResponse) => void | Promise<void>,
  { refusePages = false, log }: LocalOnlyOptions,
): RequestListener {
  return async (incoming, outgoing) => {
    const refusal = refusalOf(incoming, refusePages);
    if (refusal) {
      log(`refused ${refusal}`);
      outgoing.writeHead(403, { 'Content-Type': 'text/plain' });
      outgoing.end(`Refused ${refusal}\n`);
      incoming.resume();
      return;
    }
    try {
      await listener(incoming, outgoing);
    } catch (error) {
      const { code, stack } = error as NodeJS.ErrnoException;
      // A client that breaks off in the middle of a body gets no answer, and isn't a failure.
      if (code !== 'ECONNRESET') log(`failed: ${stack}`);
      outgoing.destroy();
    }
  };
}

function refusalOf({ headers, socket }: IncomingMessage, refusePages: boolean): string | undefined {
  const port = socket.localPort;
  const hosts = NAMES.flatMap((name) => (port === 80 ? [name, `${name}:80`] : [`${name}:${port}`]));
  if (!hosts.includes(headers.host?.toLowerCase() ?? '')) {
    return `a request for another host. This is ${hosts.join(', ')}`;
  }
  return refusePages && headers.origin !== undefined
    ? 'a request from a page. This port is for programs'
    : undefined;
}
