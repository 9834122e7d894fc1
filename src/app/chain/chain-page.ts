import {
  Component,
  DestroyRef,
  ElementRef,
  ViewEncapsulation,
  computed,
  effect,
  inject,
  linkedSignal,
  signal,
  untracked,
  type WritableSignal,
} from '@angular/core';
import { Clock } from '../config/clock';
import { SessionCredentials } from '../aws/session-credentials';
import { errorMessage } from '../api-client/error-message';
import { CONFIG } from '../config/config';
import { Identity } from '../auth/identity';
import { LoginButton } from '../auth/login-button';
import { credentialsSummary } from '../trace/credentials-summary';
import { idTokenView } from '../trace/id-token-view';
import { LastRequest } from '../trace/last-request';
import { Online } from '../ui/online';
import { DecisionPanel } from './decision-panel';
import { FlowDiagram } from './flow-diagram';
import { progressOf } from './progress';
import { RequestPanel } from './request-panel';
import { SampleRequests, forbidden } from './sample-requests';
import { SessionPanel } from './session-panel';
import { steps, type StepId } from './steps';
import { TokenPanel } from './token-panel';

/** From the login at Auth0 to IAM's decision, with the user's real values. */
@Component({
  selector: 'app-chain-page',
  imports: [DecisionPanel, FlowDiagram, LoginButton, RequestPanel, SessionPanel, TokenPanel],
  templateUrl: './chain-page.html',
  styleUrls: ['./chain-page.css', './panels.css'],
  // The panels of the steps look alike and share their classes.
  encapsulation: ViewEncapsulation.None,
})
export class ChainPage {
  private readonly clock = inject(Clock);
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef);
  private readonly lastRequest = inject(LastRequest);
  private readonly requests = inject(SampleRequests);
  private readonly sessionCredentials = inject(SessionCredentials);

  protected readonly config = inject(CONFIG);
  protected readonly identity = inject(Identity);
  protected readonly online = inject(Online).online;
  protected readonly steps = steps;

  /** The time of AWS, by the second. */
  protected readonly now = signal(this.clock.now());
  protected readonly token = computed(() => {
    const claims = this.identity.idTokenClaims();
    return claims && this.identity.user() ? idTokenView(claims) : undefined;
  });
  protected readonly credentials = computed(() => {
    const latest = this.sessionCredentials.latest();
    return latest && credentialsSummary(latest);
  });
  protected readonly trace = this.lastRequest.trace;
  protected readonly forbidden = computed(() => forbidden[this.identity.user()?.role ?? 'social']);
  protected readonly canLogIn = computed(() => {
    const isChecking = this.identity.status() === 'checking';
    return !isChecking && !this.identity.hasNoRole() && !this.identity.user();
  });

  /** Whether STS is being asked for credentials. */
  protected readonly asking = signal(false);
  protected readonly sending = signal(false);
  protected readonly sessionProblem = this.ofUser();
  protected readonly requestProblem = this.ofUser();
  /** What is read out after a press of a button has had an effect. */
  protected readonly announcement = signal('');

  private readonly ended = computed(() => {
    const end = this.credentials()?.expiration;
    return !!end && end <= this.now();
  });
  protected readonly progress = computed(() =>
    progressOf({
      status: this.identity.status(),
      user: this.identity.user(),
      credentials: this.credentials(),
      ended: this.ended(),
      asking: this.asking(),
      trace: this.trace(),
    }),
  );

  constructor() {
    const timer = setInterval(() => this.now.set(this.clock.now()), 1000);
    inject(DestroyRef).onDestroy(() => clearInterval(timer));
    effect(() => {
      if (this.identity.user()) untracked(() => void this.loadCredentials());
    });
  }

  protected async renew(): Promise<void> {
    const renewing = this.credentials() !== undefined;
    await this.loadCredentials(renewing);
    if (!this.sessionProblem()) this.announcement.set('STS gave new credentials.');
  }

  protected send(): Promise<void> {
    return this.show(() => this.requests.ask());
  }

  protected overstep(): Promise<void> {
    return this.show(() => this.requests.overstep());
  }

  /** Takes the user to a step. */
  protected go(id: StepId): void {
    this.host.nativeElement.querySelector<HTMLElement>(`#${id}`)?.focus();
  }

  /** A text that goes with its user. */
  private ofUser(): WritableSignal<string> {
    return linkedSignal({ source: this.identity.user, computation: () => '' });
  }

  private async loadCredentials(renewing = false): Promise<void> {
    if (this.asking()) return;
    const user = this.identity.user();
    this.asking.set(true);
    this.sessionProblem.set('');
    this.announcement.set('');
    try {
      await (renewing ? this.sessionCredentials.renew() : this.sessionCredentials.get());
    } catch (error) {
      this.sessionProblem.set(errorMessage(error, 'purchases'));
    }
    this.asking.set(false);
    // Another user has logged in in the meantime.
    if (user !== this.identity.user() && this.identity.user()) await this.loadCredentials();
  }

  private async show(send: () => Promise<void>): Promise<void> {
    if (this.sending()) return;
    this.sending.set(true);
    this.requestProblem.set('');
    this.announcement.set('');
    try {
      await send();
      const status = this.trace()?.answer?.status;
      this.announcement.set(
        `API Gateway answered ${status ?? 'nothing'}. IAM: ${this.progress().decision.text}.`,
      );
    } catch (error) {
      this.requestProblem.set(errorMessage(error, 'purchases'));
    }
    this.sending.set(false);
  }
}
