import { secondsUntil } from '../../testing/fast-clock';
import { assumeRole } from './sts';

const request = {
  region: 'us-east-1',
  endpoint: undefined,
  roleArn: 'arn:aws:iam::123456789012:role/Auth0ApiSocialRole',
  roleSessionName: 'amazon-2',
  idToken: 'the.id.token',
};

const xml = (content: string, status = 200) =>
  Promise.resolve(
    new Response(content, {
      status,
      headers: { 'Content-Type': 'text/xml', 'x-amzn-RequestId': 'request-1' },
    }),
  );

const refusal = (code: string, status = 400, message = 'No.') =>
  xml(
    `<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type>
     <Code>${code}</Code><Message>${message}</Message></Error><RequestId>1</RequestId></ErrorResponse>`,
    status,
  );

describe('STS', () => {
  it('is asked at its regional endpoint, unsigned, and nobody else is', async () => {
    const fetch = spyOn(window, 'fetch').and.callFake(() =>
      xml(`<AssumeRoleWithWebIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
        <AssumeRoleWithWebIdentityResult><Credentials><AccessKeyId>ASIA1</AccessKeyId>
        <SecretAccessKey>secret</SecretAccessKey><SessionToken>session</SessionToken>
        <Expiration>2026-11-22T06:00:00Z</Expiration></Credentials>
        </AssumeRoleWithWebIdentityResult></AssumeRoleWithWebIdentityResponse>`),
    );
    expect(await assumeRole(request)).toEqual({
      accessKeyId: 'ASIA1',
      secretAccessKey: 'secret',
      sessionToken: 'session',
      expiration: new Date('2026-11-22T06:00:00Z'),
    });
    expect(fetch).toHaveBeenCalledTimes(1);
    const sent = fetch.calls.mostRecent().args[0] as Request;
    expect(sent.url).toBe('https://sts.us-east-1.amazonaws.com/');
    expect(sent.headers.has('Authorization')).toBeFalse();
    const body = new URLSearchParams(await sent.text());
    expect(Object.fromEntries(body)).toEqual(
      jasmine.objectContaining({
        Action: 'AssumeRoleWithWebIdentity',
        RoleArn: request.roleArn,
        RoleSessionName: 'amazon-2',
        WebIdentityToken: 'the.id.token',
        DurationSeconds: '900',
      }),
    );
  });

  it('is asked where the configuration says', async () => {
    const fetch = spyOn(window, 'fetch').and.callFake(() => refusal('AccessDenied', 403));
    await expectAsync(assumeRole({ ...request, endpoint: 'http://localhost:4211' })).toBeRejected();
    expect((fetch.calls.mostRecent().args[0] as Request).url).toBe('http://localhost:4211/');
  });

  for (const [code, status] of [
    ['AccessDenied', 403],
    ['ExpiredTokenException', 400],
    ['InvalidIdentityToken', 400],
  ] as const) {
    it(`refuses with ${code}, by name`, async () => {
      spyOn(window, 'fetch').and.callFake(() => refusal(code, status));
      await expectAsync(assumeRole(request)).toBeRejectedWith(jasmine.objectContaining({ code }));
    });
  }

  it('gives its status, its words and the id of the request with a refusal', async () => {
    spyOn(window, 'fetch').and.callFake(() => refusal('AccessDenied', 403));
    await expectAsync(assumeRole(request)).toBeRejectedWith(
      jasmine.objectContaining({
        answer: { status: 403, message: 'No.', requestId: 'request-1' },
      }),
    );
  });

  it('is told apart from a network that does not reach it', async () => {
    spyOn(window, 'fetch').and.rejectWith(new TypeError('Failed to fetch'));
    await expectAsync(assumeRole(request)).toBeRejectedWith(
      jasmine.objectContaining({ code: 'Unreachable', answer: undefined }),
    );
  });

  it('that does not answer is asked once more, and then said to be out of reach', async () => {
    const fetch = spyOn(window, 'fetch').and.returnValue(new Promise(() => undefined));
    const seconds = await secondsUntil(() =>
      expectAsync(assumeRole(request)).toBeRejectedWith(
        jasmine.objectContaining({ code: 'Unreachable', answer: undefined }),
      ),
    );
    expect(fetch).toHaveBeenCalledTimes(2);
    expect(seconds).toBeLessThan(14);
  });
});
