import { createHmac, createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto';
import { sign as signBytes } from 'node:crypto';
import type { JsonWebKey, KeyObject } from 'node:crypto';

type Json = Readonly<Record<string, unknown>>;

/** Makes the signature over a token's first two parts. */
export type Sign = (input: string) => Buffer;

/** How a token differs from the genuine one; `undefined` takes a member out. */
export interface Changes {
  header?: Json;
  claims?: Json;
  sign?: Sign;
}

/** A key pair that signs tokens. */
export interface SigningKey {
  privateKey: KeyObject;
  publicKey: KeyObject;
  /** As a provider publishes it. */
  publicJwk: JsonWebKey;
}

export const nothing: Sign = () => Buffer.alloc(0);

export const rs256 =
  ({ privateKey }: SigningKey): Sign =>
  (input) =>
    signBytes('RSA-SHA256', Buffer.from(input), privateKey);

export const hs256 =
  (secret: string | Buffer): Sign =>
  (input) =>
    createHmac('sha256', secret).update(input).digest();

export function keyFrom(jwk: JsonWebKey): SigningKey {
  const privateKey = createPrivateKey({ key: jwk, format: 'jwk' });
  const publicKey = createPublicKey(privateKey);
  return { privateKey, publicKey, publicJwk: publicKey.export({ format: 'jwk' }) };
}

export function newKey(): SigningKey {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return keyFrom(privateKey.export({ format: 'jwk' }));
}

export const encode = (part: unknown): string =>
  Buffer.from(JSON.stringify(part)).toString('base64url');

export const decode = (part = ''): Record<string, unknown> =>
  JSON.parse(Buffer.from(part, 'base64url').toString()) as Record<string, unknown>;

/** What a forger has: a genuine token to start from, the provider's public key and a key of their own. */
export class Forge {
  readonly genuine: string;
  readonly header: Json;
  readonly claims: Json;
  /** The provider's key. Only the tokens that the provider itself could have signed use its private half. */
  readonly provider: SigningKey;
  readonly own: SigningKey = newKey();
  /** Where the forger publishes their own key. */
  readonly lure: string;

  constructor(genuine: string, provider: SigningKey, lure: string) {
    const [header, claims] = genuine.split('.');
    this.genuine = genuine;
    this.header = decode(header);
    this.claims = decode(claims);
    this.provider = provider;
    this.lure = lure;
  }

  /** The genuine token with changes, signed by the provider's key unless they say otherwise. */
  token({ header, claims, sign = rs256(this.provider) }: Changes = {}): string {
    const input = `${encode({ ...this.header, ...header })}.${encode({ ...this.claims, ...claims })}`;
    return `${input}.${sign(input).toString('base64url')}`;
  }

  /** The forger's own key as it would stand in a key set, under a name of choice. */
  ownJwk(kid = this.header['kid']): Json {
    return { ...this.own.publicJwk, kid, alg: 'RS256', use: 'sig' };
  }
}
