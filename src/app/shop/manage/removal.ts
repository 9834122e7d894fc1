import { Service, effect, inject, untracked } from '@angular/core';
import type { Pet } from '../../api/models';
import { errorMessage } from '../../api-client/error-message';
import { hasStatus } from '../../api-client/answer';
import { Identity } from '../../auth/identity';
import type { Action } from '../../ui/notice';
import { PageFocus } from '../../ui/page-focus';
import { PetStore } from '../pet-store';
import { Toast } from '../toast';
import { HiddenPets } from './hidden-pets';
import { Inventory } from './inventory';
import { messages } from './messages';

/**
 * Takes pets off the list and offers to put them back, the last one first, until the shopkeeper
 * leaves.
 */
@Service()
export class Removal {
  private readonly focus = inject(PageFocus);
  private readonly hidden = inject(HiddenPets);
  private readonly identity = inject(Identity);
  private readonly inventory = inject(Inventory);
  private readonly pets = inject(PetStore);
  private readonly toast = inject(Toast);

  /** What may be put back, the last one last. */
  private readonly removed: Pet[] = [];

  constructor() {
    let known = this.identity.user();
    effect(() => {
      const user = this.identity.user();
      if (user === known) return;
      known = user;
      untracked(() => this.forget());
    });
  }

  /** Takes a pet off the list, and offers to put it back. */
  async remove(pet: Pet): Promise<void> {
    const index = this.pets.pets().findIndex(({ id }) => id === pet.id);
    const goOn = () => this.focusNear(index);
    try {
      const removed = await this.inventory.remove(pet);
      if (removed === 'busy') return;
      this.removed.push(removed);
      this.offerUndo(messages.removed(removed), goOn);
      this.focus.moveTo('[data-action="message"]');
    } catch (error) {
      this.toast.tellProblem(errorMessage(error, 'remove', pet.type));
      goOn();
    }
  }

  /** Puts back the pet that was removed last. */
  private async undo(): Promise<void> {
    const last = this.removed.pop();
    if (!last) return;
    this.toast.tell(messages.puttingBack(last));
    try {
      const restored = await this.inventory.restore(last);
      const earlier = this.removed.at(-1);
      const text = messages.back(restored, earlier);
      if (earlier || !this.hidden.has(restored)) this.offerUndo(text);
      else this.toast.tell(text, this.hidden.show(restored));
      this.focus.moveTo(`[data-pet="${restored.id}"], [data-action="message"]`);
    } catch (error) {
      // A pet that is back and has been sold since needs no other try.
      const isBack = hasStatus(error, 409);
      if (!isBack) this.removed.push(last);
      const action = isBack ? undefined : this.undoAction('Try again');
      this.toast.tellProblem(errorMessage(error, 'add', last.type), action);
      this.focus.moveTo('[data-action="message"], .notice-close');
    }
  }

  /** Says something, and offers to put back the pet that was removed last, if there is one. */
  private offerUndo(text: string, dismissed?: () => void): void {
    this.toast.tell(text, this.removed.at(-1) && this.undoAction('Undo'), dismissed);
  }

  private undoAction(label: string): Action {
    return { label, run: () => void this.undo() };
  }

  private forget(): void {
    if (this.removed.at(-1)) this.toast.clear();
    this.removed.length = 0;
  }

  /** Moves the focus to the pet that stands where the removed one stood. */
  private focusNear(index: number): void {
    const pets = this.pets.pets();
    const neighbor = pets[index] ?? pets[index - 1];
    this.focus.moveTo(neighbor ? `[data-pet="${neighbor.id}"]` : '[data-action="add"]');
  }
}
