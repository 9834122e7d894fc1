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
import type { User } from '../../auth/user';
import { shortened } from '../../ui/beginning';
import { download } from '../../ui/download';
import { PageFocus } from '../../ui/page-focus';
import { formatCount, pluralize } from '../../ui/pluralize';
import { isIdle, type ImportPlan } from './import-plan';
import { ImportStore } from './import-store';
import { readListFile, type OtherEncoding } from './list-file';
import { petListCsv } from './pet-list-csv';
import { petListText, type ImportMode } from './pet-list-text';
import { PlanTable } from './plan-table';

/** At most this many issues of a list are shown; the next attempt shows the rest. */
const MAX_ISSUES = 20;

/** Where a shopkeeper replaces the whole list with another, adds to it, or downloads it. */
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
  /** How many pets are added by now, if that is done one by one. */
  protected readonly added = computed(() => {
    const state = this.state();
    return state.phase === 'importing' ? state.added : undefined;
  });
  /** How many pets in a proposal have lost letters, because the list was once read in the wrong encoding. */
  protected readonly damaged = computed(() => {
    const { added = [], changed = [] } = this.plan() ?? {};
    return [...added, ...changed].filter(({ type }) => type.includes('\ufffd')).length;
  });
  protected readonly role = computed(() => this.identity.user()?.role);
  protected readonly checking = computed(() => this.identity.status() === 'checking');
  /** The list that was pasted or read from a file. */
  protected readonly text = linkedSignal({ source: this.identity.user, computation: () => '' });
  protected readonly mode = signal<ImportMode>('replace');
  /** The file that was chosen, if it seems to be in another encoding than UTF-8. */
  protected readonly otherEncoding = linkedSignal({
    source: this.identity.user,
    computation: (): OtherEncoding | undefined => undefined,
  });
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
  protected readonly shortened = shortened;
  protected readonly pets = (count: number): string => pluralize(count, 'pet');

  constructor() {
    // A list is for the shopkeeper who chose it.
    let previous: User | undefined;
    effect(() => {
      const user = this.identity.user();
      if (previous && user !== previous) untracked(() => this.store.startAgain());
      previous = user;
    });
    // A proposal and its result have headings of their own, where reading continues.
    let wasThere = false;
    effect(() => {
      const { phase } = this.state();
      const hasHeading = phase === 'proposed' || phase === 'done';
      if (hasHeading) this.focus.moveTo('app-import-page h2', { always: true });
      else if (wasThere) this.focus.moveTo('app-import-page button');
      wasThere = true;
    });
  }

  protected async choose(file: File | undefined): Promise<void> {
    if (!file) return;
    const result = await readListFile(file);
    if ('text' in result) {
      await this.propose(result.text);
      return;
    }
    const isOther = 'otherEncoding' in result;
    this.otherEncoding.set(isOther ? result.otherEncoding : undefined);
    this.store.startAgain(isOther ? [] : [{ place: '', problem: result.problem }]);
  }

  /** Shows what importing this text does. */
  protected async propose(text: string): Promise<void> {
    this.otherEncoding.set(undefined);
    this.text.set(text);
    await this.store.propose(text, this.mode());
  }

  protected drop(event: DragEvent): void {
    event.preventDefault();
    this.dragging.set(false);
    void this.choose(event.dataTransfer?.files[0]);
  }

  protected async download(format: 'csv' | 'json'): Promise<void> {
    if (this.downloading()) return;
    this.downloading.set(true);
    const pets = await this.store.presentList();
    if (pets && format === 'csv') download(document, 'pets.csv', 'text/csv', petListCsv(pets));
    if (pets && format === 'json') {
      download(document, 'pets.json', 'application/json', petListText(pets));
    }
    this.downloading.set(false);
  }

  /** What an import does or did, in words: "add 2 pets, change 1 pet and remove 12 pets". */
  protected changesText(
    { added, putBack, changed, removed }: ImportPlan,
    tense: 'present' | 'past' = 'present',
  ): string {
    const isPast = tense === 'past';
    const changes = [
      [isPast ? 'added' : 'add', added.length],
      ['put back', putBack.length],
      [isPast ? 'changed' : 'change', changed.length],
      [isPast ? 'removed' : 'remove', removed.length],
    ] as const;
    const words = changes
      .filter(([, count]) => count > 0)
      .map(([verb, count]) => `${verb} ${this.pets(count)}`);
    return new Intl.ListFormat('en-US').format(words);
  }
}
