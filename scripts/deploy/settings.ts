import { existsSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { Problem, USAGE, reason } from './problem.ts';
import { ask, type Question } from './questions.ts';

/** Something that a command must know: from a flag, the environment, deploy.json or a question. */
export interface Setting extends Question {
  /** The names of environment variables, the first that is set counts. */
  readonly variables: readonly string[];
  /** Never asked for: the fallback is what nearly everybody wants. */
  readonly optional?: true;
}

export type Settings = Readonly<Record<string, Setting>>;

/** Where values come from, the first first. */
export interface Sources {
  readonly flags: Readonly<Record<string, string | undefined>>;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly file: Readonly<Record<string, string>>;
}

/** The flag of a setting: `--auth0-domain` for auth0Domain. */
export const flag = (name: string): string =>
  `--${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;

/**
 * The value of each setting. A missing one is asked for at a terminal; elsewhere all that are
 * missing are named at once.
 *
 * @throws Problem if a value is missing or malformed, with where it came from
 */
export async function readSettings<Name extends string>(
  settings: Readonly<Record<Name, Setting>>,
  sources: Sources,
  interactive: boolean,
): Promise<Record<Name, string>> {
  const names = Object.keys(settings) as Name[];
  const given = names.map((name) => [name, find(name, settings[name], sources)] as const);
  const missing = given.filter(
    ([name, value]) => value === undefined && settings[name].fallback === undefined,
  );
  if (missing.length > 0 && !interactive) {
    throw new Problem(
      'Not everything that is needed was given, and nobody can be asked: this is no terminal.',
      missing.map(([name]) => `${settings[name].question} is missing.`).join(' '),
      missing.map(([name]) => waysToGive(name, settings[name])).join(' '),
      USAGE,
    );
  }
  const values: Record<string, string> = {};
  for (const [name, value] of given) {
    const setting: Setting = settings[name];
    const asks = interactive && !setting.optional;
    values[name] = value ?? (asks ? await ask(setting) : (setting.fallback ?? ''));
  }
  return values;
}

/**
 * The values in deploy.json, none if there is no such file.
 *
 * @param known the settings of every command: the file is for all of them
 */
export function readFile(file: string, known: readonly string[]): Record<string, string> {
  if (!existsSync(file)) return {};
  const name = basename(file);
  const wrong = (why: string) =>
    new Problem(
      `${name} can't be read.`,
      why,
      `Mend ${name}; deploy.example.json shows how.`,
      USAGE,
    );
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw wrong(`It is no JSON: ${reason(error)}.`);
  }
  if (typeof content !== 'object' || content === null || Array.isArray(content)) {
    throw wrong('It must hold one JSON object.');
  }
  for (const [key, value] of Object.entries(content)) {
    if (!known.includes(key)) throw wrong(`It has "${key}". Known are ${known.join(', ')}.`);
    if (typeof value !== 'string') throw wrong(`"${key}" must be a text.`);
  }
  return content as Record<string, string>;
}

function find(name: string, setting: Setting, sources: Sources): string | undefined {
  const variable = setting.variables.find((one) => sources.environment[one]);
  const given = [
    [sources.flags[name], flag(name)],
    [variable && sources.environment[variable], variable],
    [sources.file[name], `"${name}" in deploy.json`],
  ].find(([value]) => value !== undefined);
  if (!given) return undefined;
  const [value = '', origin] = given;
  if (setting.pattern.test(value) || value === setting.fallback) return value;
  const shown = setting.secret ? 'something else' : `"${value}"`;
  throw new Problem(
    `${setting.question}: ${shown} can't be right.`,
    `${origin} must be ${setting.expected}.`,
    `Correct ${origin}.`,
    USAGE,
  );
}

function waysToGive(name: string, { variables, secret }: Setting): string {
  const ways = [
    ...(secret ? [] : [`${flag(name)} VALUE`]),
    ...variables.slice(0, 1).map((variable) => `the variable ${variable}`),
    `"${name}" in deploy.json`,
  ];
  return `Give ${ways.slice(0, -1).join(', ')} or ${ways.at(-1)}.`;
}
