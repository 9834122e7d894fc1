import type { APIGatewayProxyEvent } from 'aws-lambda';
import * as validators from '../api/validators.js';
import { assertSigner } from '../caller.ts';
import { HttpError, handlerOf } from '../http.ts';
import { verifyIdToken } from '../id-token.ts';
import { headerOf, parseBody, parseParameters } from '../input.ts';
import { buyPet, listSales, listSalesOf } from '../purchases.ts';

export const handler = handlerOf({
  'POST /pets/purchase': async (event) => {
    const { petId, authToken } = parseBody(event, validators.Purchase);
    const user = await verifyIdToken(authToken);
    assertSigner(event, user);
    return { status: 200, body: await buyPet(petId, user) };
  },

  'GET /pets/purchase': async (event) => {
    const { limit, after, ids } = parseParameters(event, validators.PetsPurchaseGetParameters);
    if (ids) assertNoPage(event);
    const idToken = headerOf(event, 'X-Id-Token');
    if (!idToken) throw new HttpError(400, 'The header X-Id-Token is missing.');
    const user = await verifyIdToken(idToken);
    assertSigner(event, user);
    if (ids) return { status: 200, body: await listSalesOf(user, ids) };
    const { sales, next } = await listSales(user, limit, after);
    const link = `<?limit=${limit}&after=${next}>; rel="next"`;
    return { status: 200, body: sales, ...(next && { headers: { Link: link } }) };
  },
});

/** The sales of given pets come all at once. */
function assertNoPage({ queryStringParameters }: APIGatewayProxyEvent): void {
  const { limit, after } = queryStringParameters ?? {};
  if (limit === undefined && after === undefined) return;
  throw new HttpError(400, 'ids excludes limit and after.');
}
