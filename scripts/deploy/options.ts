import { parseArgs } from 'node:util';
import type { ParseArgsConfig } from 'node:util';
import { Problem, USAGE, reason } from './problem.ts';
import { flag } from './settings.ts';
import type { Settings } from './settings.ts';

/** Flags that are there or not, and what they do. */
export type Switches = Readonly<Record<string, string>>;

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
): { flags: Record<string, string | undefined>; on: Record<Switch, boolean> } {
  const names = Object.keys(settings).filter((name) => !settings[name]?.secret);
  const options: NonNullable<ParseArgsConfig['options']> = {};
  for (const name of names) options[flag(name).slice(2)] = { type: 'string' };
  for (const name of [...Object.keys(switches), 'help']) options[name] = { type: 'boolean' };
  let values: Record<string, unknown>;
  try {
    values = parseArgs({ options }).values;
  } catch (error) {
    throw new Problem(
      'The command line is not understood.',
      reason(error),
      `npm run ${command} -- --help lists what there is.`,
      USAGE,
    );
  }
  if (values['help'] === true) {
    console.log(help(command, about, settings, switches));
    process.exit(0);
  }
  const text = (name: string) => values[flag(name).slice(2)] as string | undefined;
  return {
    flags: Object.fromEntries(names.map((name) => [name, text(name)])),
    on: Object.fromEntries(
      Object.keys(switches).map((name) => [name, values[name] === true]),
    ) as Record<Switch, boolean>,
  };
}

function help(command: string, about: string, settings: Settings, switches: Switches): string {
  const rows = Object.entries(settings).map(([name, { question, variables, secret }]) => [
    secret ? '' : flag(name),
    variables[0] ?? '',
    name,
    question,
  ]);
  const widths = [0, 1, 2].map((at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)) + 2);
  const line = (row: readonly string[]) =>
    `  ${row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join('')}`.trimEnd();
  const wide = Math.max(...Object.keys(switches).map((name) => name.length), 4) + 4;
  const switchLines = Object.entries({ ...switches, help: 'this text' }).map(
    ([name, text]) => `  ${`--${name}`.padEnd(wide)}${text}`,
  );
  return `npm run ${command} -- [options]

${about}

Each value comes from its flag, else the environment, else deploy.json, else it is asked for:

${[['flag', 'environment', 'deploy.json', ''], ...rows].map(line).join('\n')}

${switchLines.join('\n')}`;
}
