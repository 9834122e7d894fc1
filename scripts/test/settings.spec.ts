import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { settings } from '../deploy/known-settings.ts';
import type { Problem } from '../deploy/problem.ts';
import { readFile, readSettings } from '../deploy/settings.ts';
import { isHashed } from '../deploy/site-files.ts';
import { checkStack } from '../deploy/stack.ts';

const { region, stackName } = settings;

describe('What a command must know', () => {
  const none = { flags: {}, environment: {}, file: {} };
  const read = (sources: Partial<typeof none>) =>
    readSettings({ region, stackName }, { ...none, ...sources }, false);
  const problem = async (promise: Promise<unknown>) =>
    (await promise.catch((error: unknown) => error)) as Problem;

  it('comes from the flag, else the environment, else deploy.json, else the fallback', async () => {
    const flags = { region: 'eu-west-1' };
    const environment = { AWS_REGION: 'eu-west-2' };
    const file = { region: 'eu-west-3' };
    expect((await read({ flags, environment, file })).region).toBe('eu-west-1');
    expect((await read({ environment, file })).region).toBe('eu-west-2');
    expect((await read({ file })).region).toBe('eu-west-3');
    expect((await read({ file })).stackName).toBe('secured-pets');
  });

  it('is missed with every way to give it', async () => {
    const { message, remedy, exitCode } = await problem(read({}));
    expect(message).toContain("this isn't a terminal");
    expect(remedy).toBe('Give --region VALUE, the variable AWS_REGION or "region" in deploy.json.');
    expect(exitCode).toBe(2);
  });

  it('is refused with where it came from when it is malformed', async () => {
    const { message, why } = await problem(read({ environment: { AWS_REGION: 'Frankfurt' } }));
    expect(message).toContain('"Frankfurt"');
    expect(why).toBe('AWS_REGION must be an AWS region, like us-east-1.');
  });

  describe('deploy.json', () => {
    let folder: string;
    beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'settings-'))));
    afterEach(() => rmSync(folder, { recursive: true }));

    for (const [what, text, expected] of [
      ['is no JSON', 'region: eu', /It isn't valid JSON/],
      ['is no object', '["eu-west-1"]', /expected object, received array/],
      ['has an unknown name', '{"regoin": "eu-west-1"}', /Unrecognized key: "regoin"/],
      ['has something else than a text', '{"region": 1}', /region: must be text/],
      ['has a malformed value', '{"region": "Mars"}', /region: must be an AWS region/],
    ] as const) {
      it(`is refused when it ${what}`, () => {
        const file = join(folder, 'deploy.json');
        writeFileSync(file, text);
        expect(() => readFile(file, { region })).toThrowMatching((error: Problem) =>
          expected.test(error.why),
        );
      });
    }
  });
});

describe('A stack', () => {
  const check = (StackStatus: string) =>
    checkStack('shop', { StackName: 'shop', CreationTime: new Date(), StackStatus } as never);

  it('can be changed when it is at rest, and made when there is none', () => {
    expect(check('UPDATE_COMPLETE')).toContain('will be updated');
    expect(check('UPDATE_ROLLBACK_COMPLETE')).toContain('will be updated');
    expect(checkStack('shop', undefined)).toContain('will be created');
    expect(check('REVIEW_IN_PROGRESS')).toContain('will be created');
  });

  it('cannot be changed while it changes, or when it was never whole', () => {
    for (const status of ['UPDATE_IN_PROGRESS', 'ROLLBACK_COMPLETE', 'UPDATE_ROLLBACK_FAILED']) {
      expect(() => check(status)).toThrowError(/can't be changed now/);
    }
  });
});

describe('A name with a hash in it', () => {
  it('is one that the build gives, not one that only looks like it', () => {
    for (const name of ['main-CIGWR7SX.js', 'chunk-Da4-SChG.js', 'styles-UGX3T6TM.css']) {
      expect(isHashed(name)).withContext(name).toBeTrue();
    }
    for (const name of [
      'index.html',
      'pets/elephant-african.svg',
      'auth0-spa-js.worker.production.js',
    ]) {
      expect(isHashed(name)).withContext(name).toBeFalse();
    }
  });
});
