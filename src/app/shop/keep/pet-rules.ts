import { petBounds } from '../../api/bounds';

const { type: typeBounds, price: priceBounds } = petBounds;
const visibleText = new RegExp(typeBounds.pattern);
const grouped = new Intl.NumberFormat('en-US');

/** What a text box says: the value in it, or what is wrong with it as a sentence. */
export type Reading<T> =
  | { readonly value: T; readonly problem?: never }
  | { readonly problem: string; readonly value?: never };

/** Reads a pet's type, within the bounds of the API. Spaces around it don't count. */
export function readType(text: string): Reading<string> {
  const value = text.trim();
  // JSON schema counts characters, not the halves of a surrogate pair.
  const length = Array.from(value).length;
  if (length < typeBounds.minLength) {
    return { problem: 'Say what kind of pet it is, for example dog.' };
  }
  if (length > typeBounds.maxLength) {
    return {
      problem: `Use at most ${typeBounds.maxLength} characters; these are ${grouped.format(length)}.`,
    };
  }
  if (!visibleText.test(value)) return { problem: 'Leave out <, > and invisible characters.' };
  return { value };
}

/** Reads a price in US dollars, as people write it: `4`, `4.99`, `$4.99`, `1,299.50`. */
export function readPrice(text: string): Reading<number> {
  const written = text.trim().replace(/^\$\s*/, '');
  const example = 'for example 4.99';
  if (written === '') return { problem: `Enter the price in dollars, ${example}.` };
  if (/^[-−]/.test(written)) return { problem: 'A price can’t be below $0.' };
  if (/^\d+,\d{1,2}$/.test(written)) return { problem: `Write cents after a point, ${example}.` };
  if (!/^(\d+|\d{1,3}(,\d{3})+)?(\.\d+)?$/.test(written)) {
    return { problem: `Enter the price as a number, ${example}.` };
  }
  if (/\.\d{3}/.test(written)) {
    return { problem: `Use whole cents, at most two digits after the point, ${example}.` };
  }
  const value = Number(written.replaceAll(',', ''));
  if (value > priceBounds.maximum) {
    return { problem: `A price can be at most $${grouped.format(priceBounds.maximum)}.` };
  }
  return { value };
}
