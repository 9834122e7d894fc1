import type { Pet } from '../../api/models';
import { petName } from '../../ui/pet-name';

/**
 * The messages to a shopkeeper about a pet: by its type where they have just written it, by its number
 * where it has gone from the page.
 */
export const messages = {
  added: (type: string) => `The ${type} is in the shop now. Add another, or cancel to stop.`,
  addedOutside: (type: string) => `The ${type} is in the shop now, but not in this list.`,
  addedBefore: (type: string) =>
    `The ${type} you saved earlier is in the shop now. Save again to add this pet, too.`,
  removedSince: (type: string) =>
    `The ${type} was added, but someone has removed it since. Save again to add this pet.`,

  changed: (type: string) => `The ${type} was updated.`,
  busy: (type: string) => `The ${type} is already being updated. Try again in a moment.`,
  gone: (type: string) => `The ${type} is no longer in the shop.`,

  removed: (pet: Pet) =>
    `The ${petName(pet)}, has left the shop.${pet.isSold ? ' Its sale is kept.' : ''}`,

  puttingBack: (pet: Pet) => `Putting back the ${petName(pet)}…`,
  /** @param earlier the pet that left before it, if that may be put back as well */
  back: (pet: Pet, earlier: Pet | undefined) => {
    const sold = pet.isSold ? ', still sold' : '';
    const before = earlier === undefined ? '' : ` You can put back the ${petName(earlier)}, too.`;
    return `The ${petName(pet)}, is back in the shop${sold}.${before}`;
  },
};
