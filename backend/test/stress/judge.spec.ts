import { contradiction, type Event } from './judge.ts';
import { answer, NOTHING, shown, type Operation } from './pet-model.ts';

const cat = { type: 'cat', price: 5 };
const sold = (soldTo: string) => ({ ...cat, soldTo });
const event = (operation: Operation, start: number, end: number, answer?: string): Event => ({
  operation,
  start,
  end,
  answer,
});
const added = event({ name: 'add', ...cat, idempotencyKey: 'k' }, 0, 1, answer(201, cat));
const buy = (buyer: string, start: number, end: number, answer?: string) =>
  event({ name: 'buy', buyer }, start, end, answer);
const look = (start: number, end: number, answer: string) =>
  event({ name: 'look at list' }, start, end, answer);

describe('The judge', () => {
  for (const [right, events] of [
    [
      'one of two buyers at once',
      [buy('a', 2, 9, answer(200, sold('a'))), buy('b', 3, 8, answer(409))],
    ],
    ['a purchase whose answer got lost, made', [buy('a', 2, 3), look(4, 5, shown(sold('a')))]],
    ['a purchase whose answer got lost, not made', [buy('a', 2, 3), look(4, 5, shown(cat))]],
    [
      'an import that puts back what was removed in the meantime',
      [
        event({ name: 'import', ...cat }, 2, 9, answer(200)),
        event({ name: 'remove' }, 3, 4, answer(200, cat)),
        look(5, 6, NOTHING),
        look(10, 11, shown(cat)),
      ],
    ],
    ['a look while it is bought', [buy('a', 2, 9, answer(200, sold('a'))), look(3, 4, shown(cat))]],
  ] as const) {
    it(`accepts ${right}`, () => expect(contradiction([added, ...events])).toBeUndefined());
  }

  for (const [wrong, events] of [
    [
      'two buyers',
      [buy('a', 2, 9, answer(200, sold('a'))), buy('b', 3, 8, answer(200, sold('b')))],
    ],
    ['a sale that is gone', [buy('a', 2, 3, answer(200, sold('a'))), look(4, 5, shown(cat))]],
    ['a pet that is not there though nobody removed it', [look(4, 5, NOTHING)]],
    ['a sale that nobody made', [look(4, 5, shown(sold('a')))]],
    [
      'a lost purchase that shows and is gone again',
      [buy('a', 2, 3), look(4, 5, shown(sold('a'))), look(6, 7, shown(cat))],
    ],
    [
      'a removed pet that comes back by itself',
      [event({ name: 'remove' }, 2, 3, answer(200, cat)), look(4, 5, shown(cat))],
    ],
    ['an answer that no call gets', [buy('a', 2, 3, answer(403))]],
  ] as const) {
    it(`refuses ${wrong}`, () => expect(contradiction([added, ...events])).toBeDefined());
  }
});
