import { petIdFrom } from './pet-id';
import { isType, priceFrom, sortFrom } from './pet-query';

/** Quotes at most this many characters of an address. */
const MAX_QUOTED = 40;

/** Tells the user, in sentences, what the shop makes of an address that asks for the impossible. */
export function addressHints(params: { get(name: string): string | null }): readonly string[] {
  const [type, available, sort, buy] = ['type', 'available', 'sort', 'buy'].map(
    (name) => params.get(name)?.trim() ?? '',
  ) as [string, string, string, string];
  const hints: string[] = [];
  if (type && !isType(type)) hints.push(`${quote(type)} isn’t a type of pet. Showing all types.`);
  if (available && available !== 'true' && available !== 'false') {
    hints.push(`“available” must be true or false, not ${quote(available)}. Showing all pets.`);
  }
  if (sort && !sortFrom(sort)) {
    hints.push(`Pets can’t be sorted by ${quote(sort)}. Showing the newest first.`);
  }
  const prices = ['minPrice', 'maxPrice'].map((name) => params.get(name)?.trim() ?? '');
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
  return hints;
}

function quote(text: string): string {
  const characters = Array.from(text);
  const isLong = characters.length > MAX_QUOTED;
  return `“${characters.slice(0, MAX_QUOTED).join('')}${isLong ? '…' : ''}”`;
}
