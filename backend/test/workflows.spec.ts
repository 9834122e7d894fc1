import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

const folder = join(import.meta.dirname, '../../.github/workflows');
const workflows = readdirSync(folder).map((name) => [
  name,
  readFileSync(join(folder, name), 'utf8'),
]);

interface Workflow {
  permissions: Record<string, string>;
  jobs: Record<string, { permissions?: Record<string, string>; environment?: string }>;
}

interface Policy {
  Statement: { Action: string | string[]; Condition?: Record<string, unknown> }[];
}

describe('The workflows on GitHub', () => {
  for (const [name = '', text = ''] of workflows) {
    const { permissions, jobs } = parse(text) as Workflow;

    it(`${name} uses only actions that are pinned by commit, with their version`, () => {
      const uses = text.split('\n').filter((line) => /\buses: (?!\.\/)/.test(line));
      expect(uses.length).toBeGreaterThan(1);
      for (const line of uses) expect(line).toMatch(/@[0-9a-f]{40} # v\d+\.\d+\.\d+$/m);
    });

    it(`${name} may read the code and nothing else, but for AWS's token in its environment`, () => {
      const granted = [permissions, ...Object.values(jobs).map((job) => job.permissions ?? {})];
      for (const [what, access] of granted.flatMap(Object.entries)) {
        if (what !== 'id-token') expect([what, access]).toEqual(['contents', 'read']);
      }
      for (const { permissions: own, environment } of Object.values(jobs)) {
        if (own?.['id-token']) expect(environment).toBe('production');
      }
    });

    it(`${name} has no secret and puts no expression into a command`, () => {
      expect(text).not.toContain('secrets.');
      expect(text).not.toMatch(/run: [^\n]*\$\{\{/);
    });
  }

  it('deploy with flags that the command knows', () => {
    const [, text = ''] = workflows.find(([name]) => name === 'deploy.yml') ?? [];
    const command = text.slice(text.indexOf('npm run deploy -- '));
    const flags = command.slice(0, command.indexOf('env:')).match(/--[a-z][\w-]*/g) ?? [];
    const script = join(folder, '../../scripts/deploy.ts');
    const help = spawnSync(process.execPath, [script, '--help'], { encoding: 'utf8' }).stdout;
    expect(flags.length).toBeGreaterThan(4);
    for (const flag of flags) expect(help).toMatch(new RegExp(`^  ${flag} `, 'm'));
  });

  describe('deploy with a role whose policies stand in docs/operations.md:', () => {
    const text = readFileSync(join(folder, '../../docs/operations.md'), 'utf8');
    const policies = [...text.matchAll(/```json\s(.*?)```/gs)].map(
      ([, json = '']) => JSON.parse(json) as Policy,
    );
    const [trust, permissions] = policies;

    it('trusts the environment of the workflow, by names and by ids', () => {
      const [, workflow = ''] = workflows.find(([name]) => name === 'deploy.yml') ?? [];
      const { jobs } = parse(workflow) as Workflow;
      const environment = Object.values(jobs).find((job) => job.environment)?.environment;
      const subjects = [
        `repo:OWNER@OWNER-ID/REPOSITORY@REPOSITORY-ID:environment:${environment}`,
        `repo:OWNER/REPOSITORY:environment:${environment}`,
      ];
      const issuer = 'token.actions.githubusercontent.com';
      expect(trust?.Statement[0]?.Condition?.['StringEquals']).toEqual({
        [`${issuer}:aud`]: 'sts.amazonaws.com',
        [`${issuer}:sub`]: subjects,
      });
      for (const subject of subjects) expect(workflow).toContain(subject);
    });

    it('may use every service of the template', () => {
      const template = readFileSync(join(folder, '../../backend/template.yaml'), 'utf8');
      const services = [...template.matchAll(/Type: AWS::(\w+)::/g)].map(([, service = '']) =>
        service.toLowerCase(),
      );
      const prefixes = permissions?.Statement.flatMap(({ Action }) => Action).map(
        (action) => action.split(':')[0] ?? '',
      );
      expect(services.length).toBeGreaterThan(10);
      for (const service of services) {
        const needed = service === 'serverless' ? ['lambda', 'apigateway'] : [service];
        expect(prefixes).withContext(service).toEqual(jasmine.arrayContaining(needed));
      }
    });
  });
});
