import {
  Component,
  ElementRef,
  Injector,
  afterNextRender,
  computed,
  effect,
  inject,
  signal,
  untracked,
} from '@angular/core';
import { Identity } from '../../identity/identity';
import { LogIn } from '../../identity/log-in';
import { download } from '../../ui/download';
import { isIdle, type ImportPlan } from './import-plan';
import { Importing } from './importing';
import { PlanTable } from './plan-table';

/** So many flaws of a list are shown: who has mended them may look again. */
const MOST_FLAWS = 20;

/** Where a shop keeper replaces the whole list by another one, or downloads it. */
@Component({
  selector: 'app-import-page',
  imports: [LogIn, PlanTable],
  providers: [Importing],
  templateUrl: './import-page.html',
  styleUrl: './import-page.css',
})
export class ImportPage {
  private readonly identity = inject(Identity);
  private readonly injector = inject(Injector);
  protected readonly importing = inject(Importing);

  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef);
  protected readonly step = this.importing.step;
  /** What is or was proposed. */
  protected readonly proposal = computed(() => {
    const step = this.step();
    return 'proposal' in step ? step.proposal : undefined;
  });
  protected readonly plan = computed(() => this.proposal()?.plan);
  /** How many pets the shop lists after the import. */
  protected readonly count = computed(() => {
    const step = this.step();
    return step.at === 'done' ? step.count : undefined;
  });
  protected readonly role = computed(() => this.identity.user()?.role);
  protected readonly checking = computed(() => this.identity.status() === 'checking');
  /** The list that was pasted or read from a file. */
  protected readonly text = signal('');
  protected readonly dragging = signal(false);
  protected readonly downloading = signal(false);
  protected readonly flaws = computed(() => this.importing.flaws().slice(0, MOST_FLAWS));
  protected readonly moreFlaws = computed(() => this.importing.flaws().length - MOST_FLAWS);
  protected readonly isIdle = isIdle;

  constructor() {
    // Each step has a heading of its own, where reading goes on.
    effect(() => {
      const { at } = this.importing.step();
      if (at === 'proposed' || at === 'done') untracked(() => this.focusHeading());
    });
  }

  protected async choose(file: File | undefined): Promise<void> {
    if (!file) return;
    const text = await this.importing.textOf(file);
    if (text === undefined) return;
    this.text.set(text);
    await this.importing.propose(text);
  }

  protected drop(event: DragEvent): void {
    event.preventDefault();
    this.dragging.set(false);
    void this.choose(event.dataTransfer?.files[0]);
  }

  protected async download(): Promise<void> {
    if (this.downloading()) return;
    this.downloading.set(true);
    const list = await this.importing.presentList();
    if (list !== undefined) download(document, 'pets.json', 'application/json', list);
    this.downloading.set(false);
  }

  /** What an import does, in words: "add 2 pets, change 1 pet and remove 12 pets". */
  protected deeds({ added, changed, removed }: ImportPlan): string {
    const deeds = [
      ['add', added.length],
      ['change', changed.length],
      ['remove', removed.length],
    ] as const;
    const words = deeds.filter(([, count]) => count > 0).map(([deed, n]) => `${deed} ${pets(n)}`);
    return new Intl.ListFormat('en-US').format(words);
  }

  protected readonly pets = pets;

  private focusHeading(): void {
    afterNextRender(() => this.host.nativeElement.querySelector('h2')?.focus(), {
      injector: this.injector,
    });
  }
}

/** A number of pets in words: `1 pet`, `1,000 pets`. */
const pets = (count: number): string =>
  `${count.toLocaleString('en-US')} ${count === 1 ? 'pet' : 'pets'}`;
