import { invoke, openLocalTable } from '../../../local-cloud/testing/local-table.ts';
import type { User } from '../../src/auth/id-token.ts';

const KEEPER: User = {
  sub: 'auth0|keeper',
  email: 'admin@example.com',
  role: 'admin',
  roleSessionName: 'auth0-1',
};
const ANN = {
  sub: 'amazon|ann',
  email: 'ann@example.org',
  role: 'social',
  roleSessionName: 'amazon-1',
} satisfies User;
const dog = { type: 'dog', price: 1 };

/** The real functions in this process, so that they can be cut off from their table. */
describe('A call that is cut off from the table', () => {
  let update: typeof import('../../src/handlers/update-pet-info.ts');
  let purchases: typeof import('../../src/logic/purchases.ts');
  let browse: typeof import('../../src/logic/browse.ts');
  let table: typeof import('../../src/table/pets.ts');
  /** How many more requests reach the table, and whether their answers come back. */
  let requestsLeft = Infinity;
  let losesAnswers = false;
  /** Whether the SDK gets no answer next time, and asks again by itself. */
  let asksTwice = false;

  beforeAll(async () => {
    await openLocalTable();
    update = await import('../../src/handlers/update-pet-info.ts');
    purchases = await import('../../src/logic/purchases.ts');
    browse = await import('../../src/logic/browse.ts');
    table = await import('../../src/table/pets.ts');
    const { documentClient } = await import('../../src/table/dynamodb.ts');
    documentClient.middlewareStack.add(
      (next) => async (request) => {
        if (requestsLeft-- <= 0) throw new Error('The connection to the table is cut.');
        const answer = await next(request);
        if (losesAnswers && requestsLeft < 1) throw new Error('The answer is lost.');
        return answer;
      },
      { step: 'initialize' },
    );
    documentClient.middlewareStack.add(
      (next) => async (request) => {
        const answer = await next(request);
        if (!asksTwice) return answer;
        asksTwice = false;
        throw Object.assign(new Error('No answer came.'), { name: 'TimeoutError' });
      },
      { step: 'finalizeRequest', priority: 'low' },
    );
  });

  let id: number;
  beforeEach(async () => {
    id = await table.nextFreeId();
    expect(await put(dog)).toBe(201);
  });

  for (const requests of [0, 1, 2, 3]) {
    for (const loses of [false, true]) {
      describe(`after ${requests} requests${loses ? ', without the last answer,' : ''}`, () => {
        const cutOff = async (call: () => Promise<unknown>) => {
          [requestsLeft, losesAnswers] = [requests, loses];
          await call();
          [requestsLeft, losesAnswers] = [Infinity, false];
        };

        it('removes and puts back so that a sale is shown once', async () => {
          await purchases.buyPet(id, ANN);
          await expectOneSale();
          for (const call of [remove, put, remove, replace]) {
            await cutOff(call);
            await expectOneSale();
            // Who got no answer calls again.
            expect([200, 201]).toContain(await call());
            await expectOneSale();
          }
        });

        it('sells once', async () => {
          await cutOff(() => purchases.buyPet(id, ANN).catch(() => undefined));
          const sold = { id, ...dog, isSold: true, soldTo: ANN.email };
          expect(await purchases.buyPet(id, ANN)).toEqual(sold);
          await expectOneSale();
        });

        it('adds once', async () => {
          id += 1;
          const headers = { 'If-None-Match': '*', 'Idempotency-Key': `key-${id}` };
          await cutOff(() => put(dog, headers));
          expect(await put(dog, headers)).toBe(201);
          const { pets } = await browse.listPets({ limit: 2, available: true, sort: 'newest' });
          expect(pets.map((pet) => pet.id)).toEqual([id, id - 1]);
        });
      });
    }
  }

  it('does once what the SDK asks twice: adds, changes, sells, removes', async () => {
    const twice = async <T>(call: () => Promise<T>) => {
      asksTwice = true;
      const result = await call();
      expect(asksTwice).toBeFalse();
      return result;
    };
    id += 1;
    expect(await twice(() => put(dog, { 'If-None-Match': '*' }))).toBe(201);
    expect(await twice(() => put(dog, { 'If-Match': '*' }))).toBe(200);
    expect(await twice(() => purchases.buyPet(id, ANN))).toEqual(
      jasmine.objectContaining({ id, isSold: true }),
    );
    expect(await twice(remove)).toBe(200);
    await expectOneSale();
  });

  const put = (body: object = dog, headers = {}) => call('PUT', '/pets/{petId}', body, headers);
  const remove = () => call('DELETE', '/pets/{petId}');
  const replace = () => call('POST', '/pets', { pets: [{ id, ...dog }] });

  async function call(httpMethod: string, resource: string, body?: object, headers = {}) {
    const pathParameters = { petId: String(id) };
    const event = { httpMethod, resource, pathParameters, headers, body: JSON.stringify(body) };
    const answer = await invoke(update.handler, event);
    return answer.statusCode;
  }

  async function expectOneSale(): Promise<void> {
    const { sales } = await purchases.listSales(KEEPER, { limit: 1000 });
    expect(sales.filter((sale) => sale.id === id)).toEqual([
      jasmine.objectContaining({ ...dog, soldTo: ANN.email }),
    ]);
  }
});
