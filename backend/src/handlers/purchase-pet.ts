import type { APIGatewayProxyEvent } from 'aws-lambda';
import * as validators from '../api/validators.cjs';
import { verifyIdToken } from '../auth/id-token.ts';
import { assertSigner } from '../auth/signer.ts';
import { handlerOf } from '../http/handler.ts';
import { HttpError } from '../http/http-error.ts';
import { headerOf, parseBody, parseParameters } from '../http/input.ts';
import { buyPet, listSales, listSalesOf } from '../logic/purchases.ts';

export const handler = handlerOf({
  'POST /pets/purchase': async (event) => {
    const { petId, authToken } = parseBody(event, validators.Purchase);
    const user = await verifyIdToken(authToken);
    assertSigner(event, user);
    return { status: 200, body: await buyPet(petId, user) };
  },

  'GET /pets/purchase': async (event) => {
    const parameters = parseParameters(event, validators.PetsPurchaseGetParameters);
    const { ids } = parameters;
    if (ids) assertNoPage(event);
    const idToken = headerOf(event, 'X-Id-Token');
    if (!idToken) throw new HttpError(400, 'The header X-Id-Token is missing.');
    const user = await verifyIdToken(idToken);
    assertSigner(event, user);
    if (ids) return { status: 200, body: await listSalesOf(user, ids) };
    const { sales, next } = await listSales(user, parameters);
    return {
      status: 200,
      body: sales,
      ...(next && { headers: { Link: `<?${next}>; rel="next"` } }),
    };
  },
});

/** The sales of given pets come all at once. */
function assertNoPage({ queryStringParameters }: APIGatewayProxyEvent): void {
  const excluded = ['limit', 'after', 'since', 'until'];
  if (excluded.every((name) => queryStringParameters?.[name] === undefined)) return;
  throw new HttpError(400, 'ids can’t be combined with limit, after, since or until.');
}
