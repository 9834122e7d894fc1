const format = new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD' });

/**
 * A price in US dollars as text: `$1,249.99`. The browser's own formatting: Angular's CurrencyPipe
 * would bring its locale data into the first download.
 */
export const dollars = (price: number): string => format.format(price);
