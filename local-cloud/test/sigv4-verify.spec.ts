import { createHash, createHmac } from 'node:crypto';
import { AwsV4Signer } from 'aws4fetch';
import { SignatureError, signingKey, verifySignature } from '../src/sigv4/verify.ts';
import type { Expected, RawRequest } from '../src/sigv4/verify.ts';

const SESSION = {
  accessKeyId: 'ASIAEXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxR',
  sessionToken: 'IQoJb3JpZ2luX2VjE//+token==',
  expiration: new Date('2026-03-04T06:00:00Z'),
};
const LONG_TERM = { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'h9+/Secret' };
const NOW = new Date('2026-03-04T05:06:07Z');

const EXPECTED: Expected = {
  region: 'us-east-1',
  service: 'execute-api',
  now: NOW,
  maxSkewSeconds: 300,
  credentials: (accessKeyId) =>
    [SESSION, LONG_TERM].find((one) => one.accessKeyId === accessKeyId) ?? 'unrecognized',
};

type Signing = Partial<ConstructorParameters<typeof AwsV4Signer>[0]>;

async function sign(signing: Signing = {}): Promise<RawRequest> {
  const { expiration: _, ...session } = SESSION;
  const body = '{"petId":1}';
  const { method, url, headers } = await new AwsV4Signer({
    method: 'POST',
    url: 'https://api.example.com/api/pets/purchase?limit=2&before=7',
    headers: { 'X-Id-Token': 'a.b.c' },
    body,
    ...session,
    region: 'us-east-1',
    service: 'execute-api',
    datetime: '20260304T050607Z',
    ...signing,
  }).sign();
  return {
    method,
    target: url.pathname + url.search,
    rawHeaders: ['Host', url.host, ...[...headers].flat()],
    body: Buffer.from('body' in signing ? '' : body),
  };
}

function header(request: RawRequest, name: string, change: (value: string) => string): RawRequest {
  const rawHeaders = request.rawHeaders.map((text, index, all) =>
    index % 2 === 1 && all[index - 1]!.toLowerCase() === name ? change(text) : text,
  );
  expect(rawHeaders)
    .withContext('the change')
    .not.toEqual([...request.rawHeaders]);
  return { ...request, rawHeaders };
}

function without(request: RawRequest, name: string): RawRequest {
  const { rawHeaders } = request;
  return {
    ...request,
    rawHeaders: rawHeaders.filter((_, index) => rawHeaders[index - (index % 2)] !== name),
  };
}

function refusalOf(request: RawRequest, expected: Partial<Expected> = {}): SignatureError {
  try {
    verifySignature(request, { ...EXPECTED, ...expected });
  } catch (error) {
    if (error instanceof SignatureError) return error;
    throw error;
  }
  throw new Error('the request was accepted');
}

const MISMATCH =
  /^The request signature we calculated does not match the signature you provided\. Check your AWS Secret Access Key and signing method\. Consult the service documentation for details\.\n\n/;

describe('The signature verifier', () => {
  it('accepts what was signed and says by whom', async () => {
    expect(verifySignature(await sign(), EXPECTED)).toBe(SESSION);
  });

  describe('refuses as a signature that differs', () => {
    const attacks: Record<string, (request: RawRequest) => RawRequest> = {
      'another method': (request) => ({ ...request, method: 'PUT' }),
      'another path': (request) => ({ ...request, target: '/api/pets?limit=2&before=7' }),
      'a path with one more slash at its end': (request) => ({
        ...request,
        target: '/api/pets/purchase/?limit=2&before=7',
      }),
      'a path in another case': (request) => ({
        ...request,
        target: '/api/pets/Purchase?limit=2&before=7',
      }),
      'a path that is encoded once more': (request) => ({
        ...request,
        target: '/api/pets/%70urchase?limit=2&before=7',
      }),
      'another query': (request) => ({ ...request, target: '/api/pets/purchase?limit=2&before=8' }),
      'a query without one of its parameters': (request) => ({
        ...request,
        target: '/api/pets/purchase?limit=2',
      }),
      'a query with one more parameter': (request) => ({
        ...request,
        target: `${request.target}&x`,
      }),
      'a query with one more parameter that has no name': (request) => ({
        ...request,
        target: `${request.target}&=x`,
      }),
      'a query with X-Amz-Signature': (request) => ({
        ...request,
        target: `${request.target}&X-Amz-Signature=x`,
      }),
      'another value of a signed header': (request) => header(request, 'x-id-token', () => 'a.b.d'),
      'a signed header that is gone': (request) => without(request, 'x-id-token'),
      'a signed header twice': (request) => ({
        ...request,
        rawHeaders: [...request.rawHeaders, 'x-id-token', 'a.b.c'],
      }),
      'another host': (request) => header(request, 'host', () => 'api.example.org'),
      'another body': (request) => ({ ...request, body: Buffer.from('{"petId":2}') }),
      'no body': (request) => ({ ...request, body: Buffer.alloc(0) }),
      'another second of signing': (request) =>
        header(request, 'x-amz-date', () => '20260304T050608Z'),
      'a signature with one digit changed': (request) =>
        header(request, 'authorization', (text) =>
          text.replace(/.$/, (digit) => (digit === '0' ? '1' : '0')),
        ),
      'a signature that is cut short': (request) =>
        header(request, 'authorization', (text) => text.slice(0, -1)),
      'a signature in capitals': (request) =>
        header(request, 'authorization', (text) =>
          text.replace(
            /(Signature=)(.*)/,
            (_, name: string, hex: string) => name + hex.toUpperCase(),
          ),
        ),
      'fewer signed headers than were signed': (request) =>
        header(request, 'authorization', (text) => text.replace(';x-id-token', '')),
    };
    for (const [what, attack] of Object.entries(attacks)) {
      it(what, async () => {
        const refusal = refusalOf(attack(await sign()));

        expect(refusal.type).toBe('InvalidSignatureException');
        expect(refusal.status).toBe(403);
        expect(refusal.message).toMatch(MISMATCH);
      });
    }

    it('another secret', async () => {
      const refusal = refusalOf(await sign({ secretAccessKey: 'a guess' }));

      expect(refusal.message).toMatch(MISMATCH);
    });
  });

  it('says what should have been signed, as API Gateway does, and never the secret', async () => {
    const request = await sign({
      method: 'GET',
      url: 'https://api.example.com/api/pets/%C3%A4?b=1&a=2',
      headers: {},
      body: '',
      ...LONG_TERM,
      sessionToken: '',
      secretAccessKey: 'a guess',
    });

    const { message } = refusalOf(request);

    const canonical =
      'GET\n/api/pets/%25C3%25A4\na=2&b=1\nhost:api.example.com\nx-amz-date:20260304T050607Z\n\n' +
      'host;x-amz-date\ne3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
    const hash = createHash('sha256').update(canonical).digest('hex');

    expect(message.replace(MISMATCH, '')).toBe(
      `The Canonical String for this request should have been\n'${canonical}'\n\n` +
        "The String-to-Sign should have been\n'AWS4-HMAC-SHA256\n20260304T050607Z\n" +
        `20260304/us-east-1/execute-api/aws4_request\n${hash}'\n`,
    );
    expect(message).not.toContain(LONG_TERM.secretAccessKey);
  });

  describe('takes the Date header where there is no X-Amz-Date, as AWS does,', () => {
    const signedAt = (date: string): RawRequest => {
      const scope = ['20260304', 'us-east-1', 'execute-api', 'aws4_request'];
      const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
      const canonical = `GET\n/api/pets\n\ndate:${date}\nhost:api.example.com\n\ndate;host\n${sha256('')}`;
      const toSign = ['AWS4-HMAC-SHA256', date, scope.join('/'), sha256(canonical)].join('\n');
      const signature = createHmac('sha256', signingKey(LONG_TERM.secretAccessKey, scope))
        .update(toSign)
        .digest('hex');
      const authorization = `AWS4-HMAC-SHA256 Credential=${LONG_TERM.accessKeyId}/${scope.join('/')}, SignedHeaders=date;host, Signature=${signature}`;
      const rawHeaders = ['Host', 'api.example.com', 'Date', date, 'Authorization', authorization];
      return { method: 'GET', target: '/api/pets', rawHeaders, body: Buffer.alloc(0) };
    };

    it('in the same format', () => {
      const request = signedAt('20260304T050607Z');
      expect(verifySignature(request, EXPECTED)).toEqual(jasmine.objectContaining(LONG_TERM));
    });

    it('of about this time', () => {
      expect(refusalOf(signedAt('20260304T045907Z')).message).toContain('Signature expired');
    });

    it('not in the format of HTTP, and says so', () => {
      const date = 'Wed, 04 Mar 2026 05:06:07 GMT';
      expect(refusalOf(signedAt(date)).message).toBe(
        `Date must be in ISO-8601 'basic format'. Got '${date}'. See http://en.wikipedia.org/wiki/ISO_8601`,
      );
    });

    it('which nobody can change afterwards', () => {
      const request = header(signedAt('20260304T050607Z'), 'date', () => '20260304T050608Z');
      expect(refusalOf(request).type).toBe('InvalidSignatureException');
    });
  });

  describe('refuses without a signature', () => {
    it('a request that carries none', async () => {
      const refusal = refusalOf(without(await sign(), 'authorization'));

      expect(refusal.type).toBe('MissingAuthenticationTokenException');
      expect(refusal.message).toBe('Missing Authentication Token');
    });

    it('a bearer token, with the word it stumbles over', async () => {
      const refusal = refusalOf(header(await sign(), 'authorization', () => 'Bearer eyJ.abc'));

      expect(refusal.type).toBe('IncompleteSignatureException');
      expect(refusal.message).toBe(
        "'eyJ.abc' not a valid key=value pair (missing equal-sign) in Authorization header: 'Bearer eyJ.abc'.",
      );
    });

    it('a header with nothing in it, naming each part that is missing', async () => {
      const request = without(
        header(await sign(), 'authorization', () => 'AWS4-HMAC-SHA256'),
        'x-amz-date',
      );

      const refusal = refusalOf(request);

      expect(refusal.type).toBe('IncompleteSignatureException');
      expect(refusal.message).toBe(
        "Authorization header requires 'Credential' parameter. " +
          "Authorization header requires 'Signature' parameter. " +
          "Authorization header requires 'SignedHeaders' parameter. " +
          "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. " +
          'Authorization=AWS4-HMAC-SHA256',
      );
    });

    const parts: Record<string, [(text: string) => string, string]> = {
      'a header without Credential': [
        (text) => text.replace(/Credential=[^,]*,/, ''),
        "requires 'Credential' parameter. Authorization=",
      ],
      'a header without SignedHeaders': [
        (text) => text.replace(/SignedHeaders=[^,]*,/, ''),
        "requires 'SignedHeaders' parameter. Authorization=",
      ],
      'a header without Signature': [
        (text) => text.replace(/, Signature=.*/, ''),
        "requires 'Signature' parameter. Authorization=",
      ],
      'another algorithm': [
        (text) => text.replace('SHA256', 'SHA1'),
        "Unsupported AWS 'algorithm': 'AWS4-HMAC-SHA1'.",
      ],
      'a scope of four parts': [
        (text) => text.replace('/aws4_request', ''),
        "exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got 'ASIAEXAMPLE/20260304/us-east-1/execute-api'",
      ],
      'a scope of six parts': [
        (text) => text.replace('/aws4_request', '/aws4_request/more'),
        "exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got 'ASIAEXAMPLE/20260304/us-east-1/execute-api/aws4_request/more'",
      ],
      'two signatures in one request': [
        (text) => `${text},${text}`,
        "'AWS4-HMAC-SHA256' not a valid key=value pair",
      ],
    };
    for (const [what, [change, message]] of Object.entries(parts)) {
      it(what, async () => {
        const refusal = refusalOf(header(await sign(), 'authorization', change));

        expect(refusal.type).toBe('IncompleteSignatureException');
        expect(refusal.message).toContain(message);
      });
    }

    it('a date that is none', async () => {
      for (const date of ['yesterday', '2026-03-04T05:06:07Z', '20260304', '20269904T050607Z']) {
        const refusal = refusalOf(header(await sign(), 'x-amz-date', () => date));

        expect(refusal.type).toBe('IncompleteSignatureException');
        expect(refusal.message).toBe(
          `Date must be in ISO-8601 'basic format'. Got '${date}'. See http://en.wikipedia.org/wiki/ISO_8601`,
        );
      }
    });
  });

  describe('refuses by the scope', () => {
    const scopes: [string, Signing, string][] = [
      [
        'another region',
        { region: 'eu-west-1' },
        'Credential should be scoped to a valid region. ',
      ],
      [
        'another service',
        { service: 's3' },
        "Credential should be scoped to correct service: 'execute-api'. ",
      ],
      [
        'another region and service, both in one answer',
        { region: 'eu-west-1', service: 'sts' },
        "Credential should be scoped to a valid region. Credential should be scoped to correct service: 'execute-api'. ",
      ],
    ];
    for (const [what, signing, message] of scopes) {
      it(what, async () => {
        const refusal = refusalOf(await sign(signing));

        expect(refusal.type).toBe('InvalidSignatureException');
        expect(refusal.message).toBe(message);
      });
    }

    it("another day than the request's", async () => {
      const refusal = refusalOf(
        header(await sign(), 'authorization', (text) => text.replace('/20260304/', '/20260303/')),
      );

      expect(refusal.type).toBe('InvalidSignatureException');
      expect(refusal.message).toBe(
        "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '20260303' != '20260304', from '20260304T050607Z'.",
      );
    });

    it('another end', async () => {
      const refusal = refusalOf(
        header(await sign(), 'authorization', (text) =>
          text.replace('aws4_request', 'aws5_request'),
        ),
      );

      expect(refusal.message).toContain(
        "scoped with a valid terminator: 'aws4_request', not 'aws5_request'",
      );
    });
  });

  describe('goes by the clock', () => {
    const at = (datetime: string) => sign({ datetime });

    it('and takes five minutes either way', async () => {
      for (const datetime of ['20260304T050107Z', '20260304T051107Z']) {
        expect(verifySignature(await at(datetime), EXPECTED)).toBe(SESSION);
      }
    });

    it('and refuses what is older, with both times', async () => {
      const refusal = refusalOf(await at('20260304T050106Z'));

      expect(refusal.type).toBe('InvalidSignatureException');
      expect(refusal.message).toBe(
        'Signature expired: 20260304T050106Z is now earlier than 20260304T050107Z (20260304T050607Z - 5 min.)',
      );
    });

    it('and refuses what is further ahead, with both times', async () => {
      const refusal = refusalOf(await at('20260304T051108Z'));

      expect(refusal.type).toBe('InvalidSignatureException');
      expect(refusal.message).toBe(
        'Signature not yet current: 20260304T051108Z is still later than 20260304T051107Z (20260304T050607Z + 5 min.)',
      );
    });
  });

  describe('wants signed', () => {
    const unsign = (request: RawRequest, name: string) =>
      header(request, 'authorization', (text) =>
        text.replace(/SignedHeaders=([^,]*)/, (_, names: string) => {
          const rest = names.split(';').filter((one) => one !== name);
          return `SignedHeaders=${rest.join(';')}`;
        }),
      );

    it('the host', async () => {
      const refusal = refusalOf(unsign(await sign(), 'host'));

      expect(refusal.type).toBe('InvalidSignatureException');
      expect(refusal.message).toBe(
        "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.",
      );
    });

    it('by names in lower case', async () => {
      const refusal = refusalOf(
        header(await sign(), 'authorization', (text) => text.replace('host;', 'Host;')),
      );

      expect(refusal.message).toContain("'Host' or ':authority' must be a 'SignedHeader'");
    });

    for (const name of ['x-amz-date', 'x-amz-security-token']) {
      it(name, async () => {
        const refusal = refusalOf(unsign(await sign(), name));

        expect(refusal.type).toBe('InvalidSignatureException');
        expect(refusal.message).toBe(
          `'${name}' must be a 'SignedHeader' in the AWS Authorization.`,
        );
      });
    }

    it('an x-amz- header that somebody adds', async () => {
      const request = await sign();
      const refusal = refusalOf({
        ...request,
        rawHeaders: [...request.rawHeaders, 'X-Amz-Target', 'evil'],
      });

      expect(refusal.message).toBe(
        "'x-amz-target' must be a 'SignedHeader' in the AWS Authorization.",
      );
    });

    it('no other header: a proxy may change those', async () => {
      const request = await sign();
      const rawHeaders = [...request.rawHeaders, 'Via', '1.1 proxy', 'X-Amzn-Trace-Id', 'Root=1'];

      expect(verifySignature({ ...request, rawHeaders }, EXPECTED)).toBe(SESSION);
    });
  });

  describe('knows who signed and refuses', () => {
    const expectUnrecognized = (refusal: SignatureError) => {
      expect(refusal.type).toBe('UnrecognizedClientException');
      expect(refusal.message).toBe('The security token included in the request is invalid.');
    };

    it('an access key that nobody has', async () => {
      expectUnrecognized(refusalOf(await sign({ accessKeyId: 'ASIANOBODY' })));
    });

    it("a session's key without its token", async () => {
      expectUnrecognized(refusalOf(await sign({ sessionToken: '' })));
    });

    it("a session's key with another session's token", async () => {
      expectUnrecognized(refusalOf(await sign({ sessionToken: `${SESSION.sessionToken}x` })));
    });

    it('a token with a long-term key', async () => {
      expectUnrecognized(refusalOf(await sign({ ...LONG_TERM })));
    });

    it('a session that has expired, to the second', async () => {
      const request = await sign({ datetime: '20260304T060000Z' });
      const refusal = refusalOf(request, { now: new Date('2026-03-04T06:00:00Z') });

      expect(refusal.type).toBe('ExpiredTokenException');
      expect(refusal.message).toBe('The security token included in the request is expired');
      expect(verifySignature(request, { ...EXPECTED, now: new Date('2026-03-04T05:59:59Z') })).toBe(
        SESSION,
      );
    });
  });

  describe('takes the hash of the bytes that came', () => {
    const claiming = (sha256: string) => sign({ headers: { 'x-amz-content-sha256': sha256 } });
    const sha256 = createHash('sha256').update('{"petId":1}').digest('hex');

    it('and accepts a header that says the same', async () => {
      expect(verifySignature(await claiming(sha256), EXPECTED)).toBe(SESSION);
    });

    it('and refuses a body that the signer left unsigned', async () => {
      expect(refusalOf(await claiming('UNSIGNED-PAYLOAD')).message).toMatch(MISMATCH);
    });

    it('and refuses a header that says otherwise, though everything is signed', async () => {
      const request = await claiming('UNSIGNED-PAYLOAD');
      const stringToSign = /'(AWS4-HMAC-SHA256\n[^']*)'/.exec(refusalOf(request).message)![1]!;
      const scope = ['20260304', 'us-east-1', 'execute-api', 'aws4_request'];
      const key = signingKey(SESSION.secretAccessKey, scope);
      const signature = createHmac('sha256', key).update(stringToSign).digest('hex');
      const signed = header(request, 'authorization', (text) => text.replace(/\w+$/, signature));

      expect(refusalOf(signed).message).toBe(
        "The provided 'x-amz-content-sha256' header does not match what was computed.",
      );
    });
  });

  describe('reads no presigned URL', () => {
    const presigned = () =>
      sign({
        method: 'GET',
        url: 'https://api.example.com/api/pets?limit=2&X-Amz-Expires=300',
        headers: {},
        body: '',
        signQuery: true,
      });

    it('and says that authentication is missing', async () => {
      const request = await presigned();
      const refusal = refusalOf(request);

      expect(request.target).toContain('X-Amz-Signature=');
      expect(refusal.type).toBe('MissingAuthenticationTokenException');
      expect(refusal.message).toBe('Missing Authentication Token');
    });

    it('but goes by the Authorization header when there is one', async () => {
      const request = await presigned();
      const rawHeaders = [...request.rawHeaders, 'Authorization', 'Bearer x'];

      expect(refusalOf({ ...request, rawHeaders }).message).toContain("'x' not a valid key=value");
    });
  });
});
