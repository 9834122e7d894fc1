import { LocalShop, type Answer, type Someone } from '../../../local-cloud/testing/local-shop.ts';
import type { Pet, Sale } from '../../src/api/models.ts';
import { Random } from './random.ts';

const BUYERS = 1000;
const LOGINS_AT_ONCE = 20;
const BUYERS_AT_ONCE = 200;
const PETS = Array.from({ length: 100 }, (_, i) => ({ id: i + 1, type: 'dog', price: 100 + i }));

describe('A thousand buyers, a hundred pets and keepers at work', () => {
  it('make a hundred sales', async () => {
    const shop = await LocalShop.open();
    const keepers = await Promise.all([shop.keeper(), shop.keeper()]);
    const [keeper] = keepers;
    await shop.list([], keeper);
    await shop.list(PETS, keeper);
    const buyers: { email: string; me: Someone }[] = [];
    const emails = Array.from({ length: BUYERS }, (_, i) => `buyer${i}@example.org`);
    await atOnce(LOGINS_AT_ONCE, emails, async (email) => {
      buyers.push({ email, me: await shop.buyer(email) });
    });
    const winners: string[] = [];
    let isOver = false;

    const put = (pet: Pet, headers: Record<string, string>, by: Someone) => {
      const { id, type, price } = pet;
      return shop.call(`/pets/${id}`, { method: 'PUT', headers, body: { type, price } }, by);
    };
    const lists = async () => (await shop.call('/pets?limit=100')).body as Pet[];

    /** Changes, removes and puts back, and makes the list what it was. No pet is gone for long. */
    const keep = async (by: Someone, random: Random) => {
      while (!isOver) {
        const pets = await lists();
        const pet = random.of(pets);
        if (!pet) continue;
        await put({ ...pet, price: pet.price + 1 }, { 'if-match': '*' }, by);
        const path = `/pets/${pet.id}`;
        const removed = await shop.call(path, { method: 'DELETE' }, by);
        await put(removed.body as Pet, {}, by);
        if (random.happens(0.1)) await shop.list(PETS, by);
      }
    };

    /** Buys a pet that the list shows, another one if somebody was faster, until there is none. */
    const buy = async (email: string, me: Someone, random: Random) => {
      for (;;) {
        const { body } = await shop.call('/pets?limit=100&available=true');
        const pet = random.of(body as Pet[]);
        if (!pet) {
          if (winners.length === PETS.length) return;
          continue;
        }
        const purchase = { petId: pet.id, authToken: me.idToken };
        const answer: Answer = await shop.call(
          '/pets/purchase',
          { method: 'POST', body: purchase },
          me,
        );
        expect([200, 404, 409]).toContain(answer.status);
        if (answer.status !== 200) continue;
        winners.push(`${pet.id} ${email}`);
        return;
      }
    };

    const keeping = keepers.map((one, i) => keep(one, new Random(i)));
    await atOnce(BUYERS_AT_ONCE, buyers, ({ email, me }, i) => buy(email, me, new Random(i)));
    isOver = true;
    await Promise.all(keeping);

    const headers = { 'x-id-token': keeper.idToken };
    const { body } = await shop.call('/pets/purchase?limit=100', { headers }, keeper);
    const sales = body as Sale[];
    expect(new Set(sales.map(({ id }) => id)).size).toBe(PETS.length);
    expect(sales.map(({ id, soldTo }) => `${id} ${soldTo}`).sort()).toEqual(winners.sort());
    expect((await lists()).filter(({ isSold }) => isSold)).toHaveSize(PETS.length);
    await shop.close();
  }, 600_000);
});

async function atOnce<T>(
  count: number,
  all: readonly T[],
  task: (one: T, index: number) => Promise<void>,
): Promise<void> {
  const left = [...all.entries()];
  await Promise.all(
    Array.from({ length: count }, async () => {
      for (let next = left.shift(); next; next = left.shift()) await task(next[1], next[0]);
    }),
  );
}
