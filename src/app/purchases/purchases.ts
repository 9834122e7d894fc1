import { DestroyRef, Service, computed, effect, inject, signal, untracked } from '@angular/core';
import { Api } from '../api/api';
import type { Sale } from '../api/models';
import { allSales } from '../calls/all-sales';
import { Identity } from '../identity/identity';
import type { Role, User } from '../identity/user';

/**
 * - `checking`: it is not known yet whether somebody is logged in;
 * - `visitor`: nobody is;
 * - `other-role`: somebody is for whom these are not, and nothing is asked of the API;
 * - `loading`, `failed`, `ready`: how far what the user may see has come.
 */
export type PurchasesView = 'checking' | 'visitor' | 'other-role' | Load['state'];

/** What was loaded, and for whom: nobody else is shown it. */
interface Load {
  readonly user: User;
  readonly state: 'loading' | 'failed' | 'ready';
  readonly sales: readonly Sale[];
  readonly failure?: unknown;
}

/**
 * What the user bought or, as a shop keeper, sold. A page provides one of its own, so that what it
 * knows is as fresh as the visit, and goes with it.
 */
@Service({ autoProvided: false })
export class Purchases {
  private readonly api = inject(Api);
  private readonly identity = inject(Identity);

  private readonly role = signal<Role | undefined>(undefined);
  private readonly latest = signal<Load | undefined>(undefined);
  /** Only the latest load may write what it found. */
  private loads = 0;

  private readonly load = computed(() => {
    const load = this.latest();
    return load?.user === this.identity.user() ? load : undefined;
  });

  readonly view = computed<PurchasesView>(() => {
    const user = this.identity.user();
    if (!user) return this.identity.status() === 'checking' ? 'checking' : 'visitor';
    return user.role === this.role() ? (this.load()?.state ?? 'loading') : 'other-role';
  });
  /** All of them, the latest first; none before they are all there. */
  readonly sales = computed<readonly Sale[]>(() => {
    const load = this.load();
    return load?.state === 'ready' ? load.sales : [];
  });
  /** How many have come so far. */
  readonly found = computed(() => this.load()?.sales.length ?? 0);
  /** Why they could not be loaded. */
  readonly failure = computed(() => this.load()?.failure);

  constructor() {
    effect(() => {
      const user = this.identity.user();
      const mayAsk = user !== undefined && user.role === this.role();
      untracked(() => {
        if (mayAsk) void this.reload();
        else this.forget();
      });
    });
    inject(DestroyRef).onDestroy(() => this.forget());
  }

  /** Loads what users of this role may see, now and whenever another one of them logs in. */
  loadFor(role: Role): void {
    this.role.set(role);
  }

  /** Loads everything anew, as after a failure. Says by `view` how it went. */
  async reload(): Promise<void> {
    const user = this.identity.user();
    if (user?.role !== this.role() || !user) return;
    const number = ++this.loads;
    const isCurrent = () => number === this.loads && this.identity.user() === user;
    let sales: readonly Sale[] = [];
    this.latest.set({ user, state: 'loading', sales });
    try {
      for await (const page of allSales(this.api, this.identity)) {
        if (!isCurrent()) return;
        sales = [...sales, ...page];
        this.latest.set({ user, state: 'loading', sales });
      }
      if (isCurrent()) this.latest.set({ user, state: 'ready', sales });
    } catch (failure) {
      if (isCurrent()) this.latest.set({ user, state: 'failed', sales, failure });
    }
  }

  private forget(): void {
    this.loads++;
    this.latest.set(undefined);
  }
}
