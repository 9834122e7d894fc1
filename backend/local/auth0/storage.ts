import { createPrivateKey, generateKeyPairSync, randomBytes, type JsonWebKey } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { errors, type Adapter, type AdapterPayload } from 'oidc-provider';

/** Milliseconds that changes are gathered before they are written. */
const WRITE_DELAY = 200;

interface Entry {
  payload: AdapterPayload;
  /** Milliseconds since the epoch; null is never. */
  expiresAt: number | null;
}

interface State {
  signingKey: JsonWebKey;
  cookieKeys: string[];
  entries: Record<string, Entry>;
}

/**
 * The stand-in's keys, sessions and tokens. They are kept in memory and, given a directory, in its
 * file `auth0.json`, readable for the owner alone.
 */
export class Storage {
  readonly signingKey: JsonWebKey;
  readonly cookieKeys: readonly string[];
  readonly #entries: Map<string, Entry>;
  readonly #file: string | undefined;
  readonly #log: (line: string) => void;
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> = Promise.resolve();

  private constructor(state: State, file: string | undefined, log: (line: string) => void) {
    this.signingKey = state.signingKey;
    this.cookieKeys = state.cookieKeys;
    this.#entries = new Map(Object.entries(state.entries));
    this.#file = file;
    this.#log = log;
  }

  /** Opens what an earlier run left; a damaged file is replaced, which logs everyone out. */
  static async open(directory: string | undefined, log: (line: string) => void): Promise<Storage> {
    if (directory === undefined) return new Storage(newState(), undefined, log);

    await mkdir(directory, { recursive: true });
    const file = join(directory, 'auth0.json');
    const saved = await readFile(file, 'utf8').catch((error: unknown) => {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    });
    let state: State | undefined;
    try {
      state = saved === undefined ? undefined : parseState(saved);
    } catch {
      log(`${file} is damaged: starting anew with new keys, everyone is logged out`);
    }
    const storage = new Storage(state ?? newState(), file, log);
    if (!state) await storage.flush();
    return storage;
  }

  find(model: string, id: string): AdapterPayload | undefined {
    const entry = this.#entries.get(`${model}:${id}`);
    return entry && isLive(entry) ? entry.payload : undefined;
  }

  /** Keeps `payload` for `lifetime` seconds, or for good. */
  set(model: string, id: string, payload: AdapterPayload, lifetime?: number): void {
    const expiresAt = lifetime === undefined ? null : Date.now() + lifetime * 1000;
    this.#entries.set(`${model}:${id}`, { payload, expiresAt });
    this.#changed();
  }

  /** What oidc-provider keeps of one of its models. */
  adapter(model: string): Adapter {
    return {
      find: (id) => Promise.resolve(this.find(model, id)),
      findByUid: (uid) => {
        const found = this.#ofModel(model).find(([, { payload }]) => payload.uid === uid);
        return Promise.resolve(found?.[1].payload);
      },
      findByUserCode: () => DONE,
      upsert: (id, payload, lifetime) => {
        this.set(model, id, payload, lifetime);
        return DONE;
      },
      consume: (id) => {
        const payload = this.find(model, id);
        if (!payload || payload.consumed) throw new errors.InvalidGrant('already used');
        payload.consumed = Math.floor(Date.now() / 1000);
        this.#changed();
        return DONE;
      },
      destroy: (id) => {
        this.#entries.delete(`${model}:${id}`);
        this.#changed();
        return DONE;
      },
      revokeByGrantId: (grantId) => {
        for (const [key, { payload }] of this.#ofModel(model)) {
          if (payload.grantId === grantId) this.#entries.delete(key);
        }
        this.#changed();
        return DONE;
      },
    };
  }

  /** Resolves when everything is on disk. */
  flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#writing = this.#writing.then(() => this.#write());
    return this.#writing;
  }

  #ofModel(model: string): [string, Entry][] {
    const prefix = `${model}:`;
    return [...this.#entries].filter(([key, entry]) => key.startsWith(prefix) && isLive(entry));
  }

  #changed(): void {
    if (this.#file) this.#timer ??= setTimeout(() => void this.flush(), WRITE_DELAY).unref();
  }

  async #write(): Promise<void> {
    if (!this.#file) return;
    for (const [key, entry] of this.#entries) if (!isLive(entry)) this.#entries.delete(key);
    const { signingKey, cookieKeys } = this;
    const state = { signingKey, cookieKeys, entries: Object.fromEntries(this.#entries) };
    try {
      await writeFile(`${this.#file}.new`, JSON.stringify(state), { mode: 0o600 });
      await rename(`${this.#file}.new`, this.#file);
    } catch (error) {
      this.#log(`sessions could not be saved: ${String(error)}`);
    }
  }
}

const DONE = Promise.resolve();

const isLive = ({ expiresAt }: Entry) => expiresAt === null || expiresAt > Date.now();

function newState(): State {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return {
    signingKey: { ...privateKey.export({ format: 'jwk' }), alg: 'RS256', use: 'sig' },
    cookieKeys: [randomBytes(32).toString('base64url')],
    entries: {},
  };
}

/** Throws when `saved` is not what `#write` writes. */
function parseState(saved: string): State {
  const state = JSON.parse(saved) as State;
  createPrivateKey({ key: state.signingKey, format: 'jwk' });
  const whole =
    state.cookieKeys.length > 0 &&
    state.cookieKeys.every((key) => typeof key === 'string' && key.length >= 32) &&
    Object.values(state.entries).every(
      ({ payload, expiresAt }) =>
        typeof payload === 'object' && (expiresAt === null || typeof expiresAt === 'number'),
    );
  if (!whole) throw new Error('a part is missing');
  return state;
}
