import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { shopKeeper } from './accounts.ts';
import { html, Html } from './html.ts';
import type { Connection, Tenant } from './tenant.ts';

const style = readFileSync(new URL('login-page.css', import.meta.url), 'utf8');

/** Written so that nothing comes between the tags and the style, which the hash covers. */
const styleElement = new Html(`<style>${style}</style>`);

/** The CSP source that allows the pages' own style and no other. */
export const styleSource = `'sha256-${createHash('sha256').update(style).digest('base64')}'`;

/** What a visitor typed before and what was wrong with it. */
export interface Attempt {
  readonly email: string;
  readonly error?: string;
}

/** The page on which a visitor logs in with a password or chooses a social connection. */
export function loginPage(tenant: Tenant, url: string, { email, error }: Attempt): string {
  const { client, connections } = tenant;
  return page(
    `Log in to ${client.name}`,
    html`<main>
        <h1>Welcome</h1>
        <p>Log in to continue to ${client.name}.</p>
        ${alert(error)}
        <form method="post" action="${url}">
          ${emailField(email, error, email === '')}
          <label>
            Password
            <input
              type="password"
              name="password"
              autocomplete="current-password"
              required
              ${email === '' ? '' : html`autofocus`}
              ${invalid(error)}
            />
          </label>
          <button class="main">Continue</button>
        </form>
        <div class="or">or</div>
        <form action="${url}">
          ${connections.map(
            ({ name, display_name }) =>
              html`<button name="connection" value="${name}">
                Continue with ${display_name}
              </button>`,
          )}
        </form>
        <nav><a href="${url}/cancel">Back to the shop</a></nav>
      </main>
      <aside>
        <p>
          Auth0's stand-in on your machine. The shop keeper is <code>${shopKeeper.email}</code> with
          the password <code>${shopKeeper.password}</code>. A buyer is any email address, through
          ${connections.map(({ display_name }) => display_name).join(' or ')}.
        </p>
      </aside>`,
  );
}

/** The page that stands in for a social connection's own login. */
export function socialPage(
  { name, display_name }: Connection,
  url: string,
  { email, error }: Attempt,
): string {
  return page(
    `Sign in with ${display_name}`,
    html`<main>
        <h1>Sign in with ${display_name}</h1>
        <p>Choose who you are: any email address is a buyer.</p>
        ${alert(error)}
        <form method="post" action="${url}?connection=${name}">
          ${emailField(email, error, true)}
          <button class="main">Sign in</button>
        </form>
        <nav>
          <a href="${url}">Back</a>
          <a href="${url}/cancel">Back to the shop</a>
        </nav>
      </main>
      <aside>
        <p>
          ${display_name}'s stand-in on your machine: nothing is sent to ${display_name}, and there
          is no password.
        </p>
      </aside>`,
  );
}

/** A page that says what happened and leads back to the shop. */
export function messagePage(title: string, message: string, shopUrl: string): string {
  return page(
    title,
    html`<main>
      <h1>${title}</h1>
      <p>${message}</p>
      <nav><a href="${shopUrl}">Back to the shop</a></nav>
    </main>`,
  );
}

function page(title: string, body: Html): string {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        <link rel="icon" href="data:," />
        ${styleElement}
      </head>
      <body>
        ${body}
      </body>
    </html> `.markup;
}

function alert(error: string | undefined): Html {
  return error === undefined ? html`` : html`<p role="alert" id="error">${error}</p>`;
}

function invalid(error: string | undefined): Html {
  return error === undefined ? html`` : html`aria-invalid="true" aria-describedby="error"`;
}

function emailField(email: string, error: string | undefined, focus: boolean): Html {
  return html`<label>
    Email address
    <input
      type="email"
      name="email"
      value="${email}"
      autocomplete="username"
      autocapitalize="none"
      spellcheck="false"
      maxlength="254"
      required
      ${focus ? html`autofocus` : ''}
      ${invalid(error)}
    />
  </label>`;
}
