import { hash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { ACCOUNT_KINDS, shopKeeper } from './accounts.ts';
import type { SocialConnection, Tenant } from './tenant.ts';

// A browser reads CRLF as LF before it compares the hash.
const style = readFileSync(new URL('login-page.css', import.meta.url), 'utf8').replaceAll('\r', '');

/** The CSP source that allows the pages' own style and no other. */
export const styleSource = `'sha256-${hash('sha256', style, 'base64')}'`;

/** The page on which a visitor logs in with a password or chooses a social connection. */
export function loginPage({ client, connections }: Tenant, email: string, error = ''): string {
  const buttons = connections.map(
    ({ name, display_name }) =>
      html`<button name="connection" value="${name}">Continue with ${display_name}</button>`,
  );
  const content = html`<form method="post">
      ${emailField(email)}
      <label>
        Password
        <input type="password" name="password" autocomplete="current-password" required />
      </label>
      <button class="main">Continue</button>
    </form>
    <div class="or">or</div>
    <form>${new Html(buttons.join(''))}</form>
    <nav><a href="?cancel">Back to the shop</a></nav>
    <aside>
      This is Auth0’s stand-in on your machine. To be the shopkeeper, log in as
      <code>${shopKeeper.email}</code> with the password <code>${shopKeeper.password}</code>. To be
      a buyer, continue with any of the buttons.
    </aside>`;
  return page(`Log in to ${client.name}`, error, content);
}

/** The page that stands in for a social connection's own login. */
export function socialPage({ display_name }: SocialConnection, email: string, error = ''): string {
  const kinds = Object.entries(ACCOUNT_KINDS).map(
    ([kind, words]) => html`<option value="${kind}">${words}</option>`,
  );
  const content = html`<form method="post">
      ${emailField(email)}
      <label>
        What your account shares with the shop
        <select name="account">
          ${new Html(kinds.join(''))}
        </select>
      </label>
      <button class="main">Sign in</button>
    </form>
    <nav><a href="?">Back</a> <a href="?cancel">Back to the shop</a></nav>
    <aside>
      This is ${display_name}’s stand-in on your machine. Any email address makes you a buyer.
    </aside>`;
  return page(`Sign in with ${display_name}`, error, content);
}

/** A page that says what went wrong and leads back to the shop. */
export function errorPage(title: string, error: string, shopUrl: string): string {
  return page(title, error, html`<nav><a href="${shopUrl}">Back to the shop</a></nav>`);
}

function page(title: string, error: string, content: Html): string {
  return html`<!doctype html>
    <html lang="en">
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <title>${title}</title>
      ${new Html(`<style>${style}</style>`)}
      <main>
        <h1>${title}</h1>
        ${error && html`<p role="alert">${error}</p>`} ${content}
      </main>
    </html>`.toString();
}

const emailField = (email: string) =>
  html`<label>
    Email address
    <input type="email" name="email" value="${email}" autocomplete="username" required autofocus />
  </label>`;

/** Markup that may be sent as it is. */
class Html extends String {}

/** A template tag for markup that escapes every value that isn't markup itself. */
function html(strings: TemplateStringsArray, ...parts: (string | Html)[]): Html {
  const escape = (part: string | Html) =>
    part instanceof Html ? part : part.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
  return new Html(String.raw({ raw: strings }, ...parts.map(escape)));
}
