import { join } from 'node:path';
import { root } from '../process.ts';
import * as known from './known-settings.ts';
import { readFile } from './settings.ts';
import type { Sources } from './settings.ts';

/** Where a command finds its values: the flags given, the environment and deploy.json. */
export function sources(flags: Sources['flags']): Sources {
  const { DEPLOY_FILE } = process.env;
  const file = DEPLOY_FILE ?? join(root, 'deploy.json');
  return { flags, environment: process.env, file: readFile(file, Object.keys(known)) };
}
