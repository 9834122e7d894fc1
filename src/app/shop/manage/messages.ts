/** The messages for a shop keeper about a pet, by its type. */
export const messages = {
  added: (type: string) => `The ${type} is in the shop now. Add another, or cancel to stop.`,

  changed: (type: string) => `The ${type} is changed.`,
  busy: (type: string) => `The ${type} is being changed already. Please try again.`,
  gone: (type: string) => `The ${type} is no longer in the shop.`,

  removed: (type: string) => `The ${type} has left the shop.`,
  removedForGood: (type: string) => `The ${type} has left the shop. Its sale is kept.`,
  wasGone: (type: string) => `The ${type} was no longer in the shop.`,

  puttingBack: (type: string) => `Putting the ${type} back…`,
  back: (type: string, { isRenumbered, earlier }: Back) => {
    const number = isRenumbered ? ', with a new number: another pet has its old one' : '';
    const before = earlier === undefined ? '' : ` Before it, the ${earlier} left.`;
    return `The ${type} is back in the shop${number}.${before}`;
  },
  idTaken: (type: string) =>
    `Another pet has the number of the ${type} now, so it can’t come back. Its sale is kept.`,
  saleLost: (type: string) => `The sale of the ${type} can’t be found, so it can’t come back.`,
};

/** How a pet came back. */
interface Back {
  readonly isRenumbered: boolean;
  /** The type of the pet that was removed before it, if that may be put back as well. */
  readonly earlier: string | undefined;
}
