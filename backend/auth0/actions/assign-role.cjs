// @ts-check
const { createHash } = require('node:crypto');

/** The role of each connection's users. Users of any other connection get none. */
const ROLES = new Map([
  ['secured-pets-keepers', 'admin'],
  ['amazon', 'social'],
  ['google-oauth2', 'social'],
]);

/**
 * Auth0 post-login Action: decides which IAM role a user may assume, and under which session name.
 *
 * Both go into the ID token as AWS session tags, which the trust policies of the IAM roles in
 * backend/template.yaml require. The page can neither choose nor change them: `role` opens one role
 * only, and `session` is the only session name that STS accepts, so that the receiver of a signed
 * request knows which user's credentials signed it.
 *
 * @see https://auth0.com/docs/customize/actions/explore-triggers/signup-and-login-triggers/login-trigger
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html#id_session-tags_adding-assume-role-idp
 *
 * @param {{ connection: { name: string }, user: { user_id: string } }} event
 * @param {{ idToken: { setCustomClaim(name: string, value: unknown): void } }} api
 */
exports.onExecutePostLogin = async (event, api) => {
  const role = ROLES.get(event.connection.name);
  if (!role) return;
  api.idToken.setCustomClaim('https://aws.amazon.com/tags', {
    principal_tags: { role: [role], session: [sessionName(event.user.user_id)] },
  });
};

/**
 * The user's own session name. It must suit both STS and a tag's value, so it has at most 64 characters,
 * all allowed by both. The digest keeps apart user ids that this would make the same.
 *
 * @param {string} userId a connection's strategy, "|" and an id
 */
function sessionName(userId) {
  const readable = userId.replace(/[^A-Za-z0-9_.=+@-]/g, '-').slice(0, 41);
  const digest = createHash('sha256').update(userId).digest('base64url').slice(0, 22);
  return `${readable}-${digest}`;
}
