import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { join } from 'node:path';
import sirv from 'sirv';

const build = join(import.meta.dirname, '../dist/secured-pets/browser');

/**
 * Serves the production build as the site does: its files, `index.html` for the routes of the page,
 * and the given config.json.
 *
 * @throws Error if there is no build
 */
export function serveSite(port: number, config: unknown): Promise<Server> {
  if (!existsSync(join(build, 'index.html'))) throw new Error('No build: run ng build first.');
  const files = sirv(build, { single: true, etag: true });
  const server = createServer((request, response) => {
    if (request.url?.split('?')[0] === '/config.json') {
      response.setHeader('Content-Type', 'application/json').end(JSON.stringify(config));
    } else {
      files(request, response, () => {
        response.writeHead(404).end('Not found');
      });
    }
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, 'localhost', () => resolve(server));
  });
}
