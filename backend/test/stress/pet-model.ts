/**
 * What a pet is to those who use the API, and what each call makes of it: the contract of
 * openapi.yaml as a function, one pet at a time.
 */

/** A pet that the shop has or had. One that never was is undefined. */
export interface PetState {
  type: string;
  price: number;
  isListed: boolean;
  /** Of a pet that was added with one. */
  idempotencyKey?: string;
  /** The email address of who bought it. */
  buyer?: string;
}

/** A call, as far as it concerns one pet. */
export type Operation =
  | { name: 'add'; type: string; price: number; idempotencyKey: string }
  | { name: 'change' | 'put' | 'import'; type: string; price: number }
  | { name: 'remove' | 'leave out' | 'look at list' | 'look at sale' }
  | { name: 'buy'; buyer: string };

/** What the API shows of a pet; buyers' masked addresses are those that they stand for. */
export interface ShownPet {
  type: string;
  price: number;
  soldTo?: string | undefined;
}

/** Each answer is a text, so that what was answered and what had to be can be compared. */
export const answer = (status: number, pet?: ShownPet): string =>
  [status, pet && shown(pet)].filter(Boolean).join(' ');

/** What a list says of a pet. */
export const shown = ({ type, price, soldTo }: ShownPet): string =>
  `${type} $${price}${soldTo === undefined ? '' : ` sold to ${soldTo}`}`;

/** What the sales say of a pet. */
export const shownSale = (sale: ShownPet, isListed: boolean): string =>
  `${shown(sale)}${isListed ? '' : ', removed'}`;

/** What a list or the sales say of a pet that is not among them. */
export const NOTHING = 'nothing';

/** What an operation makes of a pet, and what it answers. */
export function apply(
  pet: PetState | undefined,
  operation: Operation,
): { pet: PetState | undefined; answer: string } {
  const same = (text: string) => ({ pet, answer: text });
  const becomes = (next: PetState, status: number) => ({
    pet: next,
    answer: answer(status, shownPet(next)),
  });
  const isAs = ({ type, price }: { type: string; price: number }) =>
    pet?.type === type && pet.price === price;
  switch (operation.name) {
    case 'add': {
      const { type, price, idempotencyKey } = operation;
      if (!pet) return becomes({ type, price, isListed: true, idempotencyKey }, 201);
      if (pet.idempotencyKey !== idempotencyKey) return same(answer(412));
      return pet.isListed ? becomes(pet, 201) : same(answer(409));
    }
    case 'change':
      if (!pet?.isListed) return same(answer(412));
      if (pet.buyer !== undefined) return isAs(operation) ? becomes(pet, 200) : same(answer(409));
      return becomes({ ...pet, type: operation.type, price: operation.price }, 200);
    case 'put': {
      const { type, price } = operation;
      if (!pet) return becomes({ type, price, isListed: true }, 201);
      if (pet.buyer === undefined) {
        return becomes({ ...pet, type, price, isListed: true }, pet.isListed ? 200 : 201);
      }
      if (!pet.isListed) return becomes({ ...pet, isListed: true }, 201);
      return isAs(operation) ? becomes(pet, 200) : same(answer(409));
    }
    case 'import': {
      const { type, price } = operation;
      const facts = pet?.buyer === undefined ? { type, price } : {};
      return { pet: { type, price, ...pet, ...facts, isListed: true }, answer: answer(200) };
    }
    case 'remove':
      return pet ? becomes({ ...pet, isListed: false }, 200) : same(answer(404));
    case 'leave out':
      return { pet: pet && { ...pet, isListed: false }, answer: answer(200) };
    case 'buy': {
      const { buyer } = operation;
      if (pet?.buyer !== undefined) {
        return pet.buyer === buyer ? becomes(pet, 200) : same(answer(409));
      }
      return pet?.isListed ? becomes({ ...pet, buyer }, 200) : same(answer(404));
    }
    case 'look at list':
      return same(pet?.isListed ? shown(shownPet(pet)) : NOTHING);
    case 'look at sale':
      return same(pet?.buyer === undefined ? NOTHING : shownSale(shownPet(pet), pet.isListed));
  }
}

const shownPet = ({ type, price, buyer }: PetState): ShownPet => ({ type, price, soldTo: buyer });
