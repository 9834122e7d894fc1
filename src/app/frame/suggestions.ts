import { Combobox, ComboboxPopup, ComboboxWidget } from '@angular/aria/combobox';
import { Listbox, Option } from '@angular/aria/listbox';
import {
  ApplicationRef,
  Component,
  DestroyRef,
  computed,
  createComponent,
  effect,
  inject,
  inputBinding,
  signal,
  untracked,
} from '@angular/core';
import { Router } from '@angular/router';
import { Api } from '../api/api';
import { petsTypesGet } from '../api/functions';
import { petPicture } from '../ui/pet-picture';
import type { AttachSuggestions } from './suggestions-port';

/** So many suggestions at once. */
const MOST = 8;

/** Makes a combobox of a field that is there already: what is typed, focus and selection stay. */
@Component({ selector: 'app-suggesting-field', template: '' })
class SuggestingField {}

/** The suggestions below the field: the shop's types that fit what is typed. */
@Component({
  selector: 'app-suggestions',
  imports: [ComboboxPopup, ComboboxWidget, Listbox, Option],
  templateUrl: './suggestions.html',
  styleUrl: './suggestions.css',
})
class Suggestions {
  private readonly api = inject(Api);
  private readonly types = signal<readonly string[]>([]);

  protected readonly field = inject(Combobox);
  protected readonly picture = petPicture;
  protected readonly options = computed(() => suggestionsFor(this.field.value(), this.types()));

  /** What to do with a type that is chosen. */
  chosen: (type: string) => void = () => undefined;
  /** Whether the user is in the field. */
  isInField = (): boolean => false;
  /** Whether suggestions were asked for before there were any. */
  private wanted = false;

  constructor() {
    void this.load();
    const moves = inject(Router).events.subscribe(() => this.close());
    inject(DestroyRef).onDestroy(() => moves.unsubscribe());
    // An open list takes the Enter key. Without it, the key searches for what is typed, or for all.
    effect(() => {
      if (!this.field.expanded() || this.options().length > 0) return;
      this.wanted = true;
      this.close();
    });
    effect(() => {
      if (this.field.value() === '') this.close();
    });
  }

  protected choose([type]: readonly string[]): void {
    if (!type) return;
    this.close();
    this.chosen(type);
  }

  /** Once the key has moved on. */
  protected show(list: Listbox<string>): void {
    queueMicrotask(() => list.scrollActiveItemIntoView());
  }

  private close(): void {
    untracked(() => this.field.expanded.set(false));
  }

  /** Without types it stays a plain field, and nothing is lost. */
  private async load(): Promise<void> {
    this.types.set(await this.api.invoke(petsTypesGet).catch(() => []));
    const isWanted = this.wanted && this.options().length > 0 && this.isInField();
    if (isWanted) this.field.expanded.set(true);
  }
}

/** At most eight types, first those that begin with the text, then those that contain it. */
export function suggestionsFor(text: string, types: readonly string[]): readonly string[] {
  const wanted = text.trim().toLowerCase();
  const begin = types.filter((type) => type.startsWith(wanted));
  const contain = types.filter((type) => type.indexOf(wanted) > 0);
  return [...begin, ...contain].slice(0, MOST);
}

export const attachSuggestions: AttachSuggestions = (field, text, choose, environmentInjector) => {
  const application = environmentInjector.get(ApplicationRef);
  const combobox = createComponent(SuggestingField, {
    environmentInjector,
    hostElement: field,
    directives: [{ type: Combobox, bindings: [inputBinding('value', text)] }],
  });
  const list = createComponent(Suggestions, {
    environmentInjector,
    elementInjector: combobox.injector,
  });
  list.instance.chosen = choose;
  list.instance.isInField = () => document.activeElement === field;
  field.after(list.location.nativeElement as HTMLElement);
  application.attachView(combobox.hostView);
  application.attachView(list.hostView);
};
