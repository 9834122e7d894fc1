import { codeInTime, isOutdated } from '../ui/load-code';
import { CredentialsError } from './credentials-error';

/**
 * Loads code that a signed call needs. It never reloads the page, since a change may be under way there.
 *
 * @throws CredentialsError
 */
export const loadForAws = <T>(load: () => Promise<T>): Promise<T> =>
  codeInTime(load).catch(async (cause: unknown) => {
    throw new CredentialsError((await isOutdated()) ? 'Outdated' : 'Unreachable', { cause });
  });
