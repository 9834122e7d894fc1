import { shortened } from '../ui/beginning';
import { petIdFrom } from './pet-id';
import { hasRange, isType, priceFrom, rangeFrom, sortFrom } from './pet-query';

/** Tells the user, in sentences, what the shop makes of an address that asks for the impossible. */
export function addressHints(params: { get(name: string): string | null }): readonly string[] {
  const [type, available, sort, buy] = ['type', 'available', 'sort', 'buy'].map((name) =>
    given(params.get(name)),
  ) as [string, string, string, string];
  const hints: string[] = [];
  if (type && !isType(type)) hints.push(`${quote(type)} isn’t a type of pet. Showing all types.`);
  if (available && available !== 'true' && available !== 'false') {
    hints.push(`“available” must be true or false, not ${quote(available)}. Showing all pets.`);
  }
  if (sort && !sortFrom(sort)) {
    hints.push(
      `Pets can’t be sorted by ${quote(sort)}. Showing the ${hasRange(rangeFrom(params)) ? 'cheapest' : 'newest'} first.`,
    );
  }
  const prices = ['minPrice', 'maxPrice'].map((name) => given(params.get(name)));
  for (const price of prices.filter((text) => text && priceFrom(text) === undefined)) {
    hints.push(`${quote(price)} isn’t a price, so it’s ignored.`);
  }
  const [lowest, highest] = prices.map(priceFrom);
  if (lowest !== undefined && highest !== undefined && lowest > highest) {
    hints.push('The lowest price is above the highest. Showing pets at any price.');
  }
  if (buy && petIdFrom(buy) === undefined) {
    hints.push(`${quote(buy)} isn’t a pet number, so there’s nothing to buy.`);
  }
  return [...new Set(hints)];
}

/** A value as it is given; spaces alone are none. */
const given = (value: string | null): string => (value?.trim() ? value : '');

const quote = (text: string): string => `“${shortened(text)}”`;
