import type { IdentityStatus } from '../auth/identity';
import type { User } from '../auth/user';
import type { CredentialsSummary } from '../trace/credentials-summary';
import type { SignedRequestTrace } from '../trace/last-request';
import { decisionOf } from './decision';
import type { Progress, StepId } from './steps';

/** What is known of the user's way through the chain. */
export interface ChainState {
  readonly status: IdentityStatus;
  readonly user: User | undefined;
  readonly credentials: CredentialsSummary | undefined;
  /** Whether the credentials have ended. */
  readonly ended: boolean;
  /** Whether STS is being asked. */
  readonly asking: boolean;
  readonly trace: SignedRequestTrace | undefined;
}

/** How far the user has come in each step of the chain. */
export const progressOf = (state: ChainState): Record<StepId, Progress> => ({
  login: login(state),
  token: state.user ? done(`Role tag: ${state.user.role}`) : waiting('Comes with the login'),
  session: session(state),
  request: request(state),
  decision: decision(state),
});

function login({ status, user }: ChainState): Progress {
  if (status === 'checking') return { state: 'working', text: 'Checking who you are…' };
  return user ? done(`Logged in as ${user.nickname}`) : waiting('Not logged in');
}

function session({ user, credentials, ended, asking }: ChainState): Progress {
  if (asking) return { state: 'working', text: 'Asking STS…' };
  if (!user) return waiting('Needs an ID token');
  if (!credentials) return { state: 'refused', text: 'No credentials' };
  if (ended) return waiting('Expired; the next request gets a new one');
  return done(credentials.roleArn.split('/').at(-1) ?? '');
}

function request({ user, trace }: ChainState): Progress {
  if (!trace) return waiting(user ? 'Nothing signed yet' : 'Needs credentials');
  const { method, path } = trace.signature;
  const { answer } = trace;
  if (!answer) return { state: 'working', text: `${method} ${path}` };
  if (answer.status === 0) return { state: 'refused', text: 'No answer' };
  const turnedDown = decisionOf(answer) === 'not-asked';
  return turnedDown
    ? { state: 'refused', text: `Rejected with ${answer.status}` }
    : done(`${method} ${path}`);
}

function decision({ trace }: ChainState): Progress {
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
