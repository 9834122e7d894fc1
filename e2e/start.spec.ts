import { createServer } from 'node:http';
import {
  appendFile,
  mkdir,
  readdir,
  readFile,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { freePorts, isTaken, PARTS } from '../local-cloud/src/ports.ts';
import { Checkout, portOptions } from './checkout.ts';
import type { Run } from './checkout.ts';

let checkout: Checkout;
let folder: string;

test.beforeEach(async () => {
  checkout = await Checkout.make();
  ({ folder } = checkout);
});
test.afterEach(() => checkout.remove());

/** `npm start` with the given options. */
function start(options: readonly string[], environment: Record<string, string> = {}): Run {
  return checkout.run('scripts/start.ts', options, { env: { ...process.env, ...environment } });
}

test('npm start serves the shop, restarts its backend, and stops on one Ctrl-C', async () => {
  test.setTimeout(180_000);
  const ports = await freePorts(PARTS.length);
  const [pagePort, , , apiPort] = ports;
  const listPets = async (): Promise<unknown[]> => {
    const answer = await fetch(`http://localhost:${apiPort!}/api/pets`);
    return (await answer.json()) as unknown[];
  };
  const shop = start(portOptions(ports));

  await test.step('says what it is doing, and addresses and accounts when it is ready', async () => {
    await shop.prints(`Secured Pets is ready: http://localhost:${pagePort!}`);
    expect(shop.output).toContain('Starting the local cloud');
    expect(shop.output).toContain('admin@example.com, password admin');
    const config = await fetch(`http://localhost:${pagePort!}/config.json`);
    const { apiUrl } = (await config.json()) as { apiUrl: string };
    expect(apiUrl).toBe(`http://localhost:${apiPort!}/api`);
    expect(await listPets()).toHaveLength(12);
    // Visitors read on the page's own origin, as through CloudFront.
    const answer = await fetch(`http://localhost:${pagePort!}/api/pets?limit=3`);
    expect(await answer.json()).toHaveLength(3);
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });

  await test.step('restarts the backend when its code changes', async () => {
    await appendFile(join(folder, 'backend/src/logic/pets.ts'), '\n');
    await shop.prints('backend/src/logic/pets.ts changed: restarting the backend');
    await shop.prints('The backend is ready.');
    expect(await listPets()).toHaveLength(12);
  });

  await test.step('tells a second start which ports are taken and how to choose others', async () => {
    const second = start(portOptions(ports));
    expect(await second.code).toBe(1);
    expect(second.output.match(/^Port /gm)).toHaveLength(PARTS.length);
    expect(second.output).toMatch(
      new RegExp(`Port ${apiPort!} \\(API Gateway\\) is taken. .*npm start -- --api-port \\d+`),
    );
  });

  await test.step('tells a second start on other ports that the folder is in use', async () => {
    for (const option of [[], ['--fresh'], ['--stack=shop']]) {
      const second = start([...portOptions(await freePorts(PARTS.length)), ...option]);
      expect(await second.code).toBe(1);
      expect(second.output).toContain('is in use by another npm start in this folder');
    }
    const config = await fetch(`http://localhost:${pagePort!}/config.json`);
    expect(await config.text()).toContain(`http://localhost:${apiPort!}/api`);
    expect(await listPets()).toHaveLength(12);
  });

  await test.step("keeps what is in .local the user's own", async () => {
    const kept = join(folder, '.local');
    for (const entry of await readdir(kept, { recursive: true })) {
      expect((await stat(join(kept, entry))).mode & 0o077, entry).toBe(0);
    }
  });

  await test.step('stops everything on one Ctrl-C', async () => {
    shop.process.kill('SIGINT');
    expect(await shop.code).toBe(0);
    expect(await Promise.all(ports.map(isTaken))).toEqual(PARTS.map(() => false));
  });
});

test('npm start refuses an option that it does not know, with a message', async () => {
  const run = start(['--color=red']);
  expect(await run.code).toBe(1);
  expect(run.output).toContain("Unknown option '--color'");
  expect(run.output).not.toContain('    at ');
});

test('a link to other dependencies is refused, and the folder behind it is left alone', async () => {
  const other = join(folder, 'other');
  await mkdir(other);
  await writeFile(join(other, 'kept'), 'as it was');
  await rm(join(folder, 'node_modules'));
  await symlink(other, join(folder, 'node_modules'));
  const run = start(['--help']);
  expect(await run.code).toBe(1);
  expect(run.output).toContain('node_modules is a link');
  expect(await readFile(join(other, 'kept'), 'utf8')).toBe('as it was');
});

test('npm start -- --stack serves the page on what is deployed, without the local cloud', async () => {
  test.setTimeout(180_000);
  const [pagePort = 0, awsPort = 0] = await freePorts(2);
  const outputs = {
    ApiUrl: `http://localhost:${awsPort}/api`,
    Region: 'eu-west-1',
    AdminRoleArn: 'arn:aws:iam::123456789012:role/Keepers',
    SocialRoleArn: 'arn:aws:iam::123456789012:role/Buyers',
    Auth0Domain: 'https://my-shop.eu.auth0.com',
    Auth0ClientId: 'app123',
    SiteUrl: 'https://d123.cloudfront.net',
    SiteBucket: 'the-bucket',
    DistributionId: 'E123',
  };
  const pets = [{ id: 1, type: 'dog', price: 249.99, isSold: false }];
  // What the API answers to a visitor, and CloudFormation to DescribeStacks.
  const members = Object.entries(outputs).map(
    ([key, value]) =>
      `<member><OutputKey>${key}</OutputKey><OutputValue>${value}</OutputValue></member>`,
  );
  const aws = createServer((request, response) => {
    if (request.url === '/api/pets?limit=3' && request.headers.host === `localhost:${awsPort}`) {
      response.end(JSON.stringify(pets));
      return;
    }
    response.setHeader('Content-Type', 'text/xml');
    response.end(
      `<DescribeStacksResponse><DescribeStacksResult><Stacks><member><StackName>the-shop</StackName><StackStatus>CREATE_COMPLETE</StackStatus><Outputs>${members.join('')}</Outputs></member></Stacks></DescribeStacksResult></DescribeStacksResponse>`,
    );
  }).listen(awsPort, 'localhost');
  const shop = start(
    ['--stack', 'the-shop', '--region', 'eu-west-1', '--page-port', String(pagePort)],
    {
      AWS_ENDPOINT_URL: `http://localhost:${awsPort}`,
      AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE',
      AWS_SECRET_ACCESS_KEY: 'secret',
    },
  );
  await shop.prints(`Secured Pets is ready: http://localhost:${pagePort}`);
  const answer = await fetch(`http://localhost:${pagePort}/config.json`);
  expect(await answer.json()).toMatchObject({
    apiUrl: outputs.ApiUrl,
    auth0Domain: outputs.Auth0Domain,
  });
  // Visitors read on the page's own origin, as through CloudFront.
  const list = await fetch(`http://localhost:${pagePort}/api/pets?limit=3`);
  expect(await list.json()).toEqual(pets);
  expect(shop.output).not.toContain('Starting the local cloud');
  expect(shop.output).toContain('allows only http://localhost:4200');
  expect(shop.output).toContain('--site-url https://d123.cloudfront.net --allow-localhost');
  aws.close();
});
