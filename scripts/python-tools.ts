import { delimiter, join } from 'node:path';
import { isExecutable, root } from './process.ts';

/** Where .ci/requirements.txt is installed. */
export const PYTHON_TOOLS = join(root, '.venv', process.platform === 'win32' ? 'Scripts' : 'bin');

/**
 * A command line tool made of Python, such as `sam`: the one in the project's virtual environment,
 * else the first on the PATH.
 *
 * @returns its path; undefined if there is none
 */
export function findPythonTool(name: string): string | undefined {
  const file = process.platform === 'win32' ? `${name}.exe` : name;
  const folders = [PYTHON_TOOLS, ...(process.env['PATH'] ?? '').split(delimiter)];
  return folders.map((folder) => join(folder, file)).find(isExecutable);
}
