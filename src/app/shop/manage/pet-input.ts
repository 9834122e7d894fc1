import { petBounds } from '../../api/bounds';
import { typeKey } from '../../pet-types/type-key';

const { type: typeBounds, price: priceBounds } = petBounds;
const acceptedText = new RegExp(typeBounds.pattern, 'u');
const grouped = new Intl.NumberFormat('en-US');
/** What people see as a character (Unicode Standard Annex 29): an emoji of eleven code points is one. */
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** A type has at most this many characters, as people count them (backend/openapi.yaml, PetDetails). */
const MAX_TYPE_CHARACTERS = 40;

/** What the API refuses in a type, with what the user can do about it. */
const refusals: readonly (readonly [RegExp, string])[] = [
  [/[\p{Cc}\p{Zl}\p{Zp}]/u, 'Remove tabs, line breaks and other control characters.'],
  [/[\u202a-\u202e\u2066-\u2069]/u, 'Remove characters that change the direction of text.'],
  [/\p{Cs}/u, 'Remove the broken character: half of it is missing.'],
];

/** The value of a text box, or a sentence that says what is wrong with it. */
export type Parsed<T> =
  | { readonly value: T; readonly problem?: never }
  | { readonly problem: string; readonly value?: never };

/**
 * Reads a pet's type, within the bounds of the API. Spaces around it don't count; all kinds of spaces
 * and all ways to write an accent become the same (Unicode normalization form C).
 */
export function parseType(text: string): Parsed<string> {
  const value = text
    .trim()
    .normalize('NFC')
    .replace(/\p{Zs}+/gu, ' ');
  if (value.length < typeBounds.minLength) {
    return { problem: 'Enter the type of pet, for example dog.' };
  }
  const length = [...graphemes.segment(value)].length;
  if (length > MAX_TYPE_CHARACTERS) {
    return {
      problem: `Use at most ${MAX_TYPE_CHARACTERS} characters. This has ${grouped.format(length)}.`,
    };
  }
  // The shop stores both, and counts their length in its own way.
  if (Math.max(Array.from(value).length, typeKey(value).length) > typeBounds.maxLength) {
    return { problem: 'Use fewer emoji and accents. They take up too much space.' };
  }
  if (acceptedText.test(value)) return { value };
  const [, problem] = refusals.find(([refused]) => refused.test(value)) ?? [];
  return {
    problem: problem ?? 'These characters are invisible. Enter the type of pet, for example dog.',
  };
}

/** Cents after a point, thousands set off by commas: `1,299.50`. */
const withPoint = /^(?:\d+|[1-9]\d{0,2}(?:,\d{3})+)?(?:\.\d+)?$/;
/** Cents after a comma, thousands set off by points: `1.299,50`. */
const withComma = /^(?:\d+|[1-9]\d{0,2}(?:\.\d{3})+)?(?:,\d+)?$/;

/**
 * Reads a price in US dollars, as people write it: `4`, `4.99`, `$4.99`, `4,99`, `1,299.50`,
 * `1.299,50`. What could be read either way is read as Americans write it, since the price is in
 * dollars: `1,299` is one thousand two hundred ninety-nine, and `1.299` has no whole cents.
 */
export function parsePrice(text: string): Parsed<number> {
  const amount = text.trim().replace(/^\$\s*/, '');
  const example = 'for example 4.99';
  if (amount === '') return { problem: `Enter the price in dollars, ${example}.` };
  if (/^[-−]/.test(amount)) return { problem: 'A price can’t be below $0.' };
  const number = plainNumber(amount);
  if (number === undefined) return { problem: `Enter the price as a number, ${example}.` };
  if (/\.\d{3}/.test(number)) {
    return { problem: `Use at most two digits for the cents, ${example}.` };
  }
  const value = Number(number);
  if (value > priceBounds.maximum) {
    return { problem: `A price can be at most $${grouped.format(priceBounds.maximum)}.` };
  }
  return { value };
}

/** The number with a point before its cents and nothing between its thousands. */
function plainNumber(amount: string): string | undefined {
  if (withPoint.test(amount)) return amount.replaceAll(',', '');
  if (withComma.test(amount)) return amount.replaceAll('.', '').replace(',', '.');
  return undefined;
}
