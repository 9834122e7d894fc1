import type { IdentityStatus } from '../identity/identity';
import type { User } from '../identity/user';
import type { CredentialsSummary } from '../trace/credentials-summary';
import type { SignedRequestTrace } from '../trace/last-request';
import { decisionOf } from './decision';
import type { Progress, StepId } from './steps';

/** What is known of a session. */
export interface Known {
  readonly status: IdentityStatus;
  readonly user: User | undefined;
  readonly credentials: CredentialsSummary | undefined;
  /** Whether the credentials have ended. */
  readonly ended: boolean;
  /** Whether STS is being asked. */
  readonly asking: boolean;
  readonly trace: SignedRequestTrace | undefined;
}

/** How far each step of a session has come. */
export const progressOf = (known: Known): Record<StepId, Progress> => ({
  login: login(known),
  token: known.user ? done(`Role tag: ${known.user.role}`) : waiting('Comes with the login'),
  session: session(known),
  request: request(known),
  decision: decision(known),
});

function login({ status, user }: Known): Progress {
  if (status === 'checking') return { state: 'working', text: 'Checking who you are…' };
  return user ? done(`Logged in as ${user.nickname}`) : waiting('Not logged in');
}

function session({ user, credentials, ended, asking }: Known): Progress {
  if (asking) return { state: 'working', text: 'Asking STS…' };
  if (!user) return waiting('Needs an ID token');
  if (!credentials) return { state: 'refused', text: 'No credentials' };
  if (ended) return waiting('Ended; the next request gets a new one');
  return done(credentials.roleArn.split('/').at(-1) ?? '');
}

function request({ user, trace }: Known): Progress {
  if (!trace) return waiting(user ? 'Nothing signed yet' : 'Needs credentials');
  const { method, path } = trace.signature;
  const { answer } = trace;
  if (!answer) return { state: 'working', text: `${method} ${path}` };
  if (answer.status === 0) return { state: 'refused', text: 'No answer' };
  const turnedDown = decisionOf(answer) === 'not-asked';
  return turnedDown
    ? { state: 'refused', text: `Turned down with ${answer.status}` }
    : done(`${method} ${path}`);
}

function decision({ trace }: Known): Progress {
  switch (trace?.answer && decisionOf(trace.answer)) {
    case 'allowed':
      return done('Allowed');
    case 'refused':
      return { state: 'refused', text: 'Refused' };
    case 'not-asked':
      return waiting('Not asked');
    default:
      return waiting('Needs a signed request');
  }
}

const done = (text: string): Progress => ({ state: 'done', text });

const waiting = (text: string): Progress => ({ state: 'waiting', text });
