/**
 * Taking pets off the list and putting them back.
 *
 * A sale must outlive the listing, and the id must become free: so a sold pet moves to a partition
 * of its own. Without a transaction a move is two writes, a copy and then a deletion. An interruption
 * loses nothing, and the same call again completes it.
 *
 * Moves in both directions may meet. `timesPutBack` orders them: it grows each time that the pet
 * comes back, a copy never replaces a newer one, and a deletion hits only the very item that was
 * copied. Who comes late undoes nothing.
 */
import { ConditionFailed, deleteIf, getItem, ignoreConditionFailed, putIf } from './dynamodb.ts';
import { isSold, listedItem, removedFrom, removedItem, LIST_PARTITIONS, SHOP } from './item.ts';
import type { SoldPetItem } from './item.ts';
import { getListed } from './pets.ts';

/**
 * Takes a pet off the list. Of a sold pet the sale is kept: it moves off the list, to where both
 * indexes of sales still find it.
 */
export async function removeListed(id: number): Promise<void> {
  try {
    await deleteIf({ username: SHOP, id }, 'attribute_not_exists(soldAt)');
  } catch (error) {
    if (!(error instanceof ConditionFailed)) throw error;
    const item = await getListed(id);
    if (item && isSold(item)) await moveOff(item);
  }
}

async function moveOff(item: SoldPetItem): Promise<void> {
  const { username, id, soldAt, timesPutBack } = item;
  const times = { ':times': timesPutBack };
  const removed = removedItem(item);
  try {
    await putIf(removed, 'attribute_not_exists(id) OR timesPutBack <= :times', times);
    const condition = 'soldAt = :soldAt AND timesPutBack = :times';
    await deleteIf({ username, id }, condition, { ':soldAt': soldAt, ...times });
  } catch (error) {
    if (!(error instanceof ConditionFailed)) throw error;
    if (!(await getListedSale(id, soldAt))) return;
    await deleteCopy(removed).catch(ignoreConditionFailed);
  }
}

/**
 * Puts a sold pet that was taken off the list back on it, as it was sold. Once it is there, the same
 * call again changes nothing.
 *
 * @returns the pet and whether it was off the list; undefined if there is no such sale
 * @throws ConditionFailed if the id belongs to another pet
 */
export async function putBack(
  id: number,
  soldAt: string,
): Promise<{ item: SoldPetItem; created: boolean } | undefined> {
  const removed = await getRemoved(id, soldAt);
  const listed = await getListedSale(id, soldAt);
  if (!removed) return listed && { item: listed, created: false };
  if (listed && listed.timesPutBack > removed.timesPutBack) {
    await deleteCopy(removed).catch(ignoreConditionFailed);
    return { item: listed, created: false };
  }
  // A listed one may still be on its way off: written anew, it stays.
  const timesPutBack = removed.timesPutBack + 1;
  const item = {
    ...removed,
    ...listedItem(removed),
    listPartition: LIST_PARTITIONS.sold,
    timesPutBack,
  };
  await putIf(item, 'attribute_not_exists(id) OR (soldAt = :soldAt AND timesPutBack <= :times)', {
    ':soldAt': soldAt,
    ':times': timesPutBack,
  });
  try {
    await deleteCopy(removed);
  } catch (error) {
    if (!(error instanceof ConditionFailed)) throw error;
    // Someone else was faster with this copy, and may have taken the pet off once more.
    return putBack(id, soldAt);
  }
  return { item, created: true };
}

/**
 * Deletes the copy of a sale.
 *
 * @throws ConditionFailed if it is gone or a later removal has replaced it
 */
function deleteCopy({ username, id, timesPutBack }: SoldPetItem): Promise<void> {
  return deleteIf({ username, id }, 'timesPutBack = :times', { ':times': timesPutBack });
}

/** The listed pet that was sold at this time, or undefined. */
async function getListedSale(id: number, soldAt: string): Promise<SoldPetItem | undefined> {
  const item = await getListed(id);
  return item && isSold(item) && item.soldAt === soldAt ? item : undefined;
}

/** The sale of this time whose pet was taken off the list, or undefined. */
const getRemoved = (id: number, soldAt: string): Promise<SoldPetItem | undefined> =>
  getItem({ username: removedFrom(soldAt), id }) as Promise<SoldPetItem | undefined>;
