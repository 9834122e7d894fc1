/** The page's config.json. What the page makes of it stands in src/app/config. */
export type PageConfig = Record<string, string>;

/** The outputs of template.yaml that the page needs; the others are for whoever deploys. */
const OUTPUTS = [
  'ApiUrl',
  'Region',
  'AdminRoleArn',
  'SocialRoleArn',
  'Auth0Domain',
  'Auth0ClientId',
] as const;

/**
 * The page's config.json, as the outputs of template.yaml give it: each of the page's outputs under
 * its own name, with a small first letter.
 *
 * @throws Error that names the output that is missing
 */
export const pageConfig = (outputs: Readonly<Record<string, string>>): PageConfig =>
  Object.fromEntries(
    OUTPUTS.map((name) => {
      const value = outputs[name];
      if (value === undefined) throw new Error(`The stack has no output ${name}.`);
      return [name.charAt(0).toLowerCase() + name.slice(1), value];
    }),
  );
