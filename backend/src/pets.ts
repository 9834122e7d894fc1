import type { ListedPet, Pet, PetDetails } from './api/models.ts';
import { HttpError } from './http.ts';
import { checkWholeCents } from './input.ts';
import {
  ConditionFailed,
  ignoreConditionFailed,
  isSold,
  putListed,
  queryAllListed,
  queryListed,
  removeListed,
} from './table.ts';
import type { PetItem } from './table.ts';

/** How many writes of one list are under way at once. */
const WRITES_AT_ONCE = 25;

/** A page of the list for everyone: the highest id first, buyers' addresses masked. */
export async function listPets(
  limit: number,
  before?: number,
): Promise<{ pets: Pet[]; next?: number }> {
  const items = await queryListed(limit + 1, before);
  const page = items.slice(0, limit);
  const next = items.length > limit ? page.at(-1)?.id : undefined;
  return { pets: page.map((item) => petOf(item, maskEmail)), ...(next && { next }) };
}

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
  const gone = [...existing.keys()].filter((id) => !wanted.has(id));
  await inGroups(changed, async (pet) => {
    await putListed(pet).catch(ignoreConditionFailed);
  });
  await inGroups(gone, removeListed);
}

/**
 * Lists a pet or changes the one that is listed.
 *
 * @throws HttpError 400 for a price that is not in whole cents, 409 if the pet is sold, 412 if
 *   `createOnly` and the id is taken
 */
export async function putPet(
  id: number,
  { type, price }: PetDetails,
  createOnly: boolean,
): Promise<{ pet: Pet; created: boolean }> {
  checkWholeCents(price);
  try {
    const { created } = await putListed({ id, type, price }, createOnly);
    return { pet: { id, type, price, isSold: false }, created };
  } catch (error) {
    if (!(error instanceof ConditionFailed)) throw error;
    throw createOnly
      ? new HttpError(412, `The id ${id} is taken. Reload the list and take another.`)
      : new HttpError(409, `Pet ${id} is sold and can't be changed any more.`);
  }
}

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
