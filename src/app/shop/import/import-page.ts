import {
  Component,
  computed,
  effect,
  inject,
  linkedSignal,
  signal,
  untracked,
} from '@angular/core';
import { RouterLink } from '@angular/router';
import { Identity } from '../../auth/identity';
import { LoginButton } from '../../auth/login-button';
import { download } from '../../ui/download';
import { PageFocus } from '../../ui/page-focus';
import { formatCount, pluralize } from '../../ui/pluralize';
import { isIdle, type ImportPlan } from './import-plan';
import { ImportStore } from './import-store';
import { readText } from './pet-list-text';
import { PlanTable } from './plan-table';

/** At most this many issues of a list are shown; the next attempt shows the rest. */
const MAX_ISSUES = 20;

/** Where a shop keeper replaces the whole list by another one, or downloads it. */
@Component({
  selector: 'app-import-page',
  imports: [LoginButton, PlanTable, RouterLink],
  providers: [ImportStore],
  templateUrl: './import-page.html',
  styleUrl: './import-page.css',
})
export class ImportPage {
  private readonly identity = inject(Identity);
  private readonly focus = inject(PageFocus);
  protected readonly store = inject(ImportStore);

  protected readonly state = this.store.state;
  /** What is or was proposed. */
  protected readonly proposal = computed(() => {
    const state = this.state();
    return 'proposal' in state ? state.proposal : undefined;
  });
  protected readonly plan = computed(() => this.proposal()?.plan);
  /** How many pets are loaded by now, or are listed after the import. */
  protected readonly count = computed(() => {
    const state = this.state();
    return 'count' in state ? state.count : undefined;
  });
  protected readonly role = computed(() => this.identity.user()?.role);
  protected readonly checking = computed(() => this.identity.status() === 'checking');
  /** The list that was pasted or read from a file. */
  protected readonly text = linkedSignal({ source: this.identity.user, computation: () => '' });
  protected readonly dragging = signal(false);
  protected readonly downloading = signal(false);
  private readonly allIssues = computed(() => {
    const state = this.state();
    return state.phase === 'choosing' ? state.issues : [];
  });
  protected readonly issues = computed(() => this.allIssues().slice(0, MAX_ISSUES));
  protected readonly moreIssues = computed(() => this.allIssues().length - MAX_ISSUES);
  protected readonly isIdle = isIdle;
  protected readonly formatCount = formatCount;
  protected readonly pets = (count: number): string => pluralize(count, 'pet');

  constructor() {
    // A list is for the shop keeper who chose it.
    effect(() => {
      this.identity.user();
      untracked(() => this.store.startAgain());
    });
    // A proposal and its end have a heading of their own, where reading goes on.
    effect(() => {
      const { phase } = this.state();
      if (phase === 'proposed' || phase === 'done') {
        this.focus.moveTo('app-import-page h2', { always: true });
      }
    });
  }

  protected async choose(file: File | undefined): Promise<void> {
    if (!file) return;
    const result = await readText(file);
    if ('issues' in result) {
      this.store.startAgain(result.issues);
      return;
    }
    this.text.set(result.text);
    await this.store.propose(result.text);
  }

  protected drop(event: DragEvent): void {
    event.preventDefault();
    this.dragging.set(false);
    void this.choose(event.dataTransfer?.files[0]);
  }

  protected async download(): Promise<void> {
    if (this.downloading()) return;
    this.downloading.set(true);
    const list = await this.store.presentList();
    if (list !== undefined) download(document, 'pets.json', 'application/json', list);
    this.downloading.set(false);
  }

  /** What an import does, in words: "add 2 pets, change 1 pet and remove 12 pets". */
  protected changesText({ added, putBack, changed, removed }: ImportPlan): string {
    const changes = [
      ['add', added.length],
      ['put back', putBack.length],
      ['change', changed.length],
      ['remove', removed.length],
    ] as const;
    const words = changes
      .filter(([, count]) => count > 0)
      .map(([verb, count]) => `${verb} ${this.pets(count)}`);
    return new Intl.ListFormat('en-US').format(words);
  }
}
