import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { verifySignature, type RawRequest } from './sigv4/verify.ts';
import { REGION } from './template.ts';

/** A role that someone has assumed, until it expires. */
export interface Session {
  accessKeyId: string;
  secretAccessKey: string;
  roleName: string;
  sessionName: string;
  /** Session tags: `aws:PrincipalTag/…` in policies. */
  tags: Readonly<Record<string, string>>;
  /** Milliseconds since the epoch. */
  expiresAt: number;
}

const CIPHER = 'aes-256-gcm';
const IV_BYTES = 12;
const TAG_BYTES = 16;
/** How far a signature's clock may be off. */
const MAX_SKEW_SECONDS = 300;

/**
 * Issues temporary credentials and recognizes them again. As on AWS, nothing is kept: the session
 * token itself holds the session, sealed (AES-256-GCM), so that a restart with the same key honors
 * the credentials that browsers still have.
 */
export class SessionVault {
  readonly #key: Uint8Array;

  /** @param key 32 bytes */
  constructor(key: Uint8Array = randomBytes(32)) {
    this.#key = key;
  }

  issue(session: Omit<Session, 'accessKeyId' | 'secretAccessKey'>) {
    const complete: Session = {
      ...session,
      accessKeyId: `ASIA${base32(randomBytes(16))}`,
      secretAccessKey: randomBytes(30).toString('base64'),
    };
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv(CIPHER, this.#key, iv);
    const text = Buffer.concat([cipher.update(JSON.stringify(complete)), cipher.final()]);
    const token = Buffer.concat([iv, cipher.getAuthTag(), text]);
    return { ...complete, sessionToken: token.toString('base64') };
  }

  /**
   * Who signed a request for a service, such as `execute-api`.
   *
   * @throws SignatureError unless a session that this vault issued did, and lasts
   */
  authenticate(request: RawRequest, service: string, now = new Date()): Session {
    return verifySignature(request, {
      region: REGION,
      service,
      now,
      maxSkewSeconds: MAX_SKEW_SECONDS,
      credentials: (accessKeyId, sessionToken = '') => {
        const session = this.#open(sessionToken);
        if (session?.accessKeyId !== accessKeyId) return 'unrecognized';
        return { ...session, sessionToken, expiration: new Date(session.expiresAt) };
      },
    });
  }

  /** The session that a token carries, or undefined if this vault did not issue it. */
  #open(sessionToken: string): Session | undefined {
    const token = Buffer.from(sessionToken, 'base64');
    // Decoding overlooks what isn't base64: only the very text that was issued is the token.
    if (token.toString('base64') !== sessionToken) return undefined;
    try {
      const decipher = createDecipheriv(CIPHER, this.#key, token.subarray(0, IV_BYTES));
      decipher.setAuthTag(token.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
      const text = decipher.update(token.subarray(IV_BYTES + TAG_BYTES));
      return JSON.parse(Buffer.concat([text, decipher.final()]).toString()) as Session;
    } catch {
      return undefined;
    }
  }
}

const base32 = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.charAt(byte % 32)).join('');
