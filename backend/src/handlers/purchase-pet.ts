import * as validators from '../api/validators.js';
import { assertSigner } from '../auth/signer.ts';
import { handlerOf } from '../http/handler.ts';
import { HttpError } from '../http/http-error.ts';
import { verifyIdToken } from '../auth/id-token.ts';
import { headerOf, parseBody, parseParameters } from '../http/input.ts';
import { buyPet, listSales } from '../logic/purchases.ts';

export const handler = handlerOf({
  'POST /pets/purchase': async (event) => {
    const { petId, authToken } = parseBody(event, validators.Purchase);
    const user = await verifyIdToken(authToken);
    assertSigner(event, user);
    return { status: 200, body: await buyPet(petId, user) };
  },

  'GET /pets/purchase': async (event) => {
    const { limit, after } = parseParameters(event, validators.PetsPurchaseGetParameters);
    const idToken = headerOf(event, 'X-Id-Token');
    if (!idToken) throw new HttpError(400, 'The header X-Id-Token is missing.');
    const user = await verifyIdToken(idToken);
    assertSigner(event, user);
    const { sales, next } = await listSales(user, limit, after);
    const link = `<?limit=${limit}&after=${next}>; rel="next"`;
    return { status: 200, body: sales, ...(next && { headers: { Link: link } }) };
  },
});
