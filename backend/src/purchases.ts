import type { Pet, Sale } from './api/models.ts';
import { ConditionFailed } from './documents.ts';
import { HttpError } from './http.ts';
import type { User } from './id-token.ts';
import { isListed, isSold } from './item.ts';
import type { SoldPetItem } from './item.ts';
import { petOf } from './pets.ts';
import { querySales } from './sales.ts';
import type { SalePosition } from './sales.ts';
import { getListed, getSomeListed, sell } from './table.ts';

const unmasked = (email: string): string => email;

/**
 * Sells a pet to a user. Buying it again oneself changes nothing and succeeds, so that a buyer
 * whose first answer got lost may simply try again.
 *
 * @throws HttpError 404 if the shop has no such pet, 409 if it is sold to someone else
 */
export async function buyPet(petId: number, user: User): Promise<Pet> {
  try {
    const sale = { buyer: user.sub, soldTo: user.email, soldAt: new Date().toISOString() };
    return petOf(await sell(petId, sale), unmasked);
  } catch (error) {
    if (!(error instanceof ConditionFailed)) throw error;
  }
  const item = await getListed(petId);
  if (!item) throw new HttpError(404, `The shop has no pet ${petId}.`);
  if (isSold(item) && item.buyer === user.sub) return petOf(item, unmasked);
  throw new HttpError(409, `Pet ${petId} is sold to someone else.`);
}

/**
 * A page of what a user may see of the sales: a buyer the own purchases, a shop keeper all.
 *
 * @param after where the page before ended (an opaque text that this function returned as `next`)
 * @throws HttpError 400 if `after` is something else
 */
export async function listSales(
  user: User,
  limit: number,
  after?: string,
): Promise<{ sales: Sale[]; next?: string }> {
  const of = user.role === 'admin' ? 'shop' : { buyer: user.sub };
  const { sales, end } = await querySales(of, limit, after ? decode(after) : undefined);
  return {
    sales: sales.map(saleOf),
    ...(end && { next: encode(end) }),
  };
}

/** What a user may see of the sales of at most 100 listed pets, in no particular order. */
export async function listSalesOf(user: User, ids: readonly number[]): Promise<Sale[]> {
  const items = await getSomeListed(ids);
  return items
    .filter(isSold)
    .filter(({ buyer }) => user.role === 'admin' || buyer === user.sub)
    .map(saleOf);
}

function saleOf(item: SoldPetItem): Sale {
  const { id, type, price, soldTo, soldAt } = item;
  return { id, type, price, soldTo, soldAt, isListed: isListed(item) };
}

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';

const encode = ({ soldAt, id, username }: SalePosition): string =>
  Buffer.from(JSON.stringify([soldAt, id, username])).toString('base64url');

function decode(after: string): SalePosition {
  try {
    const text = Buffer.from(after, 'base64url').toString();
    const [soldAt, id, username] = JSON.parse(text) as unknown[];
    if (isText(soldAt) && isText(username) && typeof id === 'number') {
      return { soldAt, id, username };
    }
  } catch {
    // Not JSON: refused below.
  }
  throw new HttpError(400, 'after must be taken from the Link of the page before.');
}
