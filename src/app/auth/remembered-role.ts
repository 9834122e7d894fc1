import { Service, computed, effect, inject } from '@angular/core';
import { readStored, store } from '../ui/stored';
import { Identity } from './identity';
import { isRole, type Role } from './user';

const KEY = 'role';

/**
 * The role of the last user here, so that the page can be drawn for them while the login is being
 * checked. It is only a hint for the layout and grants nothing.
 */
@Service()
export class RememberedRole {
  private readonly identity = inject(Identity);

  /** The user's role, or while that is unknown, the remembered one. */
  readonly role = computed<Role | undefined>(() => {
    const isUnknown = this.identity.status() === 'checking';
    return this.identity.user()?.role ?? (isUnknown ? storedRole() : undefined);
  });

  constructor() {
    effect(() => {
      const role = this.identity.user()?.role;
      if (role || this.identity.status() === 'visitor') store('localStorage', KEY, role ?? null);
    });
  }
}

function storedRole(): Role | undefined {
  const role = readStored('localStorage', KEY) ?? undefined;
  return isRole(role) ? role : undefined;
}
