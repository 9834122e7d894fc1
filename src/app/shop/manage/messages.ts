import type { Pet } from '../../api/models';

/** The messages to a shopkeeper about a pet, by its type. */
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

  removed: ({ type, isSold }: Pet) =>
    `The ${type} has left the shop.${isSold ? ' Its sale is kept.' : ''}`,

  puttingBack: (type: string) => `Putting the ${type} back…`,
  /** @param earlier the type of the pet that left before it, if that may be put back as well */
  back: ({ type, isSold }: Pet, earlier: string | undefined) => {
    const sold = isSold ? ', still sold' : '';
    const before = earlier === undefined ? '' : ` You can put back the ${earlier}, too.`;
    return `The ${type} is back in the shop${sold}.${before}`;
  },
};
