type Area = 'localStorage' | 'sessionStorage';

/** What the browser stores under a key; null if nothing, or if it stores nothing at all. */
export function readStored(area: Area, key: string): string | null {
  try {
    return window[area].getItem(key);
  } catch {
    return null;
  }
}

/**
 * Stores a value under a key, or removes it if it is null. Where storage is blocked or full, the old value
 * doesn't stay either, since it is no longer true.
 *
 * @returns whether it worked
 */
export function store(area: Area, key: string, value: string | null): boolean {
  try {
    if (value === null) window[area].removeItem(key);
    else window[area].setItem(key, value);
    return true;
  } catch {
    if (value !== null) store(area, key, null);
    return false;
  }
}
