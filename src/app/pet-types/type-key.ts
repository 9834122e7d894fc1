/**
 * By which the shop compares types: the same for what differs in case, in spaces or in how Unicode
 * writes it. The functions have it once more (backend/src/table/item.ts), and a test compares the two.
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
