import { Component, computed, inject, output } from '@angular/core';
import { Router } from '@angular/router';
import type { Pet } from '../api/models';
import { Identity } from '../auth/identity';
import { RememberedRole } from '../auth/remembered-role';
import { NearViewport } from '../ui/near-viewport';
import { PageFocus } from '../ui/page-focus';
import type { ShopPet } from './known-sales';
import { ListPlace } from './list-place';
import { PetGroup } from './pet-group';
import { GROUP_SIZE } from './pet-groups';
import { PetStore } from './pet-store';

/** The pets that are loaded, of which only those near the viewport are drawn. */
@Component({
  selector: 'app-pet-list',
  imports: [NearViewport, PetGroup],
  templateUrl: './pet-list.html',
  host: {
    role: 'list',
    'aria-label': 'Pets',
    '[attr.aria-busy]': "shop.status() === 'loading'",
    '[class.unsure]': 'isUnsure()',
  },
})
export class PetList {
  private readonly identity = inject(Identity);
  private readonly place = inject(ListPlace);
  private readonly rememberedRole = inject(RememberedRole);
  protected readonly shop = inject(PetStore);
  protected readonly groupSize = GROUP_SIZE;

  readonly buy = output<ShopPet>();
  readonly edit = output<ShopPet>();
  readonly remove = output<ShopPet>();

  protected readonly isUnsure = computed(() => this.identity.status() === 'checking');
  /** While the login is being checked: who the user probably is, if the page remembers one. */
  protected readonly viewer = computed(
    () => this.rememberedRole.role() ?? (this.isUnsure() ? undefined : 'visitor'),
  );
  /** The pet the user comes back to. */
  private readonly returnId = computed(
    () => this.place.of(this.shop.shownQuery())?.petId ?? this.leftId,
  );
  /** The pet from whose page the user went back. */
  private readonly leftId = petLeft(inject(Router));
  /** How many pets there are; -1 for not known. */
  protected readonly size = computed(() => (this.shop.hasMore() ? -1 : this.shop.count()));

  constructor() {
    const { leftId } = this;
    if (leftId) inject(PageFocus).moveTo(`[data-pet="${leftId}"]`, { always: true });
  }

  /** Whether a group is drawn at once. */
  protected isFirst(group: readonly Pet[], index: number): boolean {
    const id = this.returnId();
    return index === 0 || (id !== undefined && group.some((pet) => pet.id === id));
  }
}

function petLeft(router: Router): number | undefined {
  const navigation = router.currentNavigation() ?? router.lastSuccessfulNavigation();
  if (navigation?.trigger !== 'popstate') return undefined;
  const from = String(navigation.previousNavigation?.finalUrl ?? '');
  const id = /^\/pets\/(\d+)/.exec(from)?.[1];
  return id === undefined ? undefined : Number(id);
}
