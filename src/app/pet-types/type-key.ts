/**
 * By which the shop compares types: the same for what differs in case, in spaces or in how Unicode
 * writes it (backend/openapi.yaml, the parameter `type`).
 */
export const typeKey = (type: string): string =>
  type.trim().normalize('NFKC').replace(/\s+/g, ' ').toUpperCase().toLowerCase().normalize('NFKC');
