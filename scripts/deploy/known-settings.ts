import type { Setting } from './settings.ts';

/** What the commands that deploy must know, each by its name in deploy.json. */
export const region: Setting = {
  question: 'AWS region',
  pattern: /^[a-z]{2}(-[a-z]+)+-\d{1,2}$/,
  expected: 'an AWS region, like us-east-1',
  variables: ['AWS_REGION', 'AWS_DEFAULT_REGION'],
};

export const stackName: Setting = {
  question: 'Name of the CloudFormation stack',
  pattern: /^[a-zA-Z][a-zA-Z\d-]{0,39}$/,
  expected: 'at most 40 letters, digits and hyphens, a letter first',
  variables: ['STACK_NAME'],
  fallback: 'secured-pets',
};

export const auth0Domain: Setting = {
  question: 'Domain of the Auth0 tenant',
  pattern: /^[a-z\d-]+(\.[a-z\d-]+)+$|^localhost:\d+$/,
  expected: 'a host name in small letters, like my-shop.eu.auth0.com, without https:// and slash',
  variables: ['AUTH0_DOMAIN'],
};

export const auth0ClientId: Setting = {
  question: 'Client ID of the single-page application in Auth0',
  pattern: /^[\w-]+$/,
  expected: 'the client ID that Auth0 shows for the application, letters and digits',
  variables: ['AUTH0_APP_CLIENT_ID'],
};

export const templateParameters: Setting = {
  question: 'More parameters of the template, like DomainName=pets.example.com',
  pattern: /^([A-Za-z\d]+=\S+)( [A-Za-z\d]+=\S+)*$/,
  expected: 'NAME=VALUE pairs with a space between two; the names stand in backend/template.yaml',
  variables: ['TEMPLATE_PARAMETERS'],
  fallback: '',
  optional: true,
};

export const patience: Setting = {
  question: 'Seconds that CloudFront may take to show the new page',
  pattern: /^\d{1,4}$/,
  expected: 'a number of seconds, like 180',
  variables: ['DEPLOY_PATIENCE'],
  // Usually some seconds; a new distribution takes a minute or two to be known everywhere.
  fallback: '180',
  optional: true,
};

export const managementClientId: Setting = {
  question: 'Client ID of the machine-to-machine application for the Management API',
  pattern: /^[\w-]+$/,
  expected: 'the client ID that Auth0 shows for the application, letters and digits',
  variables: ['AUTH0_CLIENT_ID'],
};

export const managementClientSecret: Setting = {
  question: 'Client secret of that application',
  pattern: /^\S+$/,
  expected: 'the client secret that Auth0 shows, without spaces',
  variables: ['AUTH0_CLIENT_SECRET'],
  secret: true,
};

export const siteUrl: Setting = {
  question: 'Address of the shop (empty if it is not deployed yet)',
  pattern: /^https:\/\/[a-z\d-]+(\.[a-z\d-]+)+$|^http:\/\/localhost:\d+$/,
  expected: 'the address that npm run deploy prints, like https://d123.cloudfront.net, no slash',
  variables: ['SITE_URL'],
  fallback: '',
};

const social = (name: string, part: 'ID' | 'secret', variable: string): Setting => ({
  question: `Client ${part} that ${name} gave for logins (empty for Auth0's own, to try only)`,
  pattern: /^[^\s"'\\]+$/,
  expected: `the client ${part} of ${name}, without spaces and quotes`,
  variables: [variable],
  fallback: '',
  ...(part === 'secret' && { secret: true }),
});

export const amazonClientId = social('Amazon', 'ID', 'AMAZON_CLIENT_ID');
export const amazonClientSecret = social('Amazon', 'secret', 'AMAZON_CLIENT_SECRET');
export const googleClientId = social('Google', 'ID', 'GOOGLE_CLIENT_ID');
export const googleClientSecret = social('Google', 'secret', 'GOOGLE_CLIENT_SECRET');

export const confirm: Setting = {
  question: 'The name of the stack once more, for --delete-data where nobody can be asked',
  pattern: /^\S+$/,
  expected: 'the name of the stack',
  variables: [],
  fallback: '',
  optional: true,
};
