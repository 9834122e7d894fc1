import { Component, inject, input } from '@angular/core';
import { CONFIG } from '../config/config';
import type { User } from '../identity/user';

/** Step 1, live: who is logged in, where and how. */
@Component({
  selector: 'app-login-panel',
  template: `
    <dl class="facts">
      <dt>User</dt>
      <dd>{{ user().email ?? user().nickname }}</dd>
      <dt>May</dt>
      <dd>{{ user().role === 'admin' ? 'keep the shop' : 'buy pets' }}</dd>
      <dt>Tenant</dt>
      <dd>
        <code>{{ config.auth0Domain }}</code>
      </dd>
      <dt>Client id</dt>
      <dd>
        <code>{{ config.auth0ClientId }}</code>
      </dd>
      <dt>Tokens are</dt>
      <dd>in memory only, renewed with a rotating refresh token</dd>
    </dl>
  `,
})
export class LoginPanel {
  readonly user = input.required<User>();

  protected readonly config = inject(CONFIG);
}
