import { Service, signal } from '@angular/core';

/** `system` follows the device. */
export type ThemeChoice = 'system' | 'light' | 'dark';

const KEY = 'theme';

/**
 * Light or dark. public/first-paint.js applies the choice: the stored one before the first paint, and
 * then each one that a storage event reports, from another tab or from here.
 */
@Service()
export class Theme {
  private readonly chosen = signal(this.stored());

  readonly choice = this.chosen.asReadonly();

  constructor() {
    window.addEventListener('storage', ({ key, newValue }) => {
      if (key === KEY) this.chosen.set(choiceOf(newValue));
    });
  }

  /** Applies and keeps the choice; where the browser stores nothing, for this visit only. */
  choose(choice: ThemeChoice): void {
    const newValue = choice === 'system' ? null : choice;
    try {
      if (newValue) localStorage.setItem(KEY, newValue);
      else localStorage.removeItem(KEY);
    } catch {
      // Blocked storage.
    }
    window.dispatchEvent(new StorageEvent('storage', { key: KEY, newValue }));
  }

  private stored(): ThemeChoice {
    try {
      return choiceOf(localStorage.getItem(KEY));
    } catch {
      return 'system';
    }
  }
}

export const isThemeChoice = (value: unknown): value is ThemeChoice =>
  value === 'system' || value === 'light' || value === 'dark';

const choiceOf = (stored: string | null): ThemeChoice =>
  isThemeChoice(stored) ? stored : 'system';
