import { Combobox, ComboboxPopup, ComboboxWidget } from '@angular/aria/combobox';
import { Listbox, Option } from '@angular/aria/listbox';
import {
  Component,
  ElementRef,
  booleanAttribute,
  computed,
  effect,
  inject,
  input,
  model,
  output,
  signal,
  viewChild,
} from '@angular/core';
import type { FormValueControl } from '@angular/forms/signals';
import { petPicture } from '../ui/pet-picture';
import { PetTypes } from './pet-types';
import { suggestTypes } from './suggest-types';

/**
 * A text field for a type of pets that suggests the shop's types, as a combobox with a listbox does
 * (WAI-ARIA Authoring Practices). What is typed counts until an arrow key leads to a suggestion, which
 * Enter takes then. Without types it is a plain text field.
 */
@Component({
  selector: 'app-type-combobox',
  imports: [Combobox, ComboboxPopup, ComboboxWidget, Listbox, Option],
  templateUrl: './type-combobox.html',
  styleUrl: './type-combobox.css',
})
export class TypeCombobox implements FormValueControl<string> {
  readonly value = model('');
  readonly touch = output();
  /** A suggestion was chosen. It is the value by then. */
  readonly chosen = output<string>();
  /** Whether it searches for a type, rather than names one. */
  readonly search = input(false, { transform: booleanAttribute });
  readonly placeholder = input('');
  /** The id of the text field, for its label. */
  readonly fieldId = input<string>();
  /** Its name, if it has no label. */
  readonly label = input<string>();
  /** The id of what describes the text field. */
  readonly describedBy = input<string>();
  /** Whether a problem with it is shown. */
  readonly wrong = input(false);

  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  private readonly petTypes = inject(PetTypes);
  private readonly combobox = viewChild.required(Combobox);
  private readonly listbox = viewChild(Listbox);
  /** Whether the list is to be shown, if there is anything in it. */
  private readonly isListRequested = signal(false);
  /** Whether an arrow key has led into the list. */
  protected readonly entered = signal(false);

  protected readonly picture = petPicture;
  protected readonly suggestions = computed(() => {
    const suggested = suggestTypes(this.petTypes.types(), this.value());
    // Who names a type has nothing to choose when it is there already.
    return this.search() ? suggested : suggested.filter((type) => type !== this.value());
  });

  constructor() {
    if (this.petTypes.types().length === 0) this.petTypes.load();
    // The combobox opens by itself, and an open list without suggestions would take the Enter key.
    effect(() => this.combobox().expanded.set(this.isExpanded()));
    // Before the combobox's own listener, for which an open list always has an active option.
    const before = (event: KeyboardEvent): void => this.beforeCombobox(event);
    this.host.addEventListener('keydown', before, { capture: true });
  }

  focus(options?: FocusOptions): void {
    this.combobox().element.focus(options);
  }

  /** Takes the place of a plain text field: its focus, if nothing else has it, and its selection. */
  replace(field: HTMLInputElement): void {
    const { element } = this.combobox();
    if (element.ownerDocument.activeElement !== element.ownerDocument.body) return;
    this.focus();
    (element as HTMLInputElement).setSelectionRange(field.selectionStart, field.selectionEnd);
  }

  protected write(text: string): void {
    this.value.set(text);
    this.entered.set(false);
    this.isListRequested.set(text !== '');
  }

  protected choose([type]: readonly string[]): void {
    if (type === undefined) return;
    this.value.set(type);
    this.close();
    this.focus();
    this.chosen.emit(type);
  }

  protected leave(): void {
    this.close();
    this.touch.emit();
  }

  private isExpanded(): boolean {
    // Again whenever the combobox changes it.
    this.combobox().expanded();
    return this.isListRequested() && this.suggestions().length > 0;
  }

  private close(): void {
    this.isListRequested.set(false);
    this.entered.set(false);
  }

  private beforeCombobox(event: KeyboardEvent): void {
    const { key } = event;
    const isOpen = this.combobox().expanded();
    const isTaken = isOpen && this.entered();
    if (key === 'ArrowDown') this.isListRequested.set(true);
    if (key === 'Escape' || (key === 'Enter' && !isTaken)) this.close();
    if (key === 'Escape' || !isOpen || isTaken) return;
    if (key === 'ArrowDown' || key === 'ArrowUp') {
      this.listbox()?.gotoFirst();
      this.entered.set(true);
      event.preventDefault();
    }
    // The form gets Enter, and the caret moves by the other keys.
    event.stopPropagation();
  }
}
