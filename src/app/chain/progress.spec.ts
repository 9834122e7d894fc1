import { buyer } from '../../testing/fake-identity';
import type { GatewayAnswer } from '../trace/last-request';
import { progressOf, type ChainState } from './progress';
import type { Progress } from './steps';

const nobody: ChainState = {
  status: 'visitor',
  user: undefined,
  credentials: undefined,
  ended: false,
  asking: false,
  trace: undefined,
};
const known: ChainState = {
  ...nobody,
  status: 'user',
  user: buyer,
  credentials: {
    roleArn: 'arn:aws:iam::123456789012:role/path/Auth0ApiSocialRole',
    roleSessionName: 'amazon-2',
    accessKeyId: 'ASIA…WXYZ',
    secretAccessKey: '…',
    sessionToken: '…',
    expiration: new Date(),
  },
};
const answered = (answer?: Partial<GatewayAnswer>): ChainState => ({
  ...known,
  trace: {
    signature: {
      method: 'GET',
      path: '/api/pets',
      signedHeaders: [],
      canonicalRequest: '',
      stringToSign: '',
      authorization: '',
    },
    answer: answer && {
      status: 200,
      errorType: undefined,
      requestId: undefined,
      message: undefined,
      ...answer,
    },
  },
});

const statesOf = (progress: ChainState) =>
  Object.values(progressOf(progress)).map(({ state }) => state);

describe('The progress of a session', () => {
  it('waits for a visitor to log in', () => {
    expect(statesOf(nobody)).toEqual(['waiting', 'waiting', 'waiting', 'waiting', 'waiting']);
    expect(progressOf({ ...nobody, status: 'checking' }).login.state).toBe('working');
  });

  it('has come to STS with a login', () => {
    expect(statesOf(known)).toEqual(['done', 'done', 'done', 'waiting', 'waiting']);
    expect(progressOf(known).session.text).toBe('Auth0ApiSocialRole');
  });

  it('is at STS while that is asked, stands there when it gives nothing', () => {
    const without = { ...known, credentials: undefined };
    expect(progressOf({ ...without, asking: true }).session.state).toBe('working');
    expect(progressOf(without).session.state).toBe('refused');
  });

  it('falls back when the credentials have ended', () => {
    expect(progressOf({ ...known, ended: true }).session.state).toBe('waiting');
  });

  const ends: [string, Partial<GatewayAnswer> | undefined, Progress['state'], Progress['state']][] =
    [
      ['is on its way', undefined, 'working', 'waiting'],
      ['is allowed', {}, 'done', 'done'],
      ['is refused', { status: 403, errorType: 'AccessDeniedException' }, 'done', 'refused'],
      [
        'is turned down for its signature',
        { status: 403, errorType: 'InvalidSignatureException' },
        'refused',
        'waiting',
      ],
      ['gets no answer', { status: 0 }, 'refused', 'waiting'],
    ];
  for (const [what, answer, request, decision] of ends) {
    it(`ends where the request ${what}`, () => {
      expect(statesOf(answered(answer)).slice(3)).toEqual([request, decision]);
    });
  }
});
