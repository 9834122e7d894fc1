import type { Api } from '../../api/api';
import { petsGet } from '../../api/functions';
import type { Pet } from '../../api/models';
import { pages } from '../../api-client/pages';

/** The API gives at most this many pets in a page. */
const MAX_PAGE_SIZE = 100;

/**
 * Loads all the shop's pets, however many.
 *
 * @param progress is told how many pets have come
 * @throws the error of the HTTP client
 */
export async function allPets(
  api: Api,
  progress?: (count: number) => void,
): Promise<readonly Pet[]> {
  const pets: Pet[] = [];
  const all = pages((next) => {
    const before = next?.get('before');
    const parameters = { limit: MAX_PAGE_SIZE, ...(before && { before: Number(before) }) };
    return api.invoke$Response(petsGet, parameters);
  });
  for await (const page of all) {
    pets.push(...page);
    progress?.(pets.length);
  }
  return pets;
}
