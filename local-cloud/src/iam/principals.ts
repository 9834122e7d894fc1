import { entriesOf, stringsOf } from './elements.ts';
import { parsePattern, type Pattern } from './pattern.ts';

/** Who makes a request. */
export interface Principal {
  readonly type: 'AWS' | 'Federated' | 'Service';
  /** An ARN; of a service, its name, such as `apigateway.amazonaws.com`. */
  readonly value: string;
}

/**
 * Reads a `Principal` element: `*` alone is everyone, anything else a name such as
 * `Federated arn:…`, to the letter.
 *
 * @throws UnsupportedPolicy for anything that matches several principals, other than `*`
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export function parsePrincipals(element: unknown, place: string): Pattern[] {
  if (element === '*') return [parsePattern('*', place, 'principal')];
  return entriesOf(element, place, ['AWS', 'Federated', 'Service']).flatMap(([type, names]) =>
    stringsOf(names, `${place}.${type}`).map((name) =>
      parsePattern(`${type} ${name}`, place, 'principal'),
    ),
  );
}
