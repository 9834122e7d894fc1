import type { Pet, PetsPurchaseGetParameters, Sale } from '../api/models.ts';
import type { User } from '../auth/id-token.ts';
import { HttpError } from '../http/http-error.ts';
import { ConditionFailed } from '../table/dynamodb.ts';
import { isSold } from '../table/item.ts';
import type { SaleEntry } from '../table/item.ts';
import { getPet, getPets, sell } from '../table/pets.ts';
import { ALWAYS, querySales } from '../table/sales.ts';
import type { Period, SalePosition } from '../table/sales.ts';
import { petOf } from './pets.ts';

const unmasked = (email: string): string => email;

/**
 * Sells a pet to a user. Buying one's own pet again succeeds and changes nothing, so a buyer whose
 * first answer got lost can simply try again, even if the pet has left the list since.
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
 * A page of the sales that a user may see: a buyer's own purchases, all sales for a shopkeeper.
 *
 * @returns the sales and, if there are more, the query of the next page
 * @throws HttpError 400 if `since` or `until` is not a time, or `after` is not one of this period
 */
export async function listSales(
  user: User,
  { limit, after, since, until }: Omit<PetsPurchaseGetParameters, 'ids'>,
): Promise<{ sales: Sale[]; next?: string }> {
  const of = user.role === 'admin' ? 'shop' : { buyer: user.sub };
  const period = periodOf(since, until);
  const position = after === undefined ? undefined : decode(after, period);
  const { sales, end } = await querySales(of, period, limit, position);
  const next = new URLSearchParams({
    limit: String(limit),
    ...(since !== undefined && { since }),
    ...(until !== undefined && { until }),
    ...(end && { after: encode(end) }),
  });
  return { sales: sales.map(saleOf), ...(end && { next: next.toString() }) };
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

function decode(after: string, { first, last }: Period): SalePosition {
  const [, soldAt, id] =
    /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)\.([1-9]\d{0,15})$/.exec(after) ?? [];
  const isInPeriod = soldAt !== undefined && first <= soldAt && soldAt <= last;
  if (isInPeriod && Number.isSafeInteger(Number(id))) return { soldAt, id: Number(id) };
  throw new HttpError(400, 'after must come from the Link of the previous page.');
}

/** The period from `since` up to but not including `until`. Times are stored in milliseconds. */
function periodOf(since?: string, until?: string): Period {
  const first = since === undefined ? undefined : timeOf('since', since);
  const end = until === undefined ? undefined : timeOf('until', until);
  if (first && end && first >= end) throw new HttpError(400, 'since must be before until.');
  return {
    first: first?.toISOString() ?? ALWAYS.first,
    last: end ? new Date(end.getTime() - 1).toISOString() : ALWAYS.last,
  };
}

/** A date-time of RFC 3339 (section 5.6) in the years 1 to 9998: in UTC, too, it has four digits. */
function timeOf(name: string, text: string): Date {
  const [, local = ''] =
    /^((?!0000|9999)\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.\d{1,3})?(?:Z|[+-]\d\d:\d\d)$/.exec(text) ??
    [];
  const time = new Date(text);
  const inUtc = new Date(`${local}Z`);
  // JavaScript takes February 30 for March 2.
  const isDate = !isNaN(inUtc.getTime()) && inUtc.toISOString().startsWith(local);
  if (isDate && !isNaN(time.getTime())) return time;
  throw new HttpError(400, `${name} must be a time like 2026-11-01T00:00:00Z (RFC 3339).`);
}
