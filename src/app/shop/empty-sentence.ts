import type { PetQuery } from './pet-query';

/** Says that there are no pets of a query. */
export function emptySentence({ type, available }: PetQuery): string {
  if (type !== '') return `No ${available ? 'available ' : ''}pets of type “${type}”`;
  return available ? 'All pets are sold' : 'No pets yet';
}
