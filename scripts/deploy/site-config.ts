import { pageConfig } from '../../backend/page-config.ts';
import { ConfigError, expected, parseConfig } from '../../src/app/config/config.ts';
import { Problem } from './problem.ts';

/**
 * The page's config.json: those of the stack's outputs that the page needs, checked as the page
 * itself checks them at its start.
 *
 * @throws Problem with every key that is missing or malformed
 */
export function siteConfig(outputs: Readonly<Record<string, string>>): string {
  try {
    return `${JSON.stringify(parseConfig(pageConfig(outputs)), null, 2)}\n`;
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    throw new Problem(
      "The page's config.json can't be made from the stack's outputs.",
      error.problems
        .map(
          ({ key, actual }) => `${key ?? 'config.json'}: expected ${expected(key)}, got ${actual}`,
        )
        .join('; '),
      'Compare the outputs in backend/template.yaml with src/app/config/config.ts.',
    );
  }
}
