// @ts-check
/**
 * Auth0 post-login Action: decides which IAM role a user may assume.
 *
 * Users of the tenant's database are shop keepers, everyone else (a social connection) is a buyer.
 * The role goes into the ID token as an AWS session tag; the trust policies of the IAM roles in
 * backend/template.yaml demand it. The page can neither choose nor change it.
 *
 * @see https://auth0.com/docs/customize/actions/explore-triggers/signup-and-login-triggers/login-trigger
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html#id_session-tags_adding-assume-role-idp
 *
 * @param {{ connection: { strategy: string } }} event
 * @param {{ idToken: { setCustomClaim(name: string, value: unknown): void } }} api
 */
exports.onExecutePostLogin = async (event, api) => {
  const role = event.connection.strategy === 'auth0' ? 'admin' : 'social';
  api.idToken.setCustomClaim('https://aws.amazon.com/tags', { principal_tags: { role: [role] } });
};
