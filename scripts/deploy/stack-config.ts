import { connect } from './aws.ts';
import { settings, sources } from './known-settings.ts';
import { asProblem } from './problem.ts';
import { isInteractive, readSettings } from './settings.ts';
import { siteConfig } from './site-config.ts';
import { findStack, outputsOf } from './stack.ts';

/**
 * The page's config.json for a stack that is deployed, and where its API and its site are.
 *
 * @param flags the stack and the region, where the command line names them
 * @throws Problem if the stack can't be read
 */
export async function stackConfig(flags: {
  stackName: string;
  region: string | undefined;
}): Promise<{ config: string; apiUrl: string; siteUrl: string }> {
  const { region, stackName } = settings;
  const values = await readSettings({ region, stackName }, sources(flags), isInteractive());
  const name = values.stackName;
  try {
    const outputs = outputsOf(name, await findStack(connect(values.region), name));
    const { ApiUrl: apiUrl = '', SiteUrl: siteUrl = '' } = outputs;
    return { config: siteConfig(outputs), apiUrl, siteUrl };
  } catch (error) {
    throw asProblem(`The stack ${name} can't be read.`, error);
  }
}
