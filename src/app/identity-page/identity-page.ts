import {
  Component,
  DestroyRef,
  ElementRef,
  ViewEncapsulation,
  computed,
  effect,
  inject,
  signal,
  untracked,
} from '@angular/core';
import { Clock } from '../aws/clock';
import { SessionCredentials } from '../aws/credentials';
import { LastRequest } from '../aws/last-request';
import { Identity } from '../identity/identity';
import { LoginFailure } from '../identity/login-failure';
import { Online } from '../ui/online';
import { AboutStep } from './about-step';
import { DecisionPanel } from './decision-panel';
import { FlowDiagram } from './flow-diagram';
import { idTokenView } from './id-token-view';
import { LoginPanel } from './login-panel';
import { progressOf } from './progress';
import { RequestPanel } from './request-panel';
import { SampleRequests, forbidden } from './sample-requests';
import { sentenceOf } from './sentence';
import { SessionPanel } from './session-panel';
import { steps, type StepId } from './steps';
import { TokenPanel } from './token-panel';

/** From a login at Auth0 to a decision of IAM, with the real values of this session. */
@Component({
  selector: 'app-identity-page',
  imports: [
    AboutStep,
    DecisionPanel,
    FlowDiagram,
    LoginPanel,
    RequestPanel,
    SessionPanel,
    TokenPanel,
  ],
  templateUrl: './identity-page.html',
  styleUrls: ['./identity-page.css', './panels.css'],
  // The panels of the steps look alike and share their classes.
  encapsulation: ViewEncapsulation.None,
})
export class IdentityPage {
  private readonly clock = inject(Clock);
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef);
  private readonly lastRequest = inject(LastRequest);
  private readonly requests = inject(SampleRequests);
  private readonly session = inject(SessionCredentials);

  protected readonly identity = inject(Identity);
  protected readonly online = inject(Online).online;
  protected readonly steps = steps;

  /** The time of AWS, by the second. */
  protected readonly now = signal(this.clock.now());
  protected readonly token = computed(() => {
    const claims = this.identity.idTokenClaims();
    return claims && this.identity.user() ? idTokenView(claims) : undefined;
  });
  protected readonly credentials = this.session.summary;
  protected readonly trace = this.lastRequest.trace;
  protected readonly forbidden = computed(() => forbidden[this.identity.user()?.role ?? 'social']);
  protected readonly canLogIn = computed(() => {
    const status = this.identity.status();
    // Who has no role in this shop is logged in, and can only leave.
    const stranger = status instanceof LoginFailure && status.reason === 'no-role';
    return !stranger && status !== 'checking' && !this.identity.user();
  });

  /** Whether the browser is on its way to Auth0. */
  protected readonly leaving = signal(false);
  /** Whether STS is being asked for credentials. */
  protected readonly asking = signal(false);
  protected readonly sending = signal(false);
  protected readonly sessionProblem = signal('');
  protected readonly requestProblem = signal('');
  /** What is read out when something has come of a press. */
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
      if (this.identity.user()) untracked(() => void this.openSession());
    });
  }

  protected async logIn(): Promise<void> {
    if (this.leaving()) return;
    this.leaving.set(true);
    await this.identity.logIn('/identity');
    if (this.identity.status() instanceof LoginFailure) this.leaving.set(false);
  }

  protected async renew(): Promise<void> {
    const renewing = this.credentials() !== undefined;
    await this.openSession(renewing);
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

  private async openSession(renewing = false): Promise<void> {
    if (this.asking()) return;
    this.asking.set(true);
    this.sessionProblem.set('');
    this.announcement.set('');
    try {
      await (renewing ? this.session.renew() : this.session.get());
    } catch (error) {
      this.sessionProblem.set(sentenceOf(error));
    }
    this.asking.set(false);
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
      this.requestProblem.set(sentenceOf(error));
    }
    this.sending.set(false);
  }
}
