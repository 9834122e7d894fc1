/**
 * The key by which the shop compares types: the same for types that differ only in case, spaces or
 * Unicode form. The functions have a copy (backend/src/table/item.ts), and a test compares the two.
 */
export const typeKey = (type: string): string =>
  type
    .normalize('NFKC')
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase()
    .toUpperCase()
    .toLowerCase()
    .normalize('NFKC');
