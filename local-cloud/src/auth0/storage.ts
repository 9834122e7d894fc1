import { createPrivateKey, generateKeyPairSync, type JsonWebKey } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { errors, type Adapter, type AdapterPayload } from 'oidc-provider';

/** Takes a line for the terminal. */
export type Log = (line: string) => void;

/** The file; the key of an entry is its model and its id. */
type Saved = { signingKey: JsonWebKey; entries: [string, AdapterPayload][] };

/** What `openStorage` gives. */
export type Storage = ReturnType<typeof openStorage>;

/**
 * The stand-in's key, users, sessions and tokens: in memory and, given a directory, in its file
 * `auth0.json`, readable for the owner alone. A damaged file is replaced, which logs everyone out.
 *
 * @param leeway for how many seconds the refresh token that was used last may be used again
 * @see https://auth0.com/docs/secure/tokens/refresh-tokens/configure-refresh-token-rotation
 */
export function openStorage(directory: string | undefined, log: Log, leeway: number) {
  const file = directory && join(directory, 'auth0.json');
  if (directory) mkdirSync(directory, { recursive: true });
  const { signingKey, entries } = readState(file, log);

  /** Each change is on disk at once. */
  const change = (edit: () => void): Promise<void> => {
    edit();
    if (!file) return Promise.resolve();
    const live = [...entries].filter(([, { exp = Infinity }]) => exp * 1000 > Date.now());
    writeFileSync(`${file}.new`, JSON.stringify({ signingKey, entries: live }), { mode: 0o600 });
    renameSync(`${file}.new`, file);
    return Promise.resolve();
  };

  /** The stored entries of one of oidc-provider's models, or of one of the stand-in's own. */
  const adapter = (model: string): Adapter => {
    const find = (id: string) => {
      const entry = entries.get(`${model}:${id}`);
      const usedAt = Number(entry?.consumed);
      const isLenient = model === 'RefreshToken' && Date.now() < usedAt + leeway * 1000;
      return isLenient ? { ...entry, consumed: undefined } : entry;
    };
    const findByUid = (uid: string) =>
      [...entries.values()].find((one) => one.kind === model && one.uid === uid);
    return {
      find: (id) => Promise.resolve(find(id)),
      findByUid: (uid) => Promise.resolve(findByUid(uid)),
      findByUserCode: () => Promise.resolve(),
      upsert: (id, payload) => change(() => entries.set(`${model}:${id}`, payload)),
      destroy: (id) => change(() => entries.delete(`${model}:${id}`)),
      consume: (id) => {
        if (find(id)?.consumed) throw new errors.InvalidGrant('already used');
        return change(() => {
          const used = entries.get(`${model}:${id}`) ?? {};
          for (const other of entries.values()) {
            const isOfGrant = other.kind === model && other.grantId === used.grantId;
            // Whatever was used before this one is used up.
            if (isOfGrant && other.consumed && other !== used) other.consumed = 1;
          }
          used.consumed ??= Date.now();
        });
      },
      revokeByGrantId: (grantId) =>
        change(() => {
          const ofGrant = [...entries].filter(([, payload]) => payload.grantId === grantId);
          for (const [key] of ofGrant) entries.delete(key);
        }),
    };
  };
  void change(() => undefined);
  return { signingKey, adapter };
}

function readState(file: string | undefined, log: Log) {
  try {
    if (file && existsSync(file)) {
      const { signingKey, entries } = JSON.parse(readFileSync(file, 'utf8')) as Saved;
      createPrivateKey({ key: signingKey, format: 'jwk' });
      return { signingKey, entries: new Map(entries) };
    }
  } catch {
    log(`${file} is damaged. Starting over with a new key; everyone is logged out`);
  }
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const signingKey = { ...privateKey.export({ format: 'jwk' }), alg: 'RS256', use: 'sig' };
  return { signingKey, entries: new Map<string, AdapterPayload>() };
}
