import type { ListedPet, Pet, Sale } from '../../api/models';
import type { WantedList, WantedPet } from './pet-list-text';

/** What an import does to a pet. */
export interface PlannedPet {
  readonly id: number;
  readonly type: string;
  /** In US dollars. */
  readonly price: number;
  /** What it is now, if the import changes it. */
  readonly before?: Pick<Pet, 'type' | 'price'>;
  readonly isSold: boolean;
}

/** What an import does to the shop, by id. */
export interface ImportPlan {
  readonly added: readonly PlannedPet[];
  /** Sold pets that had left the list and come back, still sold. */
  readonly putBack: readonly PlannedPet[];
  readonly changed: readonly PlannedPet[];
  /** They leave the list; the sales of those that are sold are kept. */
  readonly removed: readonly PlannedPet[];
  /** The list says otherwise, but they are sold: they stay as they are. */
  readonly sold: readonly PlannedPet[];
  /** How many are in the list just as they are in the shop. */
  readonly unchanged: number;
}

/** A shop as an import finds it. */
export interface PresentShop {
  /** The pets it lists. */
  readonly pets: readonly Pet[];
  /** The sales of the pets that are in the list to import but no longer in the shop's. */
  readonly sales: readonly Sale[];
}

/** A list, and what importing it does to the shop as it was when that was last looked up. */
export interface Proposal {
  readonly wanted: WantedList;
  readonly plan: ImportPlan;
  /** How many unsold pets the list calls sold. */
  readonly notSold: number;
  /** The list of the shop as it is, to put it back. */
  readonly present: readonly Pet[];
}

/** What importing a list does to a shop. */
export function proposalFor(wanted: WantedList, present: PresentShop): Proposal {
  const soldPets = [...present.pets.filter(({ isSold }) => isSold), ...present.sales];
  const sold = new Set(soldPets.map(({ id }) => id));
  const notSold = wanted.markedAsSold.filter((id) => !sold.has(id)).length;
  const plan =
    wanted.mode === 'replace'
      ? planImport(present, wanted.pets)
      : planAddition(present.pets, wanted.pets);
  return { wanted, plan, notSold, present: present.pets };
}

/**
 * What adding pets does to a shop: each gets the next free id, whatever its own, so that none takes
 * the place of another. One that the shop lists just so, with its id, is there already.
 */
export function planAddition(present: readonly Pet[], wanted: readonly WantedPet[]): ImportPlan {
  const now = new Map(present.map((pet) => [pet.id, pet]));
  const highest = Math.max(0, ...now.keys());
  const others = wanted.filter(({ id, type, price }) => {
    const pet = id === undefined ? undefined : now.get(id);
    return pet?.type !== type || pet.price !== price;
  });
  const added = others.map(({ type, price }, index) => ({
    ...{ id: highest + 1 + index, type, price },
    isSold: false,
  }));
  const unchanged = wanted.length - added.length;
  return { added, putBack: [], changed: [], removed: [], sold: [], unchanged };
}

/** What `POST /pets` with the wanted pets does to a shop. */
export function planImport(present: PresentShop, wanted: readonly ListedPet[]): ImportPlan {
  const now = new Map(present.pets.map((pet) => [pet.id, pet]));
  const sales = new Map(present.sales.map((sale) => [sale.id, sale]));
  const ids = new Set(wanted.map(({ id }) => id));
  const added: PlannedPet[] = [];
  const putBack: PlannedPet[] = [];
  const changed: PlannedPet[] = [];
  const sold: PlannedPet[] = [];
  for (const { id, type, price } of wanted) {
    const before = now.get(id);
    const sale = sales.get(id);
    if (!before && sale) putBack.push({ id, type: sale.type, price: sale.price, isSold: true });
    else if (!before) added.push({ id, type, price, isSold: false });
    else if (before.type !== type || before.price !== price) {
      if (before.isSold) sold.push(before);
      else changed.push({ id, type, price, before, isSold: false });
    }
  }
  const removed = present.pets.filter(({ id }) => !ids.has(id));
  const touched = [added, putBack, changed, sold].flat();
  const unchanged = wanted.length - touched.length;
  return { added, putBack, changed, removed, sold, unchanged };
}

/** Whether an import does nothing. */
export const isIdle = ({ added, putBack, changed, removed }: ImportPlan): boolean =>
  added.length + putBack.length + changed.length + removed.length === 0;

/** Whether two plans do the same. */
export const isSamePlan = (one: ImportPlan, other: ImportPlan): boolean =>
  JSON.stringify(effectsOf(one)) === JSON.stringify(effectsOf(other));

const effectsOf = ({ added, putBack, changed, removed, sold }: ImportPlan): unknown[] => [
  added,
  putBack,
  changed,
  removed.map(({ id, type, price, isSold }) => ({ id, type, price, isSold })),
  sold.map(({ id }) => id),
];
