/**
 * The page's config.json, as the outputs of template.yaml give it: each output under its own name,
 * with a small first letter. What the page makes of it stands in src/app/config.
 */
export type PageConfig = Record<string, string>;

export const pageConfig = (outputs: Readonly<Record<string, string>>): PageConfig =>
  Object.fromEntries(
    Object.entries(outputs).map(([name, value]) => [
      name.charAt(0).toLowerCase() + name.slice(1),
      value,
    ]),
  );
