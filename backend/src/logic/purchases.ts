import type { Pet, Sale } from '../api/models.ts';
import type { User } from '../auth/id-token.ts';
import { HttpError } from '../http/http-error.ts';
import { ConditionFailed } from '../table/dynamodb.ts';
import { isSold } from '../table/item.ts';
import type { SaleEntry } from '../table/item.ts';
import { getPet, getPets, sell } from '../table/pets.ts';
import { querySales } from '../table/sales.ts';
import type { SalePosition } from '../table/sales.ts';
import { petOf } from './pets.ts';

const unmasked = (email: string): string => email;

/**
 * Sells a pet to a user. Buying it again oneself changes nothing and succeeds, so that a buyer
 * whose first answer got lost may simply try again, even if the pet has left the list since.
 *
 * @throws HttpError 403 without a verified address, which the pet would be sold to; 404 if the shop has no
 *   such pet, 409 if it is sold to someone else
 */
export async function buyPet(petId: number, user: User): Promise<Pet> {
  const { email: soldTo } = user;
  if (!soldTo) throw new HttpError(403, 'The ID token has no verified email address.');
  try {
    const sale = { buyer: user.sub, soldTo, soldAt: new Date().toISOString() };
    return petOf(await sell(petId, sale), unmasked);
  } catch (error) {
    if (!(error instanceof ConditionFailed)) throw error;
  }
  // A pet that is not sold now was not sold when it was refused either: it was not listed.
  const item = await getPet(petId);
  if (!item || !isSold(item)) throw new HttpError(404, `The shop has no pet ${petId}.`);
  if (item.buyer === user.sub) return petOf(item, unmasked);
  throw new HttpError(409, `Pet ${petId} is sold to someone else.`);
}

/**
 * A page of what a user may see of the sales: a buyer the own purchases, a shop keeper all.
 *
 * @param after where the page before ended: what this function returned as `next`
 * @throws HttpError 400 if `after` is something else
 */
export async function listSales(
  user: User,
  limit: number,
  after?: string,
): Promise<{ sales: Sale[]; next?: string }> {
  const of = user.role === 'admin' ? 'shop' : { buyer: user.sub };
  const { sales, end } = await querySales(
    of,
    limit,
    after === undefined ? undefined : decode(after),
  );
  return {
    sales: sales.map(saleOf),
    ...(end && { next: encode(end) }),
  };
}

/** What a user may see of the sales of at most 100 pets, in no particular order. */
export async function listSalesOf(user: User, ids: readonly number[]): Promise<Sale[]> {
  const items = await getPets(ids);
  return items
    .filter(isSold)
    .filter(({ buyer }) => user.role === 'admin' || buyer === user.sub)
    .map(saleOf);
}

function saleOf({ id, type, price, soldTo, soldAt, removedAt }: SaleEntry): Sale {
  return { id, type, price, soldTo, soldAt, isListed: removedAt === undefined };
}

const encode = ({ soldAt, id }: SalePosition): string => `${soldAt}.${id}`;

function decode(after: string): SalePosition {
  const [, soldAt, id] =
    /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)\.([1-9]\d{0,15})$/.exec(after) ?? [];
  if (soldAt !== undefined && Number.isSafeInteger(Number(id))) return { soldAt, id: Number(id) };
  throw new HttpError(400, 'after must be taken from the Link of the page before.');
}
