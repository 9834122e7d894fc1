import type { PetQuery } from './pet-query';

/** The message for a query without pets. */
export function emptyMessage({ type, available }: PetQuery): string {
  if (type !== '') return `No ${available ? 'available ' : ''}pets of type “${type}”`;
  return available ? 'All pets are sold' : 'No pets yet';
}
