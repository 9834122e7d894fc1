import type { ListedPet, Pet, PetDetails } from '../api/models.ts';
import { HttpError } from '../http/http-error.ts';
import { checkWholeCents } from '../http/input.ts';
import { ConditionFailed, ignoreConditionFailed } from '../table/dynamodb.ts';
import { isSold } from '../table/item.ts';
import type { PetItem } from '../table/item.ts';
import { getListed, putListed, queryAllListed } from '../table/pets.ts';
import type { Only } from '../table/pets.ts';
import { putBack, removeListed } from '../table/removal.ts';

export type { Only } from '../table/pets.ts';

/** How many writes of one list are under way at once. */
const WRITES_AT_ONCE = 25;

/**
 * Makes the list exactly this. Sales stay as they are: see `putListed` and `removeListed`.
 *
 * @throws HttpError 400 if two pets have the same id; nothing is changed then
 */
export async function replacePets(pets: readonly ListedPet[]): Promise<void> {
  const wanted = new Map(pets.map(({ id, type, price }) => [id, { id, type, price }]));
  if (wanted.size < pets.length) throw new HttpError(400, 'Each pet must have an id of its own.');
  for (const { price } of pets) checkWholeCents(price);

  const existing = new Map((await queryAllListed()).map((item) => [item.id, item]));
  const changed = [...wanted.values()].filter((pet) => {
    const item = existing.get(pet.id);
    return !item || (!isSold(item) && (item.type !== pet.type || item.price !== pet.price));
  });
  const removedIds = [...existing.keys()].filter((id) => !wanted.has(id));
  await inGroups(changed, async (pet) => {
    await putListed(pet).catch(ignoreConditionFailed);
  });
  await inGroups(removedIds, removeListed);
}

/**
 * Lists a pet or changes the one that is listed; with `soldAt`, puts a sold pet back on the list.
 *
 * @throws HttpError 400 for a price that is not in whole cents, 404 if there is no such sale to put
 *   back, 409 if the pet is sold, 412 if the id is not as `only` demands
 */
export async function putPet(
  id: number,
  { type, price, soldAt }: PetDetails,
  only?: Only,
): Promise<{ pet: Pet; created: boolean }> {
  checkWholeCents(price);
  if (soldAt !== undefined) return putSoldBack(id, soldAt, only);
  try {
    const { created } = await putListed({ id, type, price }, only);
    return { pet: { id, type, price, isSold: false }, created };
  } catch (error) {
    if (!(error instanceof ConditionFailed)) throw error;
    if (only === 'create') throw taken(id);
    if (only === 'change' && !(await getListed(id))) {
      throw new HttpError(412, `The shop has no pet ${id} any more. Reload the list.`);
    }
    throw new HttpError(409, `Pet ${id} is sold and can't be changed any more.`);
  }
}

/** Takes a pet off the list, sold or not; a sale is kept. */
export function removePet(id: number): Promise<void> {
  return removeListed(id);
}

/** Type, price and buyer are those of the sale, whatever the caller says of them. */
async function putSoldBack(
  id: number,
  soldAt: string,
  only?: Only,
): Promise<{ pet: Pet; created: boolean }> {
  if (only === 'change') {
    throw new HttpError(
      400,
      'If-Match and soldAt exclude each other: to put back, the id is free.',
    );
  }
  try {
    const back = await putBack(id, soldAt);
    if (back) return { pet: petOf(back.item, maskEmail), created: back.created };
  } catch (error) {
    throw error instanceof ConditionFailed ? taken(id) : error;
  }
  throw new HttpError(404, `No pet ${id} that was sold at ${soldAt} was taken off the list.`);
}

const taken = (id: number): HttpError =>
  new HttpError(412, `The id ${id} is taken. Reload the list and take another.`);

/** A pet as the API shows it, with its buyer's address as `show` makes it. */
export function petOf(item: PetItem, show: (email: string) => string): Pet {
  const { id, type, price } = item;
  return isSold(item)
    ? { id, type, price, isSold: true, soldTo: show(item.soldTo) }
    : { id, type, price, isSold: false };
}

/** `ann@example.com` as `a***@e***.com`: enough for its owner to recognise, for nobody else. */
export function maskEmail(email: string): string {
  const at = email.lastIndexOf('@');
  const domain = email.slice(at + 1);
  const dot = domain.lastIndexOf('.');
  const [first = ''] = email.slice(0, Math.max(at, 0));
  const [firstOfDomain = ''] = domain;
  return `${first}***@${firstOfDomain}***${dot > 0 ? domain.slice(dot) : ''}`;
}

async function inGroups<T>(items: readonly T[], write: (item: T) => Promise<void>): Promise<void> {
  for (let start = 0; start < items.length; start += WRITES_AT_ONCE) {
    await Promise.all(items.slice(start, start + WRITES_AT_ONCE).map(write));
  }
}
