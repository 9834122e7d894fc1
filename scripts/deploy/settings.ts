import { input, password } from '@inquirer/prompts';
import { Command } from 'commander';
import { existsSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { z } from 'zod';
import { Problem, USAGE, reason } from './problem.ts';

/** Something that a command must know: from a flag, the environment, deploy.json or a question. */
export interface Setting {
  readonly question: string;
  /** What fits; its message says what is expected. */
  readonly schema: z.ZodType<string>;
  /** The names of environment variables, the first that is set counts. */
  readonly variables: readonly string[];
  /** What an empty answer means, and what counts where nobody can be asked. */
  readonly fallback?: string;
  /** Not shown when typed, and not taken from a flag: others see a process's arguments. */
  readonly secret?: true;
  /** Never asked for, since nearly everyone wants the fallback. */
  readonly optional?: true;
}

export type Settings = Readonly<Record<string, Setting>>;

/** Where values come from, in order of precedence. */
export interface Sources {
  readonly flags: Readonly<Record<string, string | undefined>>;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly file: Readonly<Record<string, string | undefined>>;
}

/** Whether someone can answer at this terminal. */
export const isInteractive = (): boolean => process.stdin.isTTY && process.stdout.isTTY;

const flag = (name: string): string =>
  `--${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;

/**
 * The command line: the value of each setting's flag and the switches that are on. `--help` prints
 * what there is and ends the process.
 *
 * @throws Problem if it holds anything else
 */
export function readOptions<Switch extends string>(
  command: string,
  about: string,
  settings: Settings,
  switches: Readonly<Record<Switch, string>>,
): { flags: Sources['flags']; on: Partial<Record<Switch, true>> } {
  const program = new Command(`npm run ${command} --`)
    .description(about)
    .configureOutput({ outputError: () => undefined })
    .allowExcessArguments(false)
    .exitOverride(({ exitCode, message }) => {
      if (exitCode === 0) process.exit(0);
      throw new Problem(
        "The command line isn't valid.",
        message.replace('error: ', ''),
        `npm run ${command} -- --help lists the options.`,
        USAGE,
      );
    })
    .addHelpText(
      'after',
      '\nValues come from flags, then from the environment or deploy.json under the names in parentheses.\nAt a terminal, the command asks for what is missing.',
    );
  const secrets: string[] = [];
  for (const [name, { question, variables, secret }] of Object.entries(settings)) {
    const described = `${question} (${[...variables.slice(0, 1), name].join(', ')})`;
    if (secret) secrets.push(`  ${described}`);
    else program.option(`${flag(name)} <value>`, described);
  }
  if (secrets.length > 0) {
    program.addHelpText(
      'after',
      `\nSecrets have no flags, because other users could see them:\n${secrets.join('\n')}`,
    );
  }
  for (const [name, text] of Object.entries<string>(switches)) program.option(flag(name), text);
  program.parse();
  return { flags: program.opts(), on: program.opts() };
}

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
  const entries = Object.entries<Setting>(settings);
  const given = new Map(
    entries.map(([name, setting]) => [name, find(name, setting, sources)] as const),
  );
  const missing = entries.filter(
    ([name, { fallback }]) => given.get(name) === undefined && fallback === undefined,
  );
  if (missing.length > 0 && !interactive) {
    throw new Problem(
      "Some required values are missing, and the command can't ask for them: this isn't a terminal.",
      missing.map(([, { question }]) => `${question} is missing.`).join(' '),
      missing.map(([name, setting]) => waysToGive(name, setting)).join(' '),
      USAGE,
    );
  }
  const values: Record<string, string> = {};
  for (const [name, setting] of entries) {
    const asks = interactive && !setting.optional;
    values[name] = given.get(name) ?? (asks ? await ask(setting) : (setting.fallback ?? ''));
  }
  return values;
}

/**
 * The values in deploy.json, none if there is no such file.
 *
 * @param known the settings of every command: the file is for all of them
 */
export function readFile(file: string, known: Settings): Sources['file'] {
  if (!existsSync(file)) return {};
  const name = basename(file);
  const wrong = (why: string) =>
    new Problem(
      `${name} can't be read.`,
      why,
      `Fix ${name}. deploy.example.json shows the format.`,
      USAGE,
    );
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw wrong(`It isn't valid JSON: ${reason(error)}.`);
  }
  const schemas = Object.entries(known).map(([key, { schema }]) => [key, schema.optional()]);
  const { data, error } = z
    .strictObject(Object.fromEntries(schemas) as Record<string, z.ZodOptional<z.ZodType<string>>>)
    .safeParse(content);
  if (data) return data;
  throw wrong(error.issues.map(({ path, message }) => [...path, message].join(': ')).join('; '));
}

async function ask({ question: message, fallback, secret, schema }: Setting): Promise<string> {
  const validate = (answer: string) => mistake(schema, answer) ?? true;
  if (secret) return await password({ message, validate });
  return await input({ message, validate, ...(fallback !== undefined && { default: fallback }) });
}

/** What is wrong with a value, in words. */
const mistake = (schema: z.ZodType<string>, value: string): string | undefined =>
  schema.safeParse(value).error?.issues[0]?.message;

function find(name: string, setting: Setting, sources: Sources): string | undefined {
  const { question, variables, schema, secret } = setting;
  const variable = variables.find((one) => sources.environment[one]) ?? '';
  const [value, origin] =
    [
      [sources.flags[name], flag(name)],
      [sources.environment[variable], variable],
      [sources.file[name], `"${name}" in deploy.json`],
    ].find(([given]) => given !== undefined) ?? [];
  const wrong = value === undefined ? undefined : mistake(schema, value);
  if (wrong === undefined) return value;
  const shown = secret ? 'something else' : `"${value}"`;
  throw new Problem(
    `${question}: ${shown} isn't valid.`,
    `${origin} ${wrong}.`,
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
