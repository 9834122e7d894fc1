import { AUTH0_WORKER, libraryRules, trustLibraries } from './trusted-types';

describe('Trusted Types', () => {
  it('lets exactly the worker of Auth0’s SDK through as an address of a script', () => {
    const { createScriptURL } = libraryRules;
    expect(createScriptURL(AUTH0_WORKER)).toBe(AUTH0_WORKER);
    for (const url of [
      '',
      'https://evil.example/x.js',
      `https://evil.example/${AUTH0_WORKER}`,
      `./${AUTH0_WORKER}`,
      `${AUTH0_WORKER}?x`,
      `data:text/javascript,alert(1)//${AUTH0_WORKER}`,
    ]) {
      expect(createScriptURL(url)).withContext(url).toBeNull();
    }
  });

  it('lets text be parsed into a document of its own, never into the page', () => {
    const { createHTML } = libraryRules;
    const text = '<a/>';
    expect(createHTML(text, 'TrustedHTML', 'DOMParser parseFromString')).toBe(text);
    for (const sink of ['Element innerHTML', 'Document write', 'Range createContextualFragment']) {
      expect(createHTML(text, 'TrustedHTML', sink))
        .withContext(sink)
        .toBeNull();
    }
  });

  it('has no rule that makes a script of a text', () => {
    expect(Object.keys(libraryRules)).toEqual(['createScriptURL', 'createHTML']);
  });

  it('are set up once, however often a library is loaded', () => {
    trustLibraries();
    expect(trustLibraries).not.toThrow();
    const { trustedTypes } = window as { trustedTypes?: { defaultPolicy: object | null } };
    if (trustedTypes) expect(trustedTypes.defaultPolicy).not.toBeNull();
  });
});
