import { createHash } from 'node:crypto';
import type { Provider } from 'oidc-provider';

const script = `
const { target, message } = JSON.parse(document.getElementById('response').textContent);
(window.opener ?? window.parent).postMessage(message, target);
`;
const scriptSource = `'sha256-${createHash('sha256').update(script).digest('base64')}'`;

/**
 * The response mode `web_message`: a page that posts the authorization response to the window that
 * opened or framed it, if that is of the redirect URI's origin. auth0-spa-js logs in silently this
 * way, with `prompt=none` in a hidden frame.
 *
 * @see https://datatracker.ietf.org/doc/html/draft-sakimura-oauth-wmrm-00
 */
export function registerWebMessage(provider: Provider, webOrigins: readonly string[]): void {
  provider.registerResponseMode('web_message', (ctx, redirectUri, response) => {
    const target = new URL(redirectUri).origin;
    const message = { type: 'authorization_response', response };
    const json = JSON.stringify({ target, message }).replaceAll('<', '\\u003c');

    ctx.set(
      'Content-Security-Policy',
      `default-src 'none'; script-src ${scriptSource}; base-uri 'none'; ` +
        `frame-ancestors ${webOrigins.join(' ')}`,
    );
    ctx.status = 200;
    ctx.type = 'html';
    ctx.body =
      '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Authorization</title></head>' +
      `<body><script type="application/json" id="response">${json}</script>` +
      `<script>${script}</script></body></html>`;
  });
}
