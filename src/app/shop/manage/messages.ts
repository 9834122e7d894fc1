import type { Pet } from '../../api/models';

/** The messages for a shop keeper about a pet, by its type. */
export const messages = {
  added: (type: string) => `The ${type} is in the shop now. Add another, or cancel to stop.`,
  addedOutside: (type: string) => `The ${type} is in the shop now, outside the list you see here.`,
  addedBefore: (type: string) =>
    `The ${type} that you saved before is in the shop now. Save again to add this pet as well.`,
  removedSince: (type: string) =>
    `The ${type} was added, and somebody has removed it since. Save again to add this pet.`,

  changed: (type: string) => `The ${type} is changed.`,
  busy: (type: string) => `The ${type} is being changed already. Please try again.`,
  gone: (type: string) => `The ${type} is no longer in the shop.`,

  removed: ({ type, isSold }: Pet) =>
    `The ${type} has left the shop.${isSold ? ' It is sold, and its sale is kept.' : ''}`,

  puttingBack: (type: string) => `Putting the ${type} back…`,
  /** @param earlier the type of the pet that left before it, if that may be put back as well */
  back: ({ type, isSold }: Pet, earlier: string | undefined) => {
    const sold = isSold ? ', sold as it was' : '';
    const before = earlier === undefined ? '' : ` You can put back the ${earlier}, too.`;
    return `The ${type} is back in the shop${sold}.${before}`;
  },
};
