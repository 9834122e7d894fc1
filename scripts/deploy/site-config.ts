import { ConfigError, expectedValue, parseConfig } from '../../src/app/config/config.ts';
import { Problem } from './problem.ts';

/**
 * The page's config.json: those of the stack's outputs that the page needs, each with a lowercase first
 * letter, checked as the page itself checks them at startup.
 *
 * @throws Problem with every key that is missing or malformed
 */
export function siteConfig(outputs: Readonly<Record<string, string>>): string {
  const byKey = Object.fromEntries(
    Object.entries(outputs).map(([name, value]) => [
      name.charAt(0).toLowerCase() + name.slice(1),
      value,
    ]),
  );
  try {
    return `${JSON.stringify(parseConfig(byKey), null, 2)}\n`;
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    throw new Problem(
      "Can't create the page's config.json from the stack's outputs.",
      error.problems
        .map(
          ({ key, actual }) =>
            `${key ?? 'config.json'}: expected ${expectedValue(key)}, got ${actual}`,
        )
        .join('; '),
      'Compare the outputs in backend/template.yaml with src/app/config/config.ts.',
    );
  }
}
