/** A policy says something that isn't enforced here; running on would enforce something else. */
export class UnsupportedPolicy extends Error {
  override readonly name = 'UnsupportedPolicy';

  /** @param place where it stands, such as `Auth0ApiRole.AssumeRolePolicyDocument.Statement[0]` */
  constructor(place: string, what: string) {
    super(`${place}: ${what}`);
  }
}
