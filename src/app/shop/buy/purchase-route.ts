import { Location } from '@angular/common';
import { Service, inject, signal } from '@angular/core';
import { ActivatedRoute, Router } from '@angular/router';
import { Identity } from '../../auth/identity';
import { BusyPets } from '../busy-pets';
import { petIdFrom } from '../pet-id';

/**
 * The pet that the page asks about whether to buy it. The question stands in the address
 * (`?buy=7`), so that it survives a login and a reload, can be linked, and goes away by the
 * browser's Back.
 */
@Service()
export class PurchaseRoute {
  private readonly busy = inject(BusyPets);
  private readonly identity = inject(Identity);
  private readonly location = inject(Location);
  private readonly router = inject(Router);

  private readonly requestedId = signal<number | undefined>(undefined);
  /** Whether the question has a history entry of its own, to go back from. */
  private hasEntry = false;

  /** The id of the pet; undefined if there is no question. */
  readonly petId = this.requestedId.asReadonly();

  constructor() {
    inject(ActivatedRoute).queryParamMap.subscribe((query) => {
      this.requestedId.set(petIdFrom(query.get('buy') ?? ''));
    });
  }

  /** Asks about a pet. A visitor logs in first, and finds the question afterwards. */
  async ask(id: number): Promise<void> {
    if (this.identity.user()) {
      // A question in place of another has its history entry.
      const replaceUrl = this.petId() !== undefined;
      const extras = { replaceUrl, scroll: 'manual' } as const;
      const isAsked = await this.router.navigateByUrl(this.address(id), extras);
      if (!replaceUrl) this.hasEntry = isAsked;
    } else {
      await this.busy.run(id, () => this.identity.logIn(this.address(id)));
    }
  }

  /** Takes the question out of the address. */
  close(): void {
    if (this.petId() === undefined) return;
    if (this.hasEntry) this.location.back();
    else void this.router.navigateByUrl(this.address(), { replaceUrl: true, scroll: 'manual' });
    this.hasEntry = false;
  }

  /** The present address, with the question about a pet or without. */
  private address(id?: number): string {
    const tree = this.router.parseUrl(this.router.url);
    const { buy: _, ...others } = tree.queryParams;
    tree.queryParams = id === undefined ? others : { ...others, buy: id };
    return this.router.serializeUrl(tree);
  }
}
