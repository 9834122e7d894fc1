import { hash } from 'node:crypto';
import type { Provider } from 'oidc-provider';

const script = `
const { target, message } = JSON.parse(document.getElementById('response').textContent);
(window.opener ?? window.parent).postMessage(message, target);
`;

/**
 * The response mode `web_message`: a page that posts the authorization response to the window that
 * opened or framed it, if that is of the redirect URI's origin. auth0-spa-js logs in silently this
 * way, with `prompt=none` in a hidden frame.
 *
 * @see https://datatracker.ietf.org/doc/html/draft-sakimura-oauth-wmrm-00
 */
export function registerWebMessage(provider: Provider, webOrigins: readonly string[]): void {
  const policy =
    `default-src 'none'; script-src 'sha256-${hash('sha256', script, 'base64')}'; ` +
    `frame-ancestors ${webOrigins.join(' ')}`;
  provider.registerResponseMode('web_message', (ctx, redirectUri, response) => {
    const message = { type: 'authorization_response', response };
    const json = JSON.stringify({ target: new URL(redirectUri).origin, message });
    ctx.status = 200;
    ctx.set('Content-Security-Policy', policy);
    ctx.body = `<!doctype html><title>Authorization</title>
<script type="application/json" id="response">${json.replaceAll('<', '\\u003c')}</script>
<script>${script}</script>`;
  });
}
