/** The partition of the pets on the shop's list, as in the tutorial. */
export const SHOP = 'default';

/** A pet as the table keeps it (see PetsTable in template.yaml). Prices are in US dollars. */
export interface PetItem {
  /** The partition: the shop while the pet is listed, `removedFrom` when it was sold and removed. */
  username: string;
  id: number;
  type: string;
  price: number;
}

/** A pet that was bought. A sale is written once; only `timesPutBack` ever changes. */
export interface SoldPetItem extends PetItem {
  /** The shop that sold it. */
  soldBy: string;
  /** Who bought it: the `sub` of the ID token, which identifies. */
  buyer: string;
  /** The buyer's e-mail address, which is shown. */
  soldTo: string;
  /** RFC 3339, UTC. */
  soldAt: string;
  /** How often it was put back on the list after it had been taken off. */
  timesPutBack: number;
}

/** The two partitions of the list's indexes: the pets that can be bought, and the sold. */
export const LIST_PARTITIONS = { available: `${SHOP}/available`, sold: `${SHOP}/sold` } as const;

/** The sort keys of a listed pet in the list's indexes. Each is unique in its partition. */
export interface ListSortKeys {
  byPrice: string;
  byType: string;
  byTypeAndPrice: string;
}

/** A pet on the list. */
export type ListedPetItem = PetItem & ListSortKeys & { listPartition: string };

/** The partition that keeps a sale whose pet was taken off the list. */
export const removedFrom = (soldAt: string): string => `${SHOP}/removed/${soldAt}`;

/** Whether the pet is on the shop's list; a sold one may have been taken off it. */
export const isListed = (item: PetItem): boolean => item.username === SHOP;

export const isSold = (item: PetItem): item is SoldPetItem => 'soldAt' in item;

/** A listed pet that can be bought. */
export function listedItem({ id, type, price }: Omit<PetItem, 'username'>): ListedPetItem {
  const keys = listSortKeys({ id, type, price });
  return { username: SHOP, id, type, price, listPartition: LIST_PARTITIONS.available, ...keys };
}

/** A sold pet off the list: off the list's indexes too, only those of sales still find it. */
export function removedItem(sold: SoldPetItem): SoldPetItem {
  const { id, type, price, soldBy, buyer, soldTo, soldAt, timesPutBack } = sold;
  const sale = { soldBy, buyer, soldTo, soldAt, timesPutBack };
  return { username: removedFrom(soldAt), id, type, price, ...sale };
}

/** Between the parts of a sort key, and after each type: no type can hold it (see openapi.yaml). */
const SEPARATOR = '\t';
/** The character after the separator. */
const AFTER_SEPARATOR = '\n';

/** Digits of the highest price in cents and of the highest id: texts sort as their numbers do. */
const PRICE_DIGITS = 9;
const ID_DIGITS = 16;

/** No sort key is a sale's business: to sell a pet, only its partition changes. */
export function listSortKeys({ id, type, price }: Omit<PetItem, 'username'>): ListSortKeys {
  const idKey = String(id).padStart(ID_DIGITS, '0');
  const cents = String(Math.round(price * 100)).padStart(PRICE_DIGITS, '0');
  const priceKey = `${cents}${SEPARATOR}${idKey}`;
  return {
    byPrice: priceKey,
    byType: `${typeKey(type)}${SEPARATOR}${idKey}`,
    byTypeAndPrice: `${typeKey(type)}${SEPARATOR}${priceKey}`,
  };
}

/** The type that a key `byType` begins with. */
export const typeIn = (byType: string): string => byType.slice(0, byType.indexOf(SEPARATOR));

/** Above each key `byType` of this type and below those of all that follow it. */
export const afterType = (key: string): string => `${key}${AFTER_SEPARATOR}`;

/** One spelling for all ways to write a type: "Dog " and "dog" are the same. */
export const typeKey = (type: string): string => type.trim().toLowerCase().normalize('NFC');
