import { Component, inject, input, output } from '@angular/core';
import { CONFIG } from '../config/config';
import type { CredentialsSummary } from '../trace/credentials-summary';
import { formatExactTime } from '../ui/dates';
import { Countdown } from './countdown';
import { OtherRoleTrial } from './other-role-trial';

/** Step 3, live: the temporary credentials that STS gave, and the role that it doesn't give. */
@Component({
  selector: 'app-session-panel',
  imports: [Countdown, OtherRoleTrial],
  templateUrl: './session-panel.html',
})
export class SessionPanel {
  /** Undefined while there are none. */
  readonly credentials = input.required<CredentialsSummary | undefined>();
  /** Why there are no new ones, as a sentence for the user; empty if nothing went wrong. */
  readonly problem = input.required<string>();
  readonly busy = input.required<boolean>();
  readonly now = input.required<Date>();
  /** The user wants new credentials. */
  readonly renew = output();

  protected readonly formatExactTime = formatExactTime;
  protected readonly stsEndpoint = endpointOf(inject(CONFIG));
}

const endpointOf = ({ stsEndpoint, region }: { stsEndpoint?: string; region: string }): string =>
  stsEndpoint ?? `https://sts.${region}.amazonaws.com`;
