import type { User } from './user';

/** Tells users why their email address keeps them from buying, and what to do. */
export const emailProblems: Record<NonNullable<User['emailProblem']>, string> = {
  missing:
    'Your account doesn’t share an email address with the shop, and you need one to buy. You can still browse. To buy, log in with an account that shares its address.',
  unverified:
    'Your email address isn’t verified, so you can’t buy yet. You can still browse. To buy, verify the address with your account’s provider, then log in again.',
};

/** Tells a buyer why they can't buy; undefined if they can. */
export const buyerProblem = (user: User | undefined): string | undefined =>
  user?.role === 'social' && user.emailProblem ? emailProblems[user.emailProblem] : undefined;
