import { testConfig } from '../../testing/test-config';
import {
  ConfigError,
  expectedValue,
  loadConfig,
  parseConfig,
  type Config,
  type ConfigProblem,
} from './config';
import { showStartProblem } from './start-problem';

const problemsOf = (content: unknown): readonly ConfigProblem[] => {
  try {
    parseConfig(content);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
};

describe('config.json', () => {
  it('is accepted as AWS has it', () => {
    expect(parseConfig(testConfig)).toEqual(testConfig);
  });

  it('is accepted as the local cloud has it, over http on this machine', () => {
    const local = {
      ...testConfig,
      apiUrl: 'http://localhost:4212/api',
      auth0Domain: 'http://localhost:4210',
      stsEndpoint: 'http://localhost:4211',
    };
    expect(parseConfig(local)).toEqual(local);
  });

  it('leaves out keys that the page does not know', () => {
    expect(parseConfig({ ...testConfig, secret: 'x' })).toEqual(testConfig);
  });

  const keys = Object.keys(testConfig) as (keyof Config)[];
  for (const key of keys) {
    it(`is refused without ${key}, by name`, () => {
      const { [key]: _, ...rest } = testConfig;
      expect(problemsOf(rest)).toEqual([jasmine.objectContaining({ key, actual: 'nothing' })]);
    });
  }

  const malformed: [string, unknown][] = [
    ['apiUrl', 'https://api.example.com/api/'],
    ['apiUrl', 'http://api.example.com/api'],
    ['apiUrl', 'http://localhost.example.com/api'],
    ['apiUrl', 'https://user:secret@api.example.com/api'],
    ['apiUrl', 'https://api.example.com/api?x=1'],
    ['apiUrl', 'javascript:alert(1)'],
    ['apiUrl', '/api'],
    ['apiUrl', 7],
    ['region', 'Virginia'],
    ['region', ''],
    ['adminRoleArn', 'Auth0ApiRole'],
    ['adminRoleArn', 'arn:aws:iam::123456789012:user/somebody'],
    ['socialRoleArn', 'arn:aws:iam::12345:role/Short'],
    ['auth0Domain', 'example'],
    ['auth0Domain', 'http://example.eu.auth0.com'],
    ['auth0Domain', 'https://example.eu.auth0.com/'],
    ['auth0ClientId', 'two words'],
    ['stsEndpoint', 'sts.us-east-1.amazonaws.com'],
    ['stsEndpoint', null],
  ];
  for (const [key, value] of malformed) {
    it(`is refused with ${key} ${JSON.stringify(value)}`, () => {
      const problems = problemsOf({ ...testConfig, [key]: value });
      expect(problems).toEqual([jasmine.objectContaining({ key, actual: JSON.stringify(value) })]);
    });
  }

  it('has words for what each key holds, and the file as a whole', () => {
    const words = [...keys, undefined].map(expectedValue);
    expect(words.filter((sentence) => sentence.length < 20)).toEqual([]);
    expect(expectedValue(undefined)).toContain('config.json');
  });

  it('names everything that is wrong at once', () => {
    expect(problemsOf({}).map(({ key }) => key)).toEqual(keys);
  });

  for (const content of [null, [], 'text', 7]) {
    it(`is refused when it is ${JSON.stringify(content)}`, () => {
      expect(problemsOf(content)).toEqual([{ actual: JSON.stringify(content) }]);
    });
  }

  describe('as a file', () => {
    const answer = (response: Response | Error) => {
      spyOn(window, 'fetch').and.callFake(() =>
        response instanceof Error ? Promise.reject(response) : Promise.resolve(response),
      );
    };

    it('is loaded from beside index.html', async () => {
      answer(new Response(JSON.stringify(testConfig)));
      expect(await loadConfig()).toEqual(testConfig);
      expect(window.fetch).toHaveBeenCalledOnceWith('config.json', jasmine.anything());
    });

    it('is missed when the server has none', async () => {
      answer(new Response('', { status: 404 }));
      await expectAsync(loadConfig()).toBeRejectedWithError(ConfigError, /got status 404/);
    });

    it('is missed when the server does not answer', async () => {
      answer(new TypeError('Failed to fetch'));
      await expectAsync(loadConfig()).toBeRejectedWithError(ConfigError, /got no answer/);
    });

    it('is missed when the server does not answer for ten seconds', async () => {
      const timeout = spyOn(AbortSignal, 'timeout').and.callThrough();
      spyOn(window, 'fetch').and.callFake((_, init) =>
        Promise.reject(init?.signal ? new DOMException('timed out', 'TimeoutError') : new Error()),
      );
      await expectAsync(loadConfig()).toBeRejectedWithError(ConfigError, /got no answer/);
      expect(timeout).toHaveBeenCalledOnceWith(10_000);
    });

    it('is missed when only its beginning comes', async () => {
      const body = new ReadableStream({
        start: (controller) => controller.error(new DOMException('timed out', 'TimeoutError')),
      });
      answer(new Response(body));
      await expectAsync(loadConfig()).toBeRejectedWithError(ConfigError, /got no answer/);
    });

    it('is not mistaken for the page that a server sends for any path', async () => {
      answer(new Response('<!doctype html><title>Secured Pets</title>'));
      await expectAsync(loadConfig()).toBeRejectedWithError(ConfigError, /got .*<!doctype html>/);
    });
  });
});

describe('The page for a wrong config.json', () => {
  it('names the key, what was expected and what came, as text', () => {
    const page = document.implementation.createHTMLDocument();
    const apiUrl = '<img src=x onerror=alert(1)>';
    showStartProblem(page, new ConfigError(problemsOf({ ...testConfig, apiUrl })));
    const alert = page.querySelector('[role=alert]');
    expect(alert?.textContent).toContain('apiUrl');
    expect(alert?.textContent).toContain('Expected the URL of the API');
    expect(alert?.textContent).toContain(apiUrl);
    expect(page.querySelector('img')).toBeNull();
  });

  it('says that the file is missing', async () => {
    spyOn(window, 'fetch').and.resolveTo(new Response('', { status: 404 }));
    const page = document.implementation.createHTMLDocument();
    await loadConfig().catch((error: unknown) => showStartProblem(page, error));
    expect(page.querySelector('[role=alert]')?.textContent).toContain(
      'Expected a config.json file next to index.html, with a JSON object in it.Got status 404.',
    );
  });

  it('says which command writes the file', () => {
    const page = document.implementation.createHTMLDocument();
    showStartProblem(page, new ConfigError([{ actual: 'status 404' }]));
    const text = page.querySelector('[role=alert]')?.textContent;
    expect(text).toContain('npm start writes the file');
    expect(text).toContain('npm start -- --stack NAME');
    expect(text).toContain('npm run deploy');
  });
});
