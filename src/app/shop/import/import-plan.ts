import type { ListedPet, Pet } from '../../api/models';
import type { WantedList } from './pet-list-text';

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
  readonly changed: readonly PlannedPet[];
  /** They leave the list; the sales of those that are sold are kept. */
  readonly removed: readonly PlannedPet[];
  /** The list says otherwise, but they are sold: they stay as they are. */
  readonly sold: readonly PlannedPet[];
  /** How many are in the list just as they are in the shop. */
  readonly unchanged: number;
}

/** A list, and what importing it does to the shop as it was when that was last looked up. */
export interface Proposal {
  readonly wanted: WantedList;
  readonly plan: ImportPlan;
  /** How many unsold pets the list calls sold. */
  readonly notSold: number;
  /** The shop as it is, to put it back. */
  readonly present: readonly Pet[];
}

/** What importing a list does to a shop that lists the present pets. */
export function proposalFor(wanted: WantedList, present: readonly Pet[]): Proposal {
  const sold = new Set(present.filter(({ isSold }) => isSold).map(({ id }) => id));
  const notSold = wanted.markedAsSold.filter((id) => !sold.has(id)).length;
  return { wanted, plan: planImport(present, wanted.pets), notSold, present };
}

/** What `POST /pets` with the wanted pets does to a shop that lists the present ones. */
export function planImport(present: readonly Pet[], wanted: readonly ListedPet[]): ImportPlan {
  const now = new Map(present.map((pet) => [pet.id, pet]));
  const ids = new Set(wanted.map(({ id }) => id));
  const added: PlannedPet[] = [];
  const changed: PlannedPet[] = [];
  const sold: PlannedPet[] = [];
  for (const { id, type, price } of wanted) {
    const before = now.get(id);
    if (!before) added.push({ id, type, price, isSold: false });
    else if (before.type !== type || before.price !== price) {
      if (before.isSold) sold.push(before);
      else changed.push({ id, type, price, before, isSold: false });
    }
  }
  const removed = present.filter(({ id }) => !ids.has(id));
  const unchanged = wanted.length - added.length - changed.length - sold.length;
  return { added, changed, removed, sold, unchanged };
}

/** Whether an import does nothing. */
export const isIdle = ({ added, changed, removed }: ImportPlan): boolean =>
  added.length + changed.length + removed.length === 0;

/** Whether two plans do the same. */
export const isSamePlan = (one: ImportPlan, other: ImportPlan): boolean =>
  JSON.stringify(effectsOf(one)) === JSON.stringify(effectsOf(other));

const effectsOf = ({ added, changed, removed, sold }: ImportPlan): unknown[] => [
  added,
  changed,
  removed.map(({ id, type, price, isSold }) => ({ id, type, price, isSold })),
  sold.map(({ id }) => id),
];
