import { interrupted } from './interruption.ts';
import { Problem, reason } from './problem.ts';

const TIMEOUT_MS = 15_000;

/** The answers of Auth0's Management API to what was asked, page by page where it has pages. */
export interface ManagementApi {
  readonly token: string;
  /** @throws Problem if Auth0 refuses or doesn't answer */
  get(path: string): Promise<unknown>;
}

/**
 * Logs in to a tenant's Management API by a machine-to-machine application (client credentials).
 *
 * @throws Problem if Auth0 refuses it
 * @see https://auth0.com/docs/api/management/v2
 */
export async function managementApi(
  domain: string,
  clientId: string,
  clientSecret: string,
): Promise<ManagementApi> {
  const answer = await request(`https://${domain}/oauth/token`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({
      grant_type: 'client_credentials',
      client_id: clientId,
      client_secret: clientSecret,
      audience: `https://${domain}/api/v2/`,
    }),
  });
  const { access_token: token } = answer as { access_token?: string };
  if (!token) throw refused(`https://${domain}/oauth/token`, 'it gave no access token');
  const headers = { Authorization: `Bearer ${token}` };
  return { token, get: (path) => request(`https://${domain}/api/v2/${path}`, { headers }) };
}

async function request(url: string, init: RequestInit): Promise<unknown> {
  let response: Response;
  let text: string;
  try {
    const signal = AbortSignal.any([interrupted, AbortSignal.timeout(TIMEOUT_MS)]);
    response = await fetch(url, { ...init, signal });
    text = await response.text();
  } catch (error) {
    throw refused(url, `it does not answer: ${reason(error)}`);
  }
  if (response.ok) return JSON.parse(text);
  throw refused(url, `status ${response.status}${described(text)}`);
}

/** What Auth0 says of a refusal, in either of its two ways. */
function described(text: string): string {
  try {
    const told = JSON.parse(text) as Record<string, string | undefined>;
    const words = told['error_description'] ?? told['message'];
    return words ? `, ${words}` : '';
  } catch {
    return '';
  }
}

const refused = (url: string, why: string): Problem =>
  new Problem(
    'Auth0 does not let this in.',
    `${url}: ${why}.`,
    'Look at the machine-to-machine application at https://manage.auth0.com: its client ID and secret, and under APIs that it is authorized for the Auth0 Management API, with read, create and update for clients, connections, connections_options, actions, triggers and attack_protection (the last two have no create).',
  );
