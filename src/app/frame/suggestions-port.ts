import { InjectionToken, type EnvironmentInjector, type Signal } from '@angular/core';

/**
 * Suggests the types that the shop has.
 *
 * @param field gets the suggestions; what is typed, the focus and the selection stay
 * @param text what is in the field
 * @param choose takes a type that is chosen
 */
export type AttachSuggestions = (
  field: HTMLInputElement,
  text: Signal<string>,
  choose: (type: string) => void,
  injector: EnvironmentInjector,
) => void;

/** Loads the suggestions. Only called when the search field gets the focus. */
export const LOAD_SUGGESTIONS = new InjectionToken<() => Promise<AttachSuggestions>>(
  'Suggestions',
  {
    factory: () => () =>
      import('./suggestions').then((suggestions) => suggestions.attachSuggestions),
  },
);
