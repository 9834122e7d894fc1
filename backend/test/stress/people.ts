/** What keepers, buyers and visitors do all day. Each writes into the journal what they were told. */
import type { Call, LocalShop, Someone } from '../../../local-cloud/testing/local-shop.ts';
import type { Pet, Sale } from '../../src/api/models.ts';
import { priceOf, type Exchange, type Journal } from './journal.ts';
import { idsOf, QUERIES, select, textOf } from './list-query.ts';
import type { Operation } from './pet-model.ts';
import type { Random } from './random.ts';
import type { StressedShop } from './stressed-shop.ts';

const TYPES = ['dog', 'Dog', 'cat', 'CAT', 'goldfish', 'guinea pig'] as const;
/** A list that fits a page, so that one call shows all of it. */
const ENOUGH_PETS = 60;
const PAGE = 100;
/** Only who is in a loop tries as often. */
const MAX_TRIES = 50;
/** An ID token lives 15 minutes. */
const LOGIN_MS = 8 * 60_000;

type Details = Pick<Pet, 'type' | 'price'>;

class Person {
  protected readonly shop: StressedShop;
  protected readonly journal: Journal;
  protected readonly random: Random;
  readonly #logIn: (shop: LocalShop) => Promise<Someone>;
  #me: Promise<Someone> | undefined;
  #loggedInAt = 0;

  constructor(
    shop: StressedShop,
    journal: Journal,
    random: Random,
    logIn: (shop: LocalShop) => Promise<Someone>,
  ) {
    this.shop = shop;
    this.journal = journal;
    this.random = random;
    this.#logIn = logIn;
  }

  me(): Promise<Someone> {
    const now = performance.now();
    if (!this.#me || now - this.#loggedInAt > LOGIN_MS) {
      this.#me = this.shop.logIn(this.#logIn);
      this.#loggedInAt = now;
    }
    return this.#me;
  }

  /** The list, unless the answer got lost. */
  protected async look(): Promise<Pet[] | undefined> {
    const exchange = await this.shop.call(`/pets?limit=${PAGE}`);
    const answer = this.good(exchange);
    if (!answer) return undefined;
    const pets = answer.body as Pet[];
    this.journal.noteList(pets, !answer.headers.get('link'), exchange);
    return pets;
  }

  /** Which of some pets are sold, removed ones too. */
  protected async lookAtSales(ids: readonly number[], seesAll: boolean): Promise<void> {
    if (ids.length === 0) return;
    const me = await this.me();
    const headers = { 'x-id-token': me.idToken };
    const exchange = await this.shop.call(`/pets/purchase?ids=${ids.join()}`, { headers }, me);
    const answer = this.good(exchange);
    if (!answer) return;
    this.journal.noteSales(ids, answer.body as Sale[], seesAll, exchange);
  }

  protected someIds(): number[] {
    return this.journal.petIds.filter(() => this.random.happens(0.3)).slice(-PAGE);
  }

  /** Calls until an answer comes, as somebody does whose answer got lost. */
  protected async repeat(
    petId: number,
    operation: Operation,
    path: string,
    call: Call,
  ): Promise<Exchange['answer']> {
    for (let tries = 1; tries <= MAX_TRIES; tries++) {
      const { answer } = await this.callPet(petId, operation, path, call);
      if (answer) return answer;
    }
    this.journal.problem(`${operation.name} ${petId}: no answer after ${MAX_TRIES} calls.`);
    return undefined;
  }

  protected async callPet(
    petId: number,
    operation: Operation,
    path: string,
    call: Call,
  ): Promise<Exchange> {
    const exchange = await this.shop.call(path, call, await this.me());
    this.journal.note(petId, operation, exchange);
    for (const one of this.shop.table.lostWritesDuring(exchange)) {
      if (one === petId) this.journal.noteRepetition(petId, operation, exchange.start);
    }
    return exchange;
  }

  /** The answer of a good request, unless it got lost. */
  protected good({ answer }: Exchange): Exchange['answer'] {
    if (!answer || answer.status === 200) return answer;
    this.journal.problem(`A good request got ${answer.status} ${JSON.stringify(answer.body)}.`);
    return undefined;
  }
}

export class Keeper extends Person {
  #pets: Pet[] = [];
  readonly #removed: Pet[] = [];
  /** Lists as they were before an import. */
  readonly #before: Pet[][] = [];

  constructor(shop: StressedShop, journal: Journal, random: Random) {
    super(shop, journal, random, (one) => one.keeper());
  }

  /** Lists the first pets. */
  async open(): Promise<void> {
    await this.#import(this.#newPets(1, 20));
  }

  /** How each pet is in the end. */
  async lookAtEverything(): Promise<void> {
    await this.look();
    const ids = this.journal.petIds;
    for (let i = 0; i < ids.length; i += PAGE) await this.lookAtSales(ids.slice(i, i + PAGE), true);
  }

  async act(): Promise<void> {
    const isFull = this.#pets.length >= ENOUGH_PETS;
    const action = this.random.weighted({
      ...{ look: 20, add: isFull ? 0 : 25, change: 20, put: 6, remove: isFull ? 25 : 12 },
      ...{ undo: 12, import: 4, 'go back': 2, 'look at sales': 10 },
    });
    const pet = this.random.of(this.#pets);
    switch (action) {
      case 'look':
        this.#pets = (await this.look()) ?? this.#pets;
        break;
      case 'add':
        await this.#add();
        break;
      case 'change':
      case 'put':
        if (pet) await this.#put(action, pet.id, this.#changed(pet));
        break;
      case 'remove':
        if (pet) await this.#remove(pet.id);
        break;
      case 'undo': {
        const removed = this.random.of(this.#removed);
        if (removed) await this.#put('put', removed.id, removed);
        break;
      }
      case 'import': {
        const list = await this.look();
        if (!list) break;
        this.#before.push(list);
        await this.#import(this.#changedList(list));
        break;
      }
      case 'go back': {
        const list = this.random.of(this.#before);
        if (list) await this.#import(list);
        break;
      }
      case 'look at sales':
        await this.lookAtSales(this.someIds(), true);
    }
  }

  /** As the page adds: the highest id that it knows plus one, then the one that the answer names. */
  async #add(): Promise<void> {
    const number = this.journal.nextNumber();
    const idempotencyKey = `add-${number}`;
    const pet = { type: this.#type(), price: this.#price(number) };
    const headers = { 'if-none-match': '*', 'idempotency-key': idempotencyKey };
    let id = Math.max(0, ...this.#pets.map((one) => one.id)) + 1;
    for (let tries = 1; tries <= MAX_TRIES; tries++) {
      const operation: Operation = { name: 'add', ...pet, idempotencyKey };
      const call = { method: 'PUT', headers, body: pet };
      const { answer, start } = await this.callPet(id, operation, `/pets/${id}`, call);
      if (!answer) continue;
      if (answer.status !== 412) return;
      const { nextId } = answer.body as { nextId?: number };
      if (nextId === undefined || nextId <= this.journal.highestId(start)) {
        this.journal.problem(`Adding pet ${id} was refused with ${JSON.stringify(answer.body)}.`);
        return;
      }
      id = nextId;
    }
    this.journal.problem(`Adding pet number ${number} comes to no end: now at id ${id}.`);
  }

  async #put(name: 'change' | 'put', id: number, { type, price }: Details): Promise<void> {
    const headers: Record<string, string> = name === 'change' ? { 'if-match': '*' } : {};
    const call = { method: 'PUT', headers, body: { type, price } };
    await this.repeat(id, { name, type, price }, `/pets/${id}`, call);
  }

  async #remove(id: number): Promise<void> {
    const answer = await this.repeat(id, { name: 'remove' }, `/pets/${id}`, { method: 'DELETE' });
    if (answer?.status === 200) this.#removed.push(answer.body as Pet);
  }

  async #import(pets: readonly Pet[]): Promise<void> {
    const call = { method: 'POST', body: { pets } };
    const exchange = await this.shop.call('/pets', call, await this.me());
    this.journal.noteImport(pets, exchange);
    for (const petId of this.shop.table.lostWritesDuring(exchange)) {
      const pet = pets.find(({ id }) => id === petId);
      const operation: Operation = pet ? { ...pet, name: 'import' } : { name: 'leave out' };
      this.journal.noteRepetition(petId, operation, exchange.start);
    }
  }

  #type(): string {
    return this.random.of(TYPES) ?? TYPES[0];
  }

  #price(number: number): number {
    return priceOf(number, this.random.below(1000));
  }

  #changed(pet: Pet): Details {
    return { type: this.#type(), price: this.#price(this.journal.numberOf(pet)) };
  }

  /** Some are left out, some changed, two added under ids that may be taken by then. */
  #changedList(list: readonly Pet[]): Pet[] {
    const kept = list
      .filter(() => !this.random.happens(0.08))
      .map((pet) => (this.random.happens(0.08) ? { ...pet, ...this.#changed(pet) } : pet));
    if (list.length >= ENOUGH_PETS) return kept;
    return [...kept, ...this.#newPets(this.journal.highestId() + 1, 2)];
  }

  #newPets(firstId: number, count: number): Pet[] {
    return Array.from({ length: count }, (_, i) => {
      const price = this.#price(this.journal.nextNumber());
      return { id: firstId + i, type: this.#type(), price, isSold: false };
    });
  }
}

export class Buyer extends Person {
  readonly email: string;

  constructor(shop: StressedShop, journal: Journal, random: Random, email: string) {
    super(shop, journal, random, (one) => one.buyer(email));
    this.email = email;
  }

  async act(): Promise<void> {
    const weights = { buy: 10, 'buy anything': 6, sales: 4, purchases: 2, browse: 6 };
    switch (this.random.weighted(weights)) {
      case 'buy': {
        const available = ((await this.look()) ?? []).filter(({ isSold }) => !isSold);
        // All want the newest; keepers must find pets to sell.
        const pet = this.random.of(available.slice(0, 4));
        if (pet && available.length > 5) await this.#buy(pet.id);
        break;
      }
      case 'buy anything': {
        const id = this.random.of(this.journal.petIds);
        if (id !== undefined) await this.#buy(id);
        break;
      }
      case 'sales':
        await this.lookAtSales(this.someIds(), false);
        break;
      case 'purchases':
        await this.#lookAtPurchases();
        break;
      case 'browse':
        await this.#browse();
    }
  }

  async #buy(petId: number): Promise<void> {
    const { idToken } = await this.me();
    const call = { method: 'POST', body: { petId, authToken: idToken } };
    await this.repeat(petId, { name: 'buy', buyer: this.email }, '/pets/purchase', call);
  }

  async #lookAtPurchases(): Promise<void> {
    const me = await this.me();
    const headers = { 'x-id-token': me.idToken };
    const exchange = await this.shop.call('/pets/purchase?limit=100', { headers }, me);
    const answer = this.good(exchange);
    if (!answer) return;
    const sales = answer.body as Sale[];
    for (const sale of sales) this.journal.noteSale(sale);
    const isMine = sales.every(({ soldTo }) => soldTo === this.email);
    const isEachOnce = new Set(sales.map(({ id }) => id)).size === sales.length;
    if (!isMine || !isEachOnce) {
      this.journal.problem(`The purchases of ${this.email} are ${JSON.stringify(sales)}.`);
    }
  }

  /** Indexes may be late, but a page is in order, and of what was asked for. */
  async #browse(): Promise<void> {
    const query = this.random.of(QUERIES);
    if (!query) return;
    const exchange = await this.shop.call(`/pets?limit=20&${textOf(query)}`);
    const answer = this.good(exchange);
    if (!answer) return;
    const pets = answer.body as Pet[];
    if (idsOf(pets) === idsOf(select(pets, query))) return;
    this.journal.problem(`${textOf(query)} gave ${JSON.stringify(pets)}.`);
  }
}
