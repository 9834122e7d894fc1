/** `npm run migrate`: copies the pets and sales of the previous version. */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { copyPets, type Copied } from './migrate/copy.ts';
import { migrateLocal } from './migrate/local.ts';
import { root } from './process.ts';

const HELP = `npm run migrate                             the shop of npm start, in .local
npm run migrate -- OLD-TABLE NEW-TABLE      tables on AWS, with the credentials of your AWS CLI

Copies the pets and sales of the previous version to a table of this version. The old table is only read.
Deploy first, so that nobody writes to the old table any more. You can run this again: what has been
copied isn't written twice.

  --region REGION   the tables' region (default: your AWS CLI's)
  --data FOLDER     the local shop's folder (.local)
  --help            show this text`;

// Copies of email addresses are readable by the user only.
process.umask(0o077);

try {
  const { values, positionals } = readArguments();
  if (values.help) console.log(HELP);
  else if (positionals.length === 0) report(await migrateLocal(values.data, console.log));
  else await migrateOnAws(positionals, values.region);
} catch (error) {
  console.error(reasonOf(error as Error));
  process.exitCode = 1;
}

function readArguments() {
  return parseArgs({
    allowPositionals: true,
    options: {
      region: { type: 'string' },
      data: { type: 'string', default: join(root, '.local') },
      help: { type: 'boolean', default: false },
    },
  });
}

async function migrateOnAws(tables: readonly string[], region: string | undefined): Promise<void> {
  const [from, to, ...more] = tables;
  if (!from || !to || from === to || more.length > 0) {
    throw new Error(`Name two tables: the old one, then the new one.\n\n${HELP}`);
  }
  const client = new DynamoDBClient({ ...(region && { region }) });
  const documents = DynamoDBDocumentClient.from(client);
  const log = (line: string) => console.log(line);
  report(await copyPets({ documents, name: from }, { documents, name: to }, log));
}

function report(copied: Copied | undefined): void {
  for (const { from, to, soldAt } of copied?.newIds ?? []) {
    const which = soldAt ? `sold ${soldAt}` : 'for sale';
    console.log(`Pet ${from}, ${which}, is now pet ${to}, because its id was taken or too high.`);
  }
  if (copied?.present) console.log(`${copied.present} were already there.`);
  console.log(copied ? `Copied ${copied.copied} pets.` : 'The migration is complete.');
}

function reasonOf({ name, message, cause }: Error): string {
  const { code } = (cause ?? {}) as NodeJS.ErrnoException;
  if (code === 'LEVEL_LOCKED') return 'The shop is in use. Stop npm start first.';
  if (name === 'CredentialsProviderError')
    return 'No AWS credentials found. Run aws configure first.';
  return name === 'Error' ? message : `${name}: ${message}`;
}
