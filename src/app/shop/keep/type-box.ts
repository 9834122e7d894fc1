import { Combobox, ComboboxPopup, ComboboxWidget } from '@angular/aria/combobox';
import { Listbox, Option } from '@angular/aria/listbox';
import {
  Component,
  ElementRef,
  computed,
  inject,
  input,
  model,
  output,
  signal,
} from '@angular/core';
import type { FormValueControl } from '@angular/forms/signals';
import { suggestions } from './suggestions';

/**
 * A text box for a pet's type that suggests types that exist, as a combobox with a listbox does
 * (WAI-ARIA Authoring Practices, "list autocomplete with manual selection"): what is typed counts,
 * and a suggestion only once it is chosen. Without suggestions it is a plain text box.
 */
@Component({
  selector: 'app-type-box',
  imports: [Combobox, ComboboxPopup, ComboboxWidget, Listbox, Option],
  templateUrl: './type-box.html',
  styleUrl: './type-box.css',
})
export class TypeBox implements FormValueControl<string> {
  readonly value = model('');
  readonly touch = output();
  /** The id of the text box, for its label. */
  readonly boxId = input.required<string>();
  /** The id of what describes the text box. */
  readonly describedBy = input.required<string>();
  /** Whether a problem with it is shown. */
  readonly wrong = input(false);
  /** The types that exist. */
  readonly types = input<readonly string[]>([]);

  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;

  protected readonly matches = computed(() => suggestions(this.types(), this.value()));
  /** Nothing in the list is selected: what is chosen stands in the box. */
  protected readonly none: string[] = [];
  protected readonly expanded = signal(false);
  /** Whether a suggestion is in focus: none is until an arrow key leads to it. */
  protected readonly moved = signal(false);

  constructor() {
    // Before the combobox's own listener, to which the first option is always in focus.
    const before = (event: KeyboardEvent): void => this.beforeMoved(event);
    this.host.addEventListener('keydown', before, { capture: true });
  }

  focus(options?: FocusOptions): void {
    this.host.querySelector('input')?.focus(options);
  }

  protected write(text: string, box: Combobox): void {
    this.value.set(text);
    this.moved.set(false);
    this.expand(true, box);
  }

  /** Shows the suggestions, if there are any, or hides them. */
  protected expand(wanted: boolean, box: Combobox): void {
    const expanded = wanted && this.matches().length > 0;
    this.expanded.set(expanded);
    if (!expanded) this.moved.set(false);
    if (box.expanded() !== expanded) box.expanded.set(expanded);
  }

  protected choose([type]: readonly string[], box: Combobox): void {
    if (type === undefined) return;
    this.value.set(type);
    this.expand(false, box);
    this.focus();
  }

  private beforeMoved(event: KeyboardEvent): void {
    if (!this.expanded() || this.moved()) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      const toFirst = new KeyboardEvent('keydown', { key: 'Home' });
      this.host.querySelector('[role=listbox]')?.dispatchEvent(toFirst);
      this.moved.set(true);
      event.preventDefault();
    } else if (event.key === 'Escape') {
      return;
    }
    // The form gets Enter, and the caret moves by the other keys.
    event.stopPropagation();
  }
}
