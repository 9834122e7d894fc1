const day = new Intl.DateTimeFormat('en-US', { dateStyle: 'medium' });
const dateTime = new Intl.DateTimeFormat('en-US', { dateStyle: 'medium', timeStyle: 'short' });
const exact = new Intl.DateTimeFormat('en-US', { dateStyle: 'medium', timeStyle: 'medium' });
const month = new Intl.DateTimeFormat('en-US', { month: 'short', year: 'numeric' });

/** The day in the user's own time: `Nov 24, 2026`. */
export const formatDay = (date: Date): string => day.format(date);

/** Day and time in the user's own time: `Nov 24, 2026, 11:05 AM`. */
export const formatDateTime = (date: Date): string => dateTime.format(date);

/** Day and time to the second in the user's own time: `Nov 24, 2026, 11:05:09 AM`. */
export const formatExactTime = (date: Date): string => exact.format(date);

/** `Nov 2026`. */
export const formatMonth = (date: Date): string => month.format(date);
