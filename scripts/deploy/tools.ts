import { Problem } from './problem.ts';
import { runProgram } from './program.ts';

/** The first version of the SAM CLI that knows the functions' runtime, nodejs24.x. */
const OLDEST_SAM = [1, 150] as const;

const HOW_TO_INSTALL =
  'Install the AWS SAM CLI: pipx install aws-sam-cli, or see https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/install-sam-cli.html';

/**
 * The versions of what a deployment runs. The AWS CLI is not among it: the commands call AWS
 * themselves, with the credentials that the CLI would use.
 *
 * @throws Problem if SAM is missing or too old
 */
export async function checkTools(folder: string): Promise<string> {
  const sam = { name: 'sam', args: ['--version'], folder };
  const output = await runProgram(sam, HOW_TO_INSTALL);
  const version = /version (\d+)\.(\d+)\.\d+/.exec(output);
  const [, major, minor] = (version ?? []).map(Number);
  const [oldestMajor, oldestMinor] = OLDEST_SAM;
  const isNewEnough =
    major !== undefined &&
    minor !== undefined &&
    (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor));
  if (isNewEnough) return `Node ${process.versions.node}, SAM ${major}.${minor}`;
  throw new Problem(
    'The AWS SAM CLI is too old.',
    `sam --version says "${output.trim()}", but Node 24 needs ${OLDEST_SAM.join('.')} or newer.`,
    HOW_TO_INSTALL.replace('Install', 'Upgrade').replace('pipx install', 'pipx upgrade'),
  );
}
