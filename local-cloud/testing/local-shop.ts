import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { BatchWriteCommand, DynamoDBDocumentClient, paginateScan } from '@aws-sdk/lib-dynamodb';
import { AwsV4Signer } from 'aws4fetch';
import { STSClient, AssumeRoleWithWebIdentityCommand } from '@aws-sdk/client-sts';
import { startCloud } from '../src/cloud.ts';
import type { Cloud } from '../src/cloud.ts';
import { freePortsOfParts } from '../src/ports.ts';
import type { Part, Ports } from '../src/ports.ts';
import { REGION } from '../src/template.ts';
import { chosenEngine } from './table-engine.ts';
import { logIn, sessionOf, type Account } from './visitor.ts';

export interface Credentials {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken: string;
}

/** Someone who is logged in, with credentials for their role. */
export interface Someone {
  idToken: string;
  credentials: Credentials;
}

export interface Call {
  method?: string;
  headers?: Record<string, string>;
  /** Sent as it is if it is a text, as JSON otherwise. */
  body?: unknown;
  /** Hangs up. */
  signal?: AbortSignal | undefined;
}

/** What the API answered. */
export interface Answer {
  status: number;
  headers: Headers;
  type: string | null;
  body: unknown;
}

export interface ShopOptions {
  /** Where keys, sessions and data are kept; in memory if left out. */
  directory?: string;
  /** The folder of the functions that `sam build` made; the sources if left out. */
  packages?: string;
  /** How much later than their table global indexes change, in milliseconds; 0 if left out. */
  indexDelayMs?: number;
}

type RunningCloud = Pick<Cloud, 'config' | 'close'>;

/** The whole local cloud in memory, and what its users do with it over HTTP. */
export class LocalShop {
  readonly log: string[];
  readonly config: Readonly<Record<string, string>>;
  readonly ports: Ports;
  readonly #cloud: RunningCloud;

  private constructor(cloud: RunningCloud, ports: Ports, log: string[]) {
    this.#cloud = cloud;
    this.config = cloud.config;
    this.ports = ports;
    this.log = log;
  }

  static async open({ directory, packages, indexDelayMs }: ShopOptions = {}): Promise<LocalShop> {
    const ports = await freePortsOfParts();
    const log: string[] = [];
    const keep = (part: Part, line: string): void => void log.push(`[${part}] ${line}`);
    const cloud = await startCloud({
      ...{ ports, directory, packages },
      indexDelayMs: indexDelayMs ?? 0,
      engine: await chosenEngine(),
      log: keep,
    });
    return new LocalShop(cloud, ports, log);
  }

  /** A shop whose cloud runs already. */
  static over(cloud: RunningCloud, ports: Ports): LocalShop {
    return new LocalShop(cloud, ports, []);
  }

  close(): Promise<void> {
    return this.#cloud.close();
  }

  /** Logs in as the shopkeeper. */
  async keeper(): Promise<Someone> {
    const idToken = await this.#logIn({ keeper: true });
    return { idToken, credentials: await this.assume('adminRoleArn', idToken) };
  }

  /** Logs in as a buyer. */
  async buyer(email = 'ann@example.org'): Promise<Someone> {
    const idToken = await this.#logIn({ buyer: email });
    return { idToken, credentials: await this.assume('socialRoleArn', idToken) };
  }

  /** What the page does with an ID token: asks STS for a role. */
  async assume(role: 'adminRoleArn' | 'socialRoleArn', idToken: string): Promise<Credentials> {
    const sts = new STSClient({
      region: this.config['region']!,
      endpoint: this.config['stsEndpoint']!,
      // The operation is unsigned: the token is what counts.
      credentials: { accessKeyId: 'none', secretAccessKey: 'none' },
      maxAttempts: 1,
    });
    const { Credentials } = await sts.send(
      new AssumeRoleWithWebIdentityCommand({
        RoleArn: this.config[role],
        RoleSessionName: sessionOf(idToken),
        WebIdentityToken: idToken,
      }),
    );
    return {
      accessKeyId: Credentials!.AccessKeyId!,
      secretAccessKey: Credentials!.SecretAccessKey!,
      sessionToken: Credentials!.SessionToken!,
    };
  }

  /** Calls the API, signed by someone or unsigned. */
  async call(path: string, call: Call = {}, by?: Someone): Promise<Answer> {
    const request = await this.signed(path, call, by);
    const answer = await fetch(request.url, { ...request.init, signal: call.signal ?? null });
    const text = await answer.text();
    return {
      status: answer.status,
      headers: answer.headers,
      type: answer.headers.get('x-amzn-errortype'),
      body: text === '' ? undefined : (JSON.parse(text) as unknown),
    };
  }

  /** A request, signed by someone or unsigned, to change and send. */
  async signed(
    path: string,
    { method = 'GET', headers = {}, body }: Call,
    by?: Someone,
    at?: Date,
  ) {
    const text = body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
    const url = `${this.config['apiUrl']!}${path}`;
    const all = { ...(text !== undefined && { 'content-type': 'application/json' }), ...headers };
    const init = { method, headers: all, ...(text !== undefined && { body: text }) };
    if (!by) return { url, init };
    const signer = new AwsV4Signer({
      ...init,
      url,
      ...by.credentials,
      service: 'execute-api',
      region: this.config['region']!,
      ...(at && { datetime: at.toISOString().replace(/[:-]|\.\d{3}/g, '') }),
    });
    const result = await signer.sign();
    return {
      url: result.url.href,
      init: { ...init, headers: { ...all, ...Object.fromEntries(result.headers) } },
    };
  }

  /** Makes the list exactly this. */
  async list(pets: unknown[], by: Someone): Promise<void> {
    const { status, body } = await this.call('/pets', { method: 'POST', body: { pets } }, by);
    if (status !== 200) throw new Error(`POST /pets answered ${status} ${JSON.stringify(body)}`);
  }

  /** Buys a pet for someone, behind the back of whoever looks at the page. */
  async buy(petId: number, email = 'ann@example.org'): Promise<void> {
    const buyer = await this.buyer(email);
    const purchase = { method: 'POST', body: { petId, authToken: buyer.idToken } };
    const { status, body } = await this.call('/pets/purchase', purchase, buyer);
    if (status !== 200) {
      throw new Error(`POST /pets/purchase answered ${status} ${JSON.stringify(body)}`);
    }
  }

  /** Starts over with exactly these pets: forgets all others and every sale, as no call can. */
  async restock(pets: unknown[], by: Someone): Promise<void> {
    const owner = { accessKeyId: 'owner', secretAccessKey: 'owner' };
    const endpoint = `http://localhost:${this.ports.dynamodb}`;
    const client = new DynamoDBClient({ endpoint, region: REGION, credentials: owner });
    const documents = DynamoDBDocumentClient.from(client);
    const TableName = 'PetsTable';
    const keys = { TableName, ProjectionExpression: 'username, id', Limit: 25 };
    for await (const { Items = [] } of paginateScan({ client: documents }, keys)) {
      const RequestItems = { [TableName]: Items.map((Key) => ({ DeleteRequest: { Key } })) };
      if (Items.length > 0) await documents.send(new BatchWriteCommand({ RequestItems }));
    }
    client.destroy();
    await this.list(pets, by);
  }

  #logIn(account: Account): Promise<string> {
    const { auth0Domain, auth0ClientId } = this.config;
    const siteUrl = `http://localhost:${this.ports.page}`;
    return logIn({ auth0: auth0Domain!, siteUrl, clientId: auth0ClientId! }, account);
  }
}
