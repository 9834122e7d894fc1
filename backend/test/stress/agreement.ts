/** When all is quiet: do the list, each of its orders, the types, the sales and the purchases agree? */
import { setTimeout as pause } from 'node:timers/promises';
import type { Someone } from '../../../local-cloud/testing/local-shop.ts';
import type { Pet, Sale } from '../../src/api/models.ts';
import type { Journal } from './journal.ts';
import { QUERIES, select, textOf } from './list-query.ts';
import type { Buyer, Keeper } from './people.ts';
import type { StressedShop } from './stressed-shop.ts';

/** How late the indexes may be. */
const LATE_MS = 10_000;

export async function noteDisagreements(
  shop: StressedShop,
  journal: Journal,
  keeper: Keeper,
  buyers: readonly Buyer[],
): Promise<void> {
  const until = performance.now() + LATE_MS;
  let found = await disagreements();
  while (found.length > 0 && performance.now() < until) {
    await pause(500);
    found = await disagreements();
  }
  for (const text of found) journal.problem(text);

  async function disagreements(): Promise<string[]> {
    const pets = await all<Pet>('/pets', 'limit=100');
    const orders = QUERIES.map(async (query) => {
      const given = await all<Pet>('/pets', `limit=7&${textOf(query)}`);
      const wanted = select(pets, query);
      return differences(textOf(query), given.map(petText), wanted.map(petText));
    });
    const types = all<string>('/pets/types', '').then((given) =>
      differences('types', given, [...new Set(pets.map(({ type }) => type.toLowerCase()))].sort()),
    );
    return (await Promise.all([...orders, types, ofSales(pets)])).flat();
  }

  async function ofSales(pets: readonly Pet[]): Promise<string[]> {
    const sales = await all<Sale>('/pets/purchase', 'limit=7', await keeper.me());
    for (const sale of sales) journal.noteSale(sale);
    const listed = pets.filter(({ isSold }) => isSold).map(({ id }) => id);
    const isListed = sales.filter((sale) => sale.isListed).map(({ id }) => id);
    const purchases = buyers.map(async (buyer) => {
      const own = await all<Sale>('/pets/purchase', 'limit=7', await buyer.me());
      const wanted = sales.filter(({ soldTo }) => soldTo === buyer.email);
      return differences(`purchases of ${buyer.email}`, own.map(saleText), wanted.map(saleText));
    });
    const ids = sales.map(({ id }) => id);
    const times = sales.map(({ soldAt }) => soldAt);
    return [
      ...differences('times of the sales', times, times.toSorted().reverse()),
      ...differences('pets sold', ids.toSorted(), [...new Set(ids)].sort()),
      ...differences('sold pets listed', isListed.sort(), listed.sort()),
      ...differences('pets sold, as answered', ids.toSorted(), journal.soldIds.sort()),
      ...(await Promise.all(purchases)).flat(),
    ];
  }

  /** All pages of something. */
  async function all<T>(path: string, query: string, by?: Someone): Promise<T[]> {
    const items: T[] = [];
    const headers: Record<string, string> = by ? { 'x-id-token': by.idToken } : {};
    for (let next: string | undefined = `?${query}`; next;) {
      const { answer } = await shop.call(path + next, { headers }, by);
      if (answer?.status !== 200) {
        journal.problem(`${path}${next} answered ${answer?.status}.`);
        break;
      }
      items.push(...(answer.body as T[]));
      next = /^<(\?.*)>/.exec(answer.headers.get('link') ?? '')?.[1];
    }
    return items;
  }
}

const petText = ({ id, type, price, isSold }: Pet): string => [id, type, price, isSold].join();

const saleText = ({ id, soldAt, price, isListed }: Sale): string =>
  [id, soldAt, price, isListed].join();

function differences(
  what: string,
  given: readonly (string | number)[],
  wanted: readonly (string | number)[],
): string[] {
  if (given.join(' ') === wanted.join(' ')) return [];
  return [`At the end, ${what}: ${given.join(' ')}\n  instead of ${wanted.join(' ')}`];
}
