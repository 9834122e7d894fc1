import { randomUUID } from 'node:crypto';
import type { ListedPet, Pet } from '../api/models.ts';
import { HttpError } from '../http/http-error.ts';
import { checkWholeCents } from '../http/input.ts';
import { ConditionFailed } from '../table/dynamodb.ts';
import { isSold, typeKey } from '../table/item.ts';
import type { ListEntry, PetFacts } from '../table/item.ts';
import { queryAllListed } from '../table/list-index.ts';
import * as table from '../table/pets.ts';

/** How many writes of one list run at once. */
const WRITES_AT_ONCE = 25;

/** The highest id that may be chosen. Above it there is only the next free one, so one is always left. */
const MAX_CHOSEN_ID = 1_000_000_000_000;

/** How far a list's ids may be above the highest ever used: the list may come from another shop. */
const MAX_ID_STEP = 1000;

/** The limit for a type, in characters as people count them. */
const MAX_TYPE_CHARACTERS = 40;

/** How long a type may be in its normal form (NFKC). It is part of index keys. */
const MAX_TYPE_KEY = 240;

/**
 * Makes the list exactly this. A sold pet stays as it was sold; a removed one comes back.
 *
 * @throws HttpError 400 if a pet is not valid or two have the same id; nothing is changed then
 */
export async function replacePets(pets: readonly ListedPet[]): Promise<void> {
  const wanted = new Map(pets.map(({ id, type, price }) => [id, { id, type, price }]));
  if (wanted.size < pets.length) throw new HttpError(400, 'Each pet must have a unique id.');
  pets.forEach(checkFacts);
  await checkListIds(pets.map(({ id }) => id));

  const listed = new Map((await queryAllListed()).map((entry) => [entry.id, entry]));
  const changed = [...wanted.values()].filter((pet) => {
    const entry = listed.get(pet.id);
    return !entry || (entry.soldTo === undefined && !hasFacts(entry, pet));
  });
  const removedIds = [...listed.keys()].filter((id) => !wanted.has(id));
  await inGroups(changed, putOnList);
  await inGroups(removedIds, table.remove);
}

/** What must hold for `putPet`: that the id was never used, or that the pet is listed. */
export type Only = 'create' | 'change';

/**
 * Lists a pet, changes the one that is listed, or puts one back that was removed: a sold one as it
 * was sold.
 *
 * @param idempotencyKey made once for each pet that is created: with it a repeated call finds the
 *   pet that the first one has created
 * @returns the pet, and whether the list didn't show it before
 * @throws HttpError 400 for an invalid type or price, 409 if the pet is sold, 412 if the id is not as
 *   `only` requires; if another id would do, `nextId` is the next free one
 */
export async function putPet(
  pet: PetFacts,
  only?: Only,
  idempotencyKey?: string,
): Promise<{ pet: Pet; created: boolean }> {
  checkFacts(pet);
  if (only === 'change') return { pet: await changePet(pet), created: false };
  await checkReachable(pet.id);
  if (only === 'create') return { pet: await createPet(pet, idempotencyKey), created: true };
  const { entry, isNew } = await putOnList(pet);
  if (!isNew && !hasFacts(entry, pet)) throw sold(pet.id);
  return { pet: petOf(entry, maskEmail), created: isNew };
}

/**
 * Takes a pet off the list, sold or not. To put it back, `putPet` what this returns.
 *
 * @returns the pet as it left the list, now or before
 * @throws HttpError 404 if the shop never had it
 */
export async function removePet(id: number): Promise<Pet> {
  try {
    return petOf(await table.remove(id), maskEmail);
  } catch (error) {
    if (!(error instanceof ConditionFailed)) throw error;
    throw new HttpError(404, `The shop has never had a pet ${id}.`);
  }
}

/** The SDK repeats a write whose answer it lost. A key of the call's own shows that here too. */
async function createPet(pet: PetFacts, idempotencyKey: string = randomUUID()): Promise<Pet> {
  try {
    await table.create(pet, idempotencyKey);
    return petOf(pet, maskEmail);
  } catch (error) {
    if (!(error instanceof ConditionFailed)) throw error;
  }
  const item = await table.getPet(pet.id);
  if (item?.idempotencyKey !== idempotencyKey) {
    const nextId = await table.nextFreeId();
    throw new HttpError(412, `The id ${pet.id} is taken. The next free one is ${nextId}.`, {
      nextId,
    });
  }
  if (item.removedAt === undefined) return petOf(item, maskEmail);
  throw new HttpError(409, `This call added pet ${pet.id}, which has been removed since.`);
}

async function changePet(pet: PetFacts): Promise<Pet> {
  try {
    await table.change(pet);
    return petOf(pet, maskEmail);
  } catch (error) {
    if (!(error instanceof ConditionFailed)) throw error;
  }
  // A pet that is not sold now was not sold when it was refused either: it was not listed.
  const item = await table.getPet(pet.id);
  if (!item || item.removedAt !== undefined || !isSold(item)) {
    throw new HttpError(412, `Pet ${pet.id} is no longer in the shop. Reload the list.`);
  }
  if (!hasFacts(item, pet)) throw sold(pet.id);
  return petOf(item, maskEmail);
}

/** Makes the list show a pet: a sold one as it was sold, any other with this type and price. */
async function putOnList(pet: PetFacts): Promise<{ entry: ListEntry; isNew: boolean }> {
  try {
    return { entry: pet, isNew: await table.list(pet) };
  } catch (error) {
    if (!(error instanceof ConditionFailed)) throw error;
  }
  const before = await table.listSold(pet.id);
  return { entry: before, isNew: before.removedAt !== undefined };
}

function checkFacts({ type, price }: PetFacts): void {
  checkTypeKey(type);
  const characters = [...graphemes.segment(type)].length;
  if (characters > MAX_TYPE_CHARACTERS) {
    throw new HttpError(
      400,
      `type has ${characters} characters. It can have at most ${MAX_TYPE_CHARACTERS}.`,
    );
  }
  checkWholeCents(price);
}

/** Splits a text into characters as people see them (Unicode Standard Annex 29). */
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** @throws HttpError 400 for a type that is too long to be part of a key */
export function checkTypeKey(type: string): void {
  if (typeKey(type).length <= MAX_TYPE_KEY) return;
  throw new HttpError(
    400,
    `type is too long: in its normal form it has over ${MAX_TYPE_KEY} characters.`,
  );
}

/** @throws HttpError 400 for an id that would leave too few above it */
async function checkListIds(ids: readonly number[]): Promise<void> {
  const highest = Math.max(0, ...ids);
  if (highest <= MAX_CHOSEN_ID) return;
  const limit = Math.max(MAX_CHOSEN_ID, (await table.nextFreeId()) - 1) + MAX_ID_STEP;
  if (highest <= limit) return;
  throw new HttpError(400, `The id ${highest} is too high; use one up to ${limit}.`);
}

/** @throws HttpError 412 for an id that would leave too few above it */
async function checkReachable(id: number): Promise<void> {
  if (id <= MAX_CHOSEN_ID) return;
  const nextId = await table.nextFreeId();
  if (id <= nextId) return;
  throw new HttpError(412, `The id ${id} is too high. The next free one is ${nextId}.`, { nextId });
}

const hasFacts = (one: PetFacts, other: PetFacts): boolean =>
  one.type === other.type && one.price === other.price;

const sold = (id: number): HttpError =>
  new HttpError(409, `Pet ${id} is sold and can’t be changed.`);

/** A pet as the API shows it, with its buyer's address as `show` makes it. */
export function petOf(
  { id, type, price, soldTo }: ListEntry,
  show: (email: string) => string,
): Pet {
  return soldTo === undefined
    ? { id, type, price, isSold: false }
    : { id, type, price, isSold: true, soldTo: show(soldTo) };
}

/** `ann@example.com` as `a***@e***.com`: enough for its owner to recognize, for nobody else. */
export function maskEmail(email: string): string {
  const at = email.lastIndexOf('@');
  const domain = email.slice(at + 1);
  const dot = domain.lastIndexOf('.');
  const [first = ''] = email.slice(0, Math.max(at, 0));
  const [firstOfDomain = ''] = domain;
  return `${first}***@${firstOfDomain}***${dot > 0 ? domain.slice(dot) : ''}`;
}

/** When it ends, also by an error, no write is under way that could still meet a later call. */
async function inGroups<T>(
  items: readonly T[],
  write: (item: T) => Promise<unknown>,
): Promise<void> {
  for (let start = 0; start < items.length; start += WRITES_AT_ONCE) {
    const group = items.slice(start, start + WRITES_AT_ONCE).map(write);
    await Promise.allSettled(group);
    await Promise.all(group);
  }
}
