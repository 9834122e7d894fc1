import { HttpContextToken } from '@angular/common/http';

/** What the signature of a request was computed from. It contains the session token. */
export interface Signature {
  readonly canonicalRequest: string;
  /** Its third line is the scope: date, region, service and `aws4_request`. */
  readonly stringToSign: string;
}

/** The signature of a request, for the interceptors that come after the one that signs. */
export const SIGNATURE = new HttpContextToken<Signature | undefined>(() => undefined);
