import { interrupted } from './interruption.ts';
import { Problem, reason } from './problem.ts';

const TIMEOUT_MS = 10_000;

/**
 * Reads the discovery document of an Auth0 domain. STS compares the issuer of a token with the IAM
 * provider's URL character by character, and that is `https://DOMAIN/` in the template.
 *
 * @throws Problem unless its issuer is exactly that
 * @see https://openid.net/specs/openid-connect-discovery-1_0.html
 */
export async function checkIssuer(domain: string): Promise<string> {
  const url = `https://${domain}/.well-known/openid-configuration`;
  const what = `${domain} is not the domain of an Auth0 tenant.`;
  const remedy =
    'Take the domain from the settings of your application, at https://manage.auth0.com under Applications.';
  let text: string;
  try {
    const signal = AbortSignal.any([interrupted, AbortSignal.timeout(TIMEOUT_MS)]);
    const response = await fetch(url, { signal, redirect: 'error' });
    if (!response.ok) throw new Error(`status ${response.status}`);
    text = await response.text();
  } catch (error) {
    throw new Problem(what, `${url} gave no discovery document: ${reason(error)}.`, remedy);
  }
  const issuer = readIssuer(text);
  const expected = `https://${domain}/`;
  if (issuer === expected) return `the issuer is ${issuer}`;
  throw new Problem(
    what,
    `${url} names the issuer ${issuer ?? 'nowhere'}; the roles on AWS will trust ${expected}.`,
    issuer ? `Give the domain as the issuer has it. ${remedy}` : remedy,
  );
}

function readIssuer(text: string): string | undefined {
  try {
    const { issuer } = JSON.parse(text) as { issuer?: unknown };
    return typeof issuer === 'string' ? issuer : undefined;
  } catch {
    return undefined;
  }
}
