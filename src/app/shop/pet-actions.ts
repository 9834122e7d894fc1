import { Injector, Service, inject } from '@angular/core';
import type { Pet } from '../api/models';
import { OFFLINE } from '../api-client/error-message';
import { loadCode } from '../ui/load-code';
import { PageFocus } from '../ui/page-focus';
import { OpenForms } from './manage/open-forms';
import { Toast } from './toast';

/** What a shopkeeper does to a pet, wherever it is shown. The code for it is loaded then. */
@Service()
export class PetActions {
  private readonly focus = inject(PageFocus);
  private readonly forms = inject(OpenForms);
  private readonly injector = inject(Injector);
  private readonly toast = inject(Toast);

  edit(pet: Pet): void {
    this.forms.editing.set(pet);
  }

  async remove(pet: Pet): Promise<void> {
    const loaded = await loadCode(() => import('./manage/removal')).catch(() => undefined);
    if (loaded) return this.injector.get(loaded.Removal).remove(pet);
    const message = navigator.onLine
      ? 'That couldn’t be loaded. Check your connection and try again.'
      : OFFLINE;
    const again = () => {
      this.toast.clear();
      this.focus.moveTo(`[data-pet="${pet.id}"]`);
      void this.remove(pet);
    };
    this.toast.tellProblem(message, { label: 'Try again', run: again });
  }
}
