import { once } from 'node:events';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import type { JsonWebKey } from 'node:crypto';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Sha256 } from '@aws-crypto/sha256-js';
import { HttpRequest } from '@smithy/protocol-http';
import { SignatureV4 } from '@smithy/signature-v4';
import type { Part } from '../../../local-cloud/src/ports.ts';
import { LocalShop } from '../../../local-cloud/testing/local-shop.ts';
import type { Credentials, Someone } from '../../../local-cloud/testing/local-shop.ts';
import { Visitor, authorizeRequest, sessionOf } from '../../../local-cloud/testing/visitor.ts';
import { Forge, keyFrom } from './forge.ts';
import { send } from './outcome.ts';
import type { Outcome, RawRequest } from './outcome.ts';

/** A login up to the code, and the browser in which it was. */
export interface Login {
  code: string;
  verifier: string;
  visitor: Visitor;
}

/** What may differ from the way in which the page signs. */
export interface SigningOptions {
  at?: Date;
  region?: string;
  service?: string;
}

/**
 * What the attacks need: the whole local cloud, a keeper, a buyer called Ann who has bought a
 * pet and a buyer called Eve who attacks, with a server of her own.
 */
export class Setup {
  readonly shop: LocalShop;
  readonly keeper: Someone;
  readonly ann: Someone;
  readonly eve: Someone;
  /** Forges tokens that say they are Ann's. */
  readonly forge: Forge;
  /** What came to the attacker's server. Nothing ever should. */
  readonly lureRequests: readonly string[];
  readonly site: string;
  readonly #lure: Server;
  readonly #directory: string;

  private constructor(
    parts: Pick<Setup, 'shop' | 'keeper' | 'ann' | 'eve' | 'forge' | 'lureRequests'> & {
      lure: Server;
      directory: string;
    },
  ) {
    this.shop = parts.shop;
    this.keeper = parts.keeper;
    this.ann = parts.ann;
    this.eve = parts.eve;
    this.forge = parts.forge;
    this.lureRequests = parts.lureRequests;
    this.site = `http://localhost:${parts.shop.ports.page}`;
    this.#lure = parts.lure;
    this.#directory = parts.directory;
  }

  static async open(): Promise<Setup> {
    const directory = await mkdtemp(join(tmpdir(), 'attacked-shop-'));
    const shop = await LocalShop.open({ directory });
    const [keeper, ann, eve] = await Promise.all([
      shop.keeper(),
      shop.buyer('ann@example.org'),
      shop.buyer('eve@example.net'),
    ]);
    const lureRequests: string[] = [];
    const lure = createServer((request, response) => {
      lureRequests.push(request.url ?? '');
      const jwks = { keys: [forge.ownJwk(), forge.ownJwk('own')] };
      response.end(JSON.stringify({ issuer: forge.lure, jwks_uri: `${forge.lure}jwks`, ...jwks }));
    }).listen(0, 'localhost');
    await once(lure, 'listening');
    const url = `http://localhost:${(lure.address() as AddressInfo).port}/`;
    const forge = new Forge(ann.idToken, keyFrom(await signingKeyIn(directory)), url);
    const setup = new Setup({ shop, keeper, ann, eve, forge, lureRequests, lure, directory });
    await setup.buy(OWN.ann, ann.idToken, ann);
    await setup.buy(OWN.eve, eve.idToken, eve);
    await setup.buy(OWN.removed, ann.idToken, ann);
    await setup.api({ method: 'DELETE', target: `/api/pets/${OWN.removed}` }, keeper);
    return setup;
  }

  async close(): Promise<void> {
    this.#lure.closeAllConnections();
    this.#lure.close();
    await this.shop.close();
    await rm(this.#directory, { recursive: true, force: true });
  }

  /** All that an attack could have changed: the list, and the sales. */
  async state(): Promise<unknown> {
    const list = await this.shop.call('/pets?limit=100');
    const headers = { 'x-id-token': this.keeper.idToken };
    const sales = await this.shop.call('/pets/purchase', { headers }, this.keeper);
    return { list: list.body, sales: sales.body };
  }

  send(part: Part, raw: RawRequest): Promise<Outcome> {
    return send(this.shop.ports[part], raw);
  }

  /** Calls the API, signed by someone or unsigned. */
  async api(raw: RawRequest, by?: Someone): Promise<Outcome> {
    return this.send('api', by ? await this.signed(raw, by) : raw);
  }

  /** A signed request to the API, for its exact target, to change and send. */
  async signed(raw: RawRequest, by: Someone, options: SigningOptions = {}): Promise<RawRequest> {
    const { method, target, body } = raw;
    const [path = '', search = ''] = target.split('?');
    const query: Record<string, string[]> = {};
    for (const [name, value] of new URLSearchParams(search)) (query[name] ??= []).push(value);
    const headers = {
      host: `localhost:${this.shop.ports.api}`,
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...raw.headers,
    };
    const joined = Object.entries(headers).map(([name, value]) => [name, [value].flat().join(',')]);
    const signer = new SignatureV4({
      credentials: by.credentials,
      region: options.region ?? this.shop.config['region']!,
      service: options.service ?? 'execute-api',
      sha256: Sha256,
    });
    const signed = await signer.sign(
      new HttpRequest({
        method,
        path,
        query,
        headers: Object.fromEntries(joined) as Record<string, string>,
        body,
      }),
      options.at && { signingDate: options.at },
    );
    return { method, target, headers: { ...signed.headers, ...headers }, ...(body && { body }) };
  }

  buy(petId: number, authToken: string, by: Someone): Promise<Outcome> {
    const body = JSON.stringify({ petId, authToken });
    return this.api({ method: 'POST', target: '/api/pets/purchase', body }, by);
  }

  purchases(idToken: string | string[], by: Someone, query = ''): Promise<Outcome> {
    const headers = { 'x-id-token': idToken };
    return this.api({ method: 'GET', target: `/api/pets/purchase${query}`, headers }, by);
  }

  /** Asks STS for a role; `more` is added to the parameters as it is. */
  sts(token: string, changes: Record<string, string> = {}, more = ''): Promise<Outcome> {
    const form = new URLSearchParams({
      Action: 'AssumeRoleWithWebIdentity',
      Version: '2011-06-15',
      RoleArn: this.shop.config['socialRoleArn']!,
      RoleSessionName: sessionOf(this.ann.idToken),
      WebIdentityToken: token,
      ...changes,
    });
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    return this.send('sts', {
      method: 'POST',
      target: '/',
      headers,
      body: `${form.toString()}${more}`,
    });
  }

  /** Does a keeper's work with credentials that STS gave out; its refusal if it gave none. */
  async misuse(granted: Outcome): Promise<Outcome> {
    const credentials = credentialsIn(granted.body);
    if (!credentials) return granted;
    return this.api({ method: 'DELETE', target: '/api/pets/1' }, { idToken: '', credentials });
  }

  visitor(): Visitor {
    return new Visitor(`${this.shop.config['auth0Domain']!}/`);
  }

  /** Logs a buyer in, up to the code that the page would exchange. */
  async logIn({ connection = 'amazon', email = 'eve@example.net' } = {}): Promise<Login> {
    const visitor = this.visitor();
    const { path, verifier } = authorizeRequest({
      redirect_uri: this.site,
      scope: 'openid profile email offline_access',
    });
    const { pathname } = new URL((await visitor.open(path)).url);
    const { leftTo } = await visitor.open(`${pathname}?connection=${connection}`, { email });
    return { code: leftTo?.searchParams.get('code') ?? '', verifier, visitor };
  }

  /** Exchanges a code for tokens. */
  exchange(
    { code, verifier }: Login,
    changes: Record<string, string> = {},
    origin = this.site,
  ): Promise<Outcome> {
    const grant_type = 'authorization_code';
    const form = { grant_type, code, code_verifier: verifier, redirect_uri: this.site };
    return this.tokens({ ...form, ...changes }, origin);
  }

  /** Calls Auth0's token endpoint as the page does. */
  tokens(form: Record<string, string>, origin = this.site): Promise<Outcome> {
    const body = new URLSearchParams({ client_id: this.shop.config['auth0ClientId']!, ...form });
    const headers = { origin, 'content-type': 'application/x-www-form-urlencoded' };
    return this.send('auth0', {
      method: 'POST',
      target: '/oauth/token',
      headers,
      body: body.toString(),
    });
  }
}

/** Which pets are bought before the attacks begin; the removed one is Ann's too. */
export const OWN = { ann: 3, eve: 4, removed: 5 };

export function credentialsIn(xml: string): Credentials | undefined {
  const value = (name: string) => new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1];
  const [accessKeyId, secretAccessKey, sessionToken] = [
    value('AccessKeyId'),
    value('SecretAccessKey'),
    value('SessionToken'),
  ];
  if (!accessKeyId || !secretAccessKey || !sessionToken) return undefined;
  return { accessKeyId, secretAccessKey, sessionToken };
}

/** The private key in one of the files of a directory. */
async function signingKeyIn(directory: string): Promise<JsonWebKey> {
  const names = await readdir(directory, { recursive: true });
  for (const name of names.filter((one) => one.endsWith('.json'))) {
    let privateKey: JsonWebKey | undefined;
    JSON.parse(await readFile(join(directory, name), 'utf8'), (_, value: unknown) => {
      const jwk = value as JsonWebKey | null;
      if (jwk?.kty === 'RSA' && jwk.d) privateKey = jwk;
      return value;
    });
    if (privateKey) return privateKey;
  }
  throw new Error('The provider keeps its signing key in no JSON file of its directory any more.');
}
