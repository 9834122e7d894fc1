import {
  ApplicationRef,
  Component,
  DestroyRef,
  ElementRef,
  EnvironmentInjector,
  createComponent,
  effect,
  inject,
  input,
  signal,
  type ComponentRef,
  type Type,
} from '@angular/core';

/**
 * A component without inputs that is only loaded when it is to be shown, and says so if that fails.
 * (`@defer` does this too, but adds 2 kB to the first download.)
 */
@Component({
  selector: 'app-later',
  template: `@if (failed()) {
    <p class="hint" role="alert">
      This part could not be loaded. Check your connection and reload the page.
    </p>
  }`,
})
export class Later {
  private readonly app = inject(ApplicationRef);
  private readonly environmentInjector = inject(EnvironmentInjector);
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;

  /** Loads the component. */
  readonly load = input.required<() => Promise<Type<unknown>>>();

  protected readonly failed = signal(false);
  private shown: ComponentRef<unknown> | undefined;
  private gone = false;

  constructor() {
    effect(() => void this.show(this.load()));
    inject(DestroyRef).onDestroy(() => {
      this.gone = true;
      this.shown?.destroy();
    });
  }

  private async show(load: () => Promise<Type<unknown>>): Promise<void> {
    try {
      const type = await load();
      if (this.gone) return;
      this.shown = createComponent(type, { environmentInjector: this.environmentInjector });
      this.host.append(this.shown.location.nativeElement as HTMLElement);
      this.app.attachView(this.shown.hostView);
    } catch {
      this.failed.set(true);
    }
  }
}
