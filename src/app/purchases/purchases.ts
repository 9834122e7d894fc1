import { Service, computed, inject, signal } from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { from } from 'rxjs';
import { Api } from '../api/api';
import type { Sale, Sales } from '../api/models';
import { allSales } from '../api-client/all-sales';
import { Identity } from '../auth/identity';
import type { Role } from '../auth/user';

/**
 * - `checking`: it is not known yet whether somebody is logged in;
 * - `visitor`: nobody is;
 * - `other-role`: somebody is for whom these are not, and nothing is asked of the API;
 * - `loading`, `failed`, `ready`: how far what the user may see has come.
 */
export type PurchasesView = 'checking' | 'visitor' | 'other-role' | 'loading' | 'failed' | 'ready';

/** What has come so far. */
interface Progress {
  readonly sales: readonly Sale[];
  readonly isComplete: boolean;
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
  /** Its value goes with its parameter, so that what one user loaded is never another's. */
  private readonly load = rxResource({
    params: () => {
      const user = this.identity.user();
      return user?.role === this.role() ? user : undefined;
    },
    stream: () => from(progress(allSales(this.api, this.identity))),
  });
  private readonly progress = computed(() =>
    this.load.hasValue() ? this.load.value() : undefined,
  );

  readonly view = computed<PurchasesView>(() => {
    const user = this.identity.user();
    if (!user) return this.identity.status() === 'checking' ? 'checking' : 'visitor';
    if (user.role !== this.role()) return 'other-role';
    if (this.load.status() === 'error') return 'failed';
    return this.progress()?.isComplete ? 'ready' : 'loading';
  });
  /** All of them, the latest first; none before they are all there. */
  readonly sales = computed<readonly Sale[]>(() => {
    const progress = this.progress();
    return progress?.isComplete ? progress.sales : [];
  });
  /** How many have come so far. */
  readonly loadedCount = computed(() => this.progress()?.sales.length ?? 0);
  /** Why they could not be loaded, until they are loaded anew. */
  readonly failure = computed(() => (this.view() === 'failed' ? this.load.error() : undefined));

  /** Loads what users of this role may see, now and whenever another one of them logs in. */
  loadFor(role: Role): void {
    this.role.set(role);
  }

  /** Loads everything anew, as after a failure. Says by `view` how it went. */
  reload(): void {
    this.load.reload();
  }
}

async function* progress(pages: AsyncIterable<Sales>): AsyncGenerator<Progress> {
  let sales: readonly Sale[] = [];
  for await (const page of pages) {
    sales = [...sales, ...page];
    yield { sales, isComplete: false };
  }
  yield { sales, isComplete: true };
}
