const SHOP = 'Secured Pets';

/** The title of a page; without a name it is that of the shop itself. */
export const pageTitle = (name?: string): string => (name ? `${name} · ${SHOP}` : SHOP);
