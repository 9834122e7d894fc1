/**
 * An environment variable that template.yaml sets.
 *
 * @throws Error that names the variable if it is missing
 */
export function required(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`The environment variable ${name} is missing (see template.yaml).`);
  return value;
}
