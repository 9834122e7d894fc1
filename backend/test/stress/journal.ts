import type { Answer } from '../../../local-cloud/testing/local-shop.ts';
import type { Pet, Sale } from '../../src/api/models.ts';
import { contradiction, type Event } from './judge.ts';
import { answer, NOTHING, shown, shownSale, type Operation } from './pet-model.ts';

/** When a call began, when its answer came, and what it was; undefined if it got lost. */
export interface Exchange {
  start: number;
  end: number;
  answer: Answer | undefined;
}

/** A call that concerns each pet that there was, also those that the caller did not know. */
type WholeCall = Pick<Exchange, 'start' | 'end'> & {
  about(petId: number): { operation: Operation; answer: string | undefined } | undefined;
};

/** In a price, the cents below this tell one price of a pet from another; the rest is its number. */
const PRICES = 1000;

/** A price of the pet with this number, by which it is known whatever its id and its type. */
export const priceOf = (number: number, cents: number): number => (number * PRICES + cents) / 100;

/** Everything that was seen, and what is wrong with it. */
export class Journal {
  readonly problems: string[] = [];
  readonly #events = new Map<number, Event[]>();
  readonly #wholeCalls: WholeCall[] = [];
  readonly #sales = new Map<number, Sale>();
  /** When each id was first seen. */
  readonly #firstSeen = new Map<number, number>();
  #lastNumber = 0;
  readonly #idsOfNumbers = new Map<number, number>();
  readonly #emailsOfMasks: ReadonlyMap<string, string>;

  /** @param emails the buyers', of which no two look the same when masked */
  constructor(emails: readonly string[]) {
    const mask = (email: string) => email.replace(/^(.).*@(.).*(\..+)$/, '$1***@$2***$3');
    this.#emailsOfMasks = new Map(emails.map((email) => [mask(email), email]));
  }

  /** The number of a pet that nobody has seen. */
  nextNumber(): number {
    return ++this.#lastNumber;
  }

  numberOf({ price }: Pick<Pet, 'price'>): number {
    return Math.floor(Math.round(price * 100) / PRICES);
  }

  /** The highest id that was seen before a moment. */
  highestId(before = Infinity): number {
    const seen = [...this.#firstSeen].filter(([, at]) => at < before).map(([id]) => id);
    return Math.max(0, ...seen);
  }

  get soldIds(): number[] {
    return [...this.#sales.keys()];
  }

  get petIds(): number[] {
    return [...this.#events.keys()];
  }

  problem(text: string): void {
    this.problems.push(text);
  }

  /** A call on one pet. */
  note(petId: number, operation: Operation, { answer: got, start, end }: Exchange): void {
    const pet = got && got.status < 300 ? (got.body as Pet) : undefined;
    if (pet) this.#see(pet, end);
    const text = got && answer(got.status, pet && this.#shownPet(pet));
    this.#eventsOf(petId).push({ operation, start, end, answer: text });
  }

  /** A write that took effect although nobody knows of it: what it was part of may do so twice. */
  noteRepetition(petId: number, operation: Operation, start: number): void {
    const event = { operation, start, end: Infinity, answer: undefined };
    this.#eventsOf(petId).push(event);
  }

  /** A page of the list from the newest pet on. */
  noteList(pets: readonly Pet[], isWhole: boolean, { start, end }: Exchange): void {
    const texts = new Map(pets.map((pet) => [pet.id, shown(this.#shownPet(pet))]));
    if (texts.size < pets.length) this.problem('A page of the list shows a pet twice.');
    for (const pet of pets) this.#see(pet, end);
    const lowest = isWhole ? 0 : (pets.at(-1)?.id ?? 0);
    this.#wholeCalls.push({
      ...{ start, end },
      about: (petId) =>
        petId < lowest
          ? undefined
          : { operation: { name: 'look at list' }, answer: texts.get(petId) ?? NOTHING },
    });
  }

  /** A list that replaced the shop's. */
  noteImport(pets: readonly Pet[], { answer: got, start, end }: Exchange): void {
    const named = new Map(pets.map((pet) => [pet.id, pet]));
    for (const petId of named.keys()) this.#eventsOf(petId);
    this.#wholeCalls.push({
      ...{ start, end },
      about: (petId) => {
        const pet = named.get(petId);
        const operation: Operation = pet
          ? { name: 'import', type: pet.type, price: pet.price }
          : { name: 'leave out' };
        return { operation, answer: got && answer(got.status) };
      },
    });
  }

  /** Which of these pets are sold, as they are now. Who may not see all sales learns nothing of others'. */
  noteSales(
    petIds: readonly number[],
    sales: readonly Sale[],
    seesAll: boolean,
    { start, end }: Exchange,
  ): void {
    for (const petId of petIds) {
      const sale = sales.find(({ id }) => id === petId);
      if (!sale && !seesAll) continue;
      const text = sale ? shownSale(sale, sale.isListed) : NOTHING;
      const operation = { name: 'look at sale' } as const;
      this.#eventsOf(petId).push({ operation, start, end, answer: text });
    }
    for (const sale of sales) this.noteSale(sale);
  }

  /** A sale is made once and forever: who, when, and for how much. */
  noteSale(sale: Sale): void {
    const { id, type, price, soldTo, soldAt } = sale;
    const before = this.#sales.get(id) ?? sale;
    this.#sales.set(id, before);
    const facts = (one: Sale) => [one.type, one.price, one.soldTo, one.soldAt].join();
    if (facts(before) === [type, price, soldTo, soldAt].join()) return;
    this.problem(`The sale of pet ${id} was ${facts(before)} and is ${facts(sale)}.`);
  }

  /** Judges each pet's calls. */
  judge(): void {
    for (const [petId, events] of this.#events) {
      const all = [
        ...events,
        ...this.#wholeCalls.flatMap(({ start, end, about }) => {
          const one = about(petId);
          return one ? [{ start, end, ...one }] : [];
        }),
      ];
      const why = contradiction(all);
      if (why) this.problem(`Pet ${petId}: ${why}`);
    }
  }

  /** One add makes one pet: its number goes with one id. */
  #see(pet: Pet, at: number): void {
    const { id } = pet;
    if (!this.#firstSeen.has(id)) this.#firstSeen.set(id, at);
    const number = this.numberOf(pet);
    const before = this.#idsOfNumbers.get(number) ?? id;
    this.#idsOfNumbers.set(number, before);
    if (before !== id) this.problem(`Pet number ${number} has the ids ${before} and ${id}.`);
  }

  #shownPet({ type, price, soldTo }: Pet) {
    const email = soldTo && (this.#emailsOfMasks.get(soldTo) ?? soldTo);
    return { type, price, soldTo: email };
  }

  #eventsOf(petId: number): Event[] {
    const events = this.#events.get(petId) ?? [];
    this.#events.set(petId, events);
    return events;
  }
}
