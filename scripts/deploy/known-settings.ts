import { join } from 'node:path';
import { z } from 'zod';
import { root } from '../process.ts';
import { readFile } from './settings.ts';
import type { Setting, Sources } from './settings.ts';

const text = (pattern: RegExp, expected: string) =>
  z.string('must be text').regex(pattern, `must be ${expected}`);

/** A host name, and for tests a server on this machine. */
const HOST = /^[a-z\d-]+(\.[a-z\d-]+)+$|^localhost:\d+$/;

/** What the commands that deploy must know, each by its name in deploy.json. */
export const settings = {
  region: {
    question: 'AWS region',
    schema: text(/^[a-z]{2}(-[a-z]+)+-\d{1,2}$/, 'an AWS region, like us-east-1'),
    variables: ['AWS_REGION', 'AWS_DEFAULT_REGION'],
  },
  stackName: {
    question: 'Name of the CloudFormation stack',
    schema: text(
      /^[a-zA-Z][a-zA-Z\d-]{0,39}$/,
      'at most 40 letters, digits and hyphens, starting with a letter',
    ),
    variables: ['STACK_NAME'],
    fallback: 'secured-pets',
  },
  auth0Domain: {
    question: 'Domain of the Auth0 tenant',
    schema: text(
      HOST,
      'a lowercase host name like my-shop.eu.auth0.com, without https:// or a slash',
    ),
    variables: ['AUTH0_DOMAIN'],
  },
  auth0ClientId: {
    question: 'Client ID of the single-page application in Auth0',
    schema: text(/^[\w-]+$/, 'the client ID that Auth0 shows for the application'),
    variables: ['AUTH0_APP_CLIENT_ID'],
  },
  alarmEmail: {
    question: 'Email address for alarms',
    schema: text(/^$|^[^@\s]+@[^@\s]+$/, 'an email address'),
    variables: ['ALARM_EMAIL'],
    fallback: '',
    optional: true,
  },
  monthlyBudget: {
    question:
      'Monthly budget for the whole account in US dollars, announced to alarmEmail; 0 for none',
    schema: text(/^\d{0,7}$/, 'a whole number of US dollars, like 25'),
    variables: ['MONTHLY_BUDGET'],
    fallback: '',
    optional: true,
  },
  templateParameters: {
    question: 'More template parameters, like DomainName=pets.example.com',
    schema: text(
      /^$|^([A-Za-z\d]+=\S+)( [A-Za-z\d]+=\S+)*$/,
      'NAME=VALUE pairs separated by spaces, with names from backend/template.yaml',
    ),
    variables: ['TEMPLATE_PARAMETERS'],
    fallback: '',
    optional: true,
  },
  patience: {
    question: 'Seconds that CloudFront may take to show the new page',
    schema: text(/^\d{1,4}$/, 'a number of seconds, like 180'),
    variables: ['DEPLOY_PATIENCE'],
    // Usually a few seconds; a new distribution takes a minute or two to be known everywhere.
    fallback: '180',
    optional: true,
  },
  tenantDomain: {
    question: "The tenant's own domain, if auth0Domain is a custom domain",
    schema: text(
      new RegExp(`^$|${HOST.source}`),
      'a lowercase host name like my-shop.eu.auth0.com',
    ),
    variables: ['AUTH0_TENANT_DOMAIN'],
    fallback: '',
    optional: true,
  },
  managementClientId: {
    question: 'Client ID of the machine-to-machine application for the Management API',
    schema: text(/^[\w-]+$/, 'the client ID that Auth0 shows for the application'),
    variables: ['AUTH0_CLIENT_ID'],
  },
  managementClientSecret: {
    question: 'Client secret of that application',
    schema: text(/^\S+$/, 'the client secret that Auth0 shows, without spaces'),
    variables: ['AUTH0_CLIENT_SECRET'],
    secret: true,
  },
  siteUrl: {
    question: 'Address of the shop (empty if it is not deployed yet)',
    schema: text(
      /^$|^https:\/\/[a-z\d-]+(\.[a-z\d-]+)+$|^http:\/\/localhost:\d+$/,
      'the address that npm run deploy prints, like https://d123.cloudfront.net, without a slash at the end',
    ),
    variables: ['SITE_URL'],
    fallback: '',
  },
  amazonClientId: social('Amazon', 'ID', 'AMAZON_CLIENT_ID'),
  amazonClientSecret: social('Amazon', 'secret', 'AMAZON_CLIENT_SECRET'),
  googleClientId: social('Google', 'ID', 'GOOGLE_CLIENT_ID'),
  googleClientSecret: social('Google', 'secret', 'GOOGLE_CLIENT_SECRET'),
  confirm: {
    question: "The stack's name again, to confirm --delete-data outside a terminal",
    schema: z.string(),
    variables: [],
    fallback: '',
    optional: true,
  },
} satisfies Record<string, Setting>;

function social(name: string, part: 'ID' | 'secret', variable: string): Setting {
  return {
    question: `Client ${part} from ${name} for logins (empty for Auth0's own, for testing only)`,
    schema: text(/^[^\s"'\\]*$/, `the client ${part} from ${name}, without spaces or quotes`),
    variables: [variable],
    fallback: '',
    ...(part === 'secret' && { secret: true }),
  };
}

/** Where a command finds its values: the flags given, the environment and deploy.json. */
export function sources(flags: Sources['flags']): Sources {
  const file = process.env['DEPLOY_FILE'] ?? join(root, 'deploy.json');
  return { flags, environment: process.env, file: readFile(file, settings) };
}
