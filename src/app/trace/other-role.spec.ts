import { TestBed } from '@angular/core/testing';
import { FakeIdentity, buyer, keeper } from '../../testing/fake-identity';
import { testConfig } from '../../testing/test-config';
import { CredentialsError } from '../aws/credentials-error';
import { LOAD_STS, type AssumeRole } from '../aws/role-assumption';
import { SessionCredentials } from '../aws/session-credentials';
import type { AwsCredentials } from '../aws/sts';
import { CONFIG } from '../config/config';
import { NotLoggedIn } from '../auth/login-error';
import { OtherRole } from './other-role';

const issued = (accessKeyId: string): AwsCredentials => ({
  accessKeyId,
  secretAccessKey: 'secret',
  sessionToken: 'session',
  expiration: new Date(Date.now() + 3_600_000),
});

describe('The role that a user doesn’t have', () => {
  const answer = { status: 403, message: 'Not authorized', requestId: 'id' };
  let identity: FakeIdentity;
  let assumeRole: jasmine.Spy<AssumeRole>;
  let otherRole: OtherRole;

  beforeEach(() => {
    identity = new FakeIdentity();
    identity.become(buyer);
    assumeRole = jasmine
      .createSpy('assumeRole')
      .and.rejectWith(new CredentialsError('AccessDenied', { answer }));
    TestBed.configureTestingModule({
      providers: [
        { provide: CONFIG, useValue: testConfig },
        { provide: LOAD_STS, useValue: () => Promise.resolve(assumeRole) },
        identity.provider(),
      ],
    });
    otherRole = TestBed.inject(OtherRole);
  });

  for (const [user, roleArn] of [
    [buyer, testConfig.adminRoleArn],
    [keeper, testConfig.socialRoleArn],
  ] as const) {
    it(`is asked for with the token and session name of the ${user.role} role`, async () => {
      identity.become(user);
      const verdict = await otherRole.attempt();
      expect(verdict.roleArn).toBe(roleArn);
      expect(assumeRole).toHaveBeenCalledOnceWith({
        region: 'us-east-1',
        endpoint: undefined,
        roleArn,
        roleSessionName: user.roleSessionName,
        idToken: 'token-0',
      });
    });
  }

  it('is refused in the words of STS', async () => {
    const { refusal } = await otherRole.attempt();
    expect(refusal?.code).toBe('AccessDenied');
    expect(refusal?.answer).toEqual(answer);
  });

  it('does not get a token repeated by a refusal', async () => {
    const token = `eyJhbGciOiJSUzI1NiJ9.${'eyJzdWIiOiJhIn0'.repeat(9)}.signature`;
    assumeRole.and.rejectWith(
      new CredentialsError('ValidationError', {
        answer: { ...answer, message: `Value '${token}'` },
      }),
    );
    const { refusal } = await otherRole.attempt();
    expect(refusal?.answer?.message).toBe("Value 'eyJh…ture'");
  });

  it('leaves no credentials behind if STS grants it', async () => {
    assumeRole.and.resolveTo(issued('ASIAOTHER'));
    const verdict = await otherRole.attempt();
    expect(verdict.refusal).toBeUndefined();
    expect(JSON.stringify(verdict)).not.toContain('ASIAOTHER');
    expect(TestBed.inject(SessionCredentials).latest()).toBeUndefined();
  });

  it('does not disturb the user’s own session, granted or refused', async () => {
    const session = TestBed.inject(SessionCredentials);
    assumeRole.and.resolveTo(issued('ASIAOWN'));
    const own = await session.get();
    const latest = session.latest();
    await otherRole.attempt();
    assumeRole.and.rejectWith(new CredentialsError('AccessDenied', { answer }));
    await otherRole.attempt();
    expect(await session.get()).toBe(own);
    expect(session.latest()).toBe(latest);
  });

  it('is not asked for by a visitor', async () => {
    identity.become(undefined);
    await expectAsync(otherRole.attempt()).toBeRejectedWithError(NotLoggedIn);
    expect(assumeRole).not.toHaveBeenCalled();
  });
});
