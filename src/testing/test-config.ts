import type { Config } from '../app/config/config';

/** A configuration as the local cloud writes it. */
export const testConfig: Config = {
  apiUrl: 'https://api.example.com/api',
  region: 'us-east-1',
  adminRoleArn: 'arn:aws:iam::123456789012:role/Auth0ApiRole',
  socialRoleArn: 'arn:aws:iam::123456789012:role/Auth0ApiSocialRole',
  auth0Domain: 'example.eu.auth0.com',
  auth0ClientId: 'client',
};
