import { PetsGetParameters } from '../api/validators.js';
import { handlerOf } from '../http.ts';
import { parseParameters } from '../input.ts';
import { listPets } from '../pets.ts';

export const handler = handlerOf({
  GET: async (event) => {
    const { limit, before } = parseParameters(event, PetsGetParameters);
    const { pets, next } = await listPets(limit, before);
    const link = `<?limit=${limit}&before=${next}>; rel="next"`;
    return { status: 200, body: pets, ...(next && { headers: { Link: link } }) };
  },
});
