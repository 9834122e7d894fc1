import { PetsGetParameters } from '../api/validators.cjs';
import { handlerOf } from '../http/handler.ts';
import { parseParameters } from '../http/input.ts';
import { listPets, listTypes } from '../logic/browse.ts';

export const handler = handlerOf({
  'GET /pets': async (event) => {
    const { pets, next } = await listPets(parseParameters(event, PetsGetParameters));
    const link = `<?${next}>; rel="next"`;
    return { status: 200, body: pets, ...(next && { headers: { Link: link } }) };
  },

  'GET /pets/types': async () => ({ status: 200, body: await listTypes() }),
});
