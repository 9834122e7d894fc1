/** The worker in which Auth0's SDK keeps refresh tokens, relative to the page (angular.json). */
export const AUTH0_WORKER = 'auth0-spa-js.worker.production.js';

/** What a text becomes when it reaches a place for trusted values only; null refuses it. */
interface Rules {
  createScriptURL(url: string, type?: string, sink?: string): string | null;
  createHTML(text: string, type?: string, sink?: string): string | null;
}

/** The part of the Trusted Types API that is used here, which TypeScript doesn't know. */
interface PolicyFactory {
  readonly defaultPolicy: object | null;
  createPolicy(name: string, rules: Rules): object;
}

/** What two libraries need that pass plain text to the browser. */
export const libraryRules: Rules = {
  /** Auth0's SDK starts its worker from a text. */
  createScriptURL: (url) => (url === AUTH0_WORKER ? url : null),
  /** The AWS SDK parses the XML that STS answers; in a document made by DOMParser nothing runs. */
  createHTML: (text, _type, sink) => (sink === 'DOMParser parseFromString' ? text : null),
};

/**
 * The page's Content-Security-Policy demands Trusted Types (SiteHeaders in backend/template.yaml):
 * the browser refuses every text where it could become markup or code. Angular needs no exception.
 * This makes those of the libraries, before the first of them is used; a second call changes nothing.
 *
 * @see https://w3c.github.io/trusted-types/dist/spec/#default-policy-hdr
 */
export function trustLibraries(): void {
  const { trustedTypes } = window as { trustedTypes?: PolicyFactory };
  if (trustedTypes?.defaultPolicy === null) trustedTypes.createPolicy('default', libraryRules);
}
