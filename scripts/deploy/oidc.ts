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
  const wrong = (why: string) =>
    new Problem(
      `${domain} isn't the domain of an Auth0 tenant.`,
      `${url} ${why}`,
      "Give the domain shown in your application's settings, at https://manage.auth0.com under Applications.",
    );
  let document: { issuer?: unknown };
  try {
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    const response = await fetch(url, { signal, redirect: 'error' });
    if (!response.ok) throw new Error(`status ${response.status}`);
    document = (await response.json()) as typeof document;
  } catch (error) {
    throw wrong(`returned no discovery document: ${reason(error)}.`);
  }
  const expected = `https://${domain}/`;
  if (document.issuer === expected) return `the issuer is ${expected}`;
  const issuer = String(document.issuer);
  throw wrong(`names the issuer ${issuer}; the roles on AWS will trust ${expected}.`);
}
