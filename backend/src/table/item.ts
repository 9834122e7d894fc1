/** The partition of all pets: the shop, as in the tutorial. */
export const SHOP = 'default';

/**
 * A pet as the table stores it (see PetsTable in template.yaml). Each pet has one item, forever: an id
 * is never used again.
 */
export interface PetItem extends Partial<Sale> {
  /** The shop. */
  username: string;
  id: number;
  type: string;
  /** In US dollars. */
  price: number;
  /** When it left the list; not there while it is listed (RFC 3339, UTC). */
  removedAt?: string;
  /** Tells its creator that this is the pet they added, if the answer got lost. */
  idempotencyKey?: string;
}

/** What a purchase adds to a pet. From then on neither this nor type and price ever change. */
export interface Sale {
  /** The shop that sold it. */
  soldBy: string;
  /** Who bought it: the `sub` of the ID token, which identifies. */
  buyer: string;
  /** The buyer's email address, which is shown. */
  soldTo: string;
  /** RFC 3339, UTC. */
  soldAt: string;
}

export type SoldPetItem = PetItem & Sale;

/** What a shopkeeper enters about a pet. */
export type PetFacts = Pick<PetItem, 'id' | 'type' | 'price'>;

/** A listed pet as the indexes of the list hold it. */
export type ListEntry = PetFacts & Partial<Pick<Sale, 'soldTo'>>;

/** A sold pet as the indexes of sales hold it. */
export type SaleEntry = PetFacts & Pick<SoldPetItem, 'soldTo' | 'soldAt' | 'removedAt'>;

/** The two halves of the list: what can be bought, and what is sold. */
export const HALVES = ['available', 'sold'] as const;
export type Half = (typeof HALVES)[number];

export const isSold = (item: PetItem): item is SoldPetItem => item.soldAt !== undefined;

/** Between the parts of a sort key, and after each type: no `typeKey` can hold it. */
const SEPARATOR = '\t';
/** The character after the separator. */
const AFTER_SEPARATOR = '\n';

/** Digits of the highest price in cents and of the highest id: texts sort as their numbers do. */
const PRICE_DIGITS = 9;
const ID_DIGITS = 16;

const digitsOf = (id: number): string => String(id).padStart(ID_DIGITS, '0');

/** The keys that put a pet on the list. An item without them is in no index of the list. */
export const listKeys = (id: number, half: Half) => ({
  listPartition: `${SHOP}/${half}`,
  byId: `${half}${SEPARATOR}${digitsOf(id)}`,
});

/** The sort keys that follow from a pet's type and price, whether it is listed or not. */
export function sortKeys({ id, type, price }: PetFacts) {
  const cents = String(Math.round(price * 100)).padStart(PRICE_DIGITS, '0');
  const byPrice = `${cents}${SEPARATOR}${digitsOf(id)}`;
  return {
    byPrice,
    byType: `${typeKey(type)}${SEPARATOR}${digitsOf(id)}`,
    byTypeAndPrice: `${typeKey(type)}${SEPARATOR}${byPrice}`,
  };
}

/** What a shopkeeper may change of a pet, with the keys that follow from it. */
export const factsOf = ({ id, type, price }: PetFacts) => ({
  type,
  price,
  ...sortKeys({ id, type, price }),
});

/** The item of a pet that can be bought. */
export const listedItem = (pet: PetFacts) => ({
  username: SHOP,
  id: pet.id,
  ...factsOf(pet),
  ...listKeys(pet.id, 'available'),
});

/** The type that a key `byType` begins with. */
export const typeIn = (byType: string): string => byType.slice(0, byType.indexOf(SEPARATOR));

/** Above each key `byType` of this type and below those of all that follow it. */
export const afterType = (key: string): string => `${key}${AFTER_SEPARATOR}`;

/**
 * One spelling for all ways to write a type: "Dog " and "dog" are the same. Compatible characters
 * are one (NFKC, Unicode Standard Annex 15). Lower, upper, lower case folds: "ẞ" and "ß" to "ss".
 * The spelling of a spelling is the same.
 */
export const typeKey = (type: string): string =>
  type
    .normalize('NFKC')
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase()
    .toUpperCase()
    .toLowerCase()
    .normalize('NFKC');
