import { hasRange, type PetQuery } from './pet-query';
import { rangeName } from './query-name';

/** The message for a query without pets. */
export function emptyMessage(query: PetQuery): string {
  const { type, available } = query;
  if (!hasRange(query) && type === '') return available ? 'All pets are sold' : 'No pets yet';
  return [
    `No ${available ? 'available ' : ''}pets`,
    ...(type === '' ? [] : [`of type “${type}”`]),
    ...(hasRange(query) ? [rangeName(query)] : []),
  ].join(' ');
}
