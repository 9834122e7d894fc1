import type { User } from './user';

/** For the user, what their email address lacks for buying, and what to do. */
export const emailProblems: Record<NonNullable<User['emailProblem']>, string> = {
  missing:
    'Your account shares no email address with the shop, and buying takes one. You can browse. To buy, log in with an account that shares its address.',
  unverified:
    'Your email address isn’t verified, and buying takes a verified one. You can browse. To buy, verify the address where you have the account, then log in again.',
};

/** What keeps a buyer from buying, as a sentence for them; undefined if nothing does. */
export const buyerProblem = (user: User | undefined): string | undefined =>
  user?.role === 'social' && user.emailProblem ? emailProblems[user.emailProblem] : undefined;
