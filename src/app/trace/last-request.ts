import { HttpErrorResponse, HttpResponse, type HttpEvent } from '@angular/common/http';
import { Service, computed, inject, signal } from '@angular/core';
import { type Observable, tap } from 'rxjs';
import { Identity } from '../auth/identity';
import type { User } from '../auth/user';
import { apiMessage, errorType } from '../aws/refusal';
import { withoutSecrets } from './shorten';

/** What was signed, safe to show: every secret in it is shortened. */
export interface SignatureTrace {
  readonly method: string;
  /** With the stage, without the query. */
  readonly path: string;
  /** Names in lower case, in the order in which they were signed. */
  readonly signedHeaders: readonly string[];
  readonly canonicalRequest: string;
  /** Its third line is the scope: date, region, service and `aws4_request`. */
  readonly stringToSign: string;
  /** The value of the header that was sent. */
  readonly authorization: string;
}

/** What came back for a signed request. */
export interface GatewayAnswer {
  /** The HTTP status; 0 if none came, because the network failed. */
  readonly status: number;
  /** Who refused and why: the header x-amzn-errortype, without the link that may follow it. */
  readonly errorType: string | undefined;
  /** The header x-amzn-RequestId, which finds the request in AWS's logs. */
  readonly requestId: string | undefined;
  /** The message of an error's body. */
  readonly message: string | undefined;
}

/** A signed request, and its answer once it has come. */
export interface SignedRequestTrace {
  readonly signature: SignatureTrace;
  readonly answer: GatewayAnswer | undefined;
}

interface Entry extends SignedRequestTrace {
  readonly user: User | undefined;
}

/**
 * The last request signed for the current user. It is kept to be shown, in memory only; no secret gets
 * this far.
 */
@Service()
export class LastRequest {
  private readonly identity = inject(Identity);
  private readonly entry = signal<Entry | undefined>(undefined);

  readonly trace = computed<SignedRequestTrace | undefined>(() => {
    const entry = this.entry();
    return entry && entry.user === this.identity.user() ? entry : undefined;
  });

  /** Remembers a request that is about to be sent, and its answer unless another has come since. */
  follow(
    signature: SignatureTrace,
    events: Observable<HttpEvent<unknown>>,
  ): Observable<HttpEvent<unknown>> {
    const sent: Entry = { user: this.identity.user(), signature, answer: undefined };
    this.entry.set(sent);
    const answered = (response: HttpResponse<unknown> | HttpErrorResponse) =>
      this.entry.update((entry) =>
        entry === sent ? { ...sent, answer: answerOf(response) } : entry,
      );
    return events.pipe(
      tap({
        next: (event) => {
          if (event instanceof HttpResponse) answered(event);
        },
        error: (error: unknown) => {
          if (error instanceof HttpErrorResponse) answered(error);
        },
      }),
    );
  }
}

function answerOf(response: HttpResponse<unknown> | HttpErrorResponse): GatewayAnswer {
  const { status, headers } = response;
  return {
    status,
    errorType: errorType(headers),
    requestId: headers.get('x-amzn-RequestId') ?? undefined,
    message: response instanceof HttpErrorResponse ? messageOf(response.error) : undefined,
  };
}

function messageOf(body: unknown): string | undefined {
  const message = apiMessage(typeof body === 'string' ? parse(body) : body);
  return message && withoutSecrets(message);
}

/** What was asked for as text, as an answer without content is, has an error's body as text too. */
function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
