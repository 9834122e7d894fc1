import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

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

/** A session as its holder knows it: with the token that carries it. */
export interface IssuedSession extends Session {
  sessionToken: string;
}

const IV_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Issues temporary credentials and recognises them again. As on AWS, nothing is kept: the session
 * token itself holds the session, sealed (AES-256-GCM), so that a restart with the same key honours
 * the credentials that browsers still have.
 */
export class SessionVault {
  readonly #key: Uint8Array;

  /** @param key 32 bytes */
  constructor(key: Uint8Array = randomBytes(32)) {
    this.#key = key;
  }

  issue(session: Omit<Session, 'accessKeyId' | 'secretAccessKey'>): IssuedSession {
    const complete: Session = {
      ...session,
      accessKeyId: `ASIA${base32(randomBytes(16))}`,
      secretAccessKey: randomBytes(30).toString('base64'),
    };
    return { ...complete, sessionToken: this.#seal(JSON.stringify(complete)) };
  }

  /** The session that a token carries, or undefined if this vault did not issue it. */
  open(sessionToken: string): Session | undefined {
    try {
      const sealed = Buffer.from(sessionToken, 'base64');
      // Decoding overlooks what isn't base64: only the very text that was issued is the token.
      if (sealed.toString('base64') !== sessionToken) return undefined;
      const decipher = createDecipheriv('aes-256-gcm', this.#key, sealed.subarray(0, IV_BYTES));
      decipher.setAuthTag(sealed.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
      const text = decipher.update(sealed.subarray(IV_BYTES + TAG_BYTES));
      return JSON.parse(Buffer.concat([text, decipher.final()]).toString()) as Session;
    } catch {
      return undefined;
    }
  }

  /** What a signature's verifier asks: the session of an access key and its token. */
  lookUp(accessKeyId: string, sessionToken: string | undefined) {
    const session = sessionToken === undefined ? undefined : this.open(sessionToken);
    if (session?.accessKeyId !== accessKeyId) return 'unrecognized';
    return { ...session, sessionToken, expiration: new Date(session.expiresAt) };
  }

  #seal(text: string): string {
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv('aes-256-gcm', this.#key, iv);
    const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64');
  }
}

const base32 = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.charAt(byte % 32)).join('');
