import { petIdFrom } from './pet-id';
import { isType, sortFrom } from './pet-query';

/** Of what somebody wrote in the address, at most this many characters are shown. */
const MAX_QUOTED = 40;

/** What the shop makes of an address that asks for what can't be, in sentences for the user. */
export function addressHints(params: { get(name: string): string | null }): readonly string[] {
  const [type, available, sort, buy] = ['type', 'available', 'sort', 'buy'].map(
    (name) => params.get(name)?.trim() ?? '',
  ) as [string, string, string, string];
  const hints: string[] = [];
  if (type && !isType(type))
    hints.push(`${quote(type)} can’t be a type of pet. You see all types.`);
  if (available && available !== 'true' && available !== 'false') {
    hints.push(`“available” is either true or false, not ${quote(available)}. You see all pets.`);
  }
  if (sort && !sortFrom(sort)) {
    hints.push(`Pets can’t be sorted by ${quote(sort)}. The newest come first.`);
  }
  if (buy && petIdFrom(buy) === undefined) {
    hints.push(`${quote(buy)} isn’t the number of a pet, so there is nothing to buy.`);
  }
  return hints;
}

function quote(text: string): string {
  const characters = Array.from(text);
  const isLong = characters.length > MAX_QUOTED;
  return `“${characters.slice(0, MAX_QUOTED).join('')}${isLong ? '…' : ''}”`;
}
