// @ts-check
/**
 * Auth0 post-login Action: decides which IAM role a user may assume, and under which session name.
 *
 * Users of the tenant's database are shop keepers, everyone else (a social connection) is a buyer.
 * Both facts go into the ID token as AWS session tags; the trust policies of the IAM roles in
 * backend/template.yaml demand them. The page can neither choose nor change them: `role` opens one
 * role only, and `session` is the only session name that STS takes, so that whoever gets a signed
 * request knows which user's credentials signed it.
 *
 * @see https://auth0.com/docs/customize/actions/explore-triggers/signup-and-login-triggers/login-trigger
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html#id_session-tags_adding-assume-role-idp
 *
 * @param {{ connection: { strategy: string }, user: { user_id: string } }} event
 * @param {{ idToken: { setCustomClaim(name: string, value: unknown): void } }} api
 */
exports.onExecutePostLogin = async (event, api) => {
  const role = event.connection.strategy === 'auth0' ? 'admin' : 'social';
  // A session name has 2 to 64 characters of this set; a user id is a name, "|" and an id.
  const session = event.user.user_id.replace(/[^\w+=,.@-]/g, '-').slice(0, 64);
  api.idToken.setCustomClaim('https://aws.amazon.com/tags', {
    principal_tags: { role: [role], session: [session] },
  });
};
