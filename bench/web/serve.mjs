// Serves the repository's folders that the page needs, on a port of the system's choice; with isolation, which
// threads need, or without.

import { createReadStream, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const SERVED = /^\/(bench\/web|build\/bench\/web|wasm)\//;
const TYPES = { '.js': 'text/javascript', '.wasm': 'application/wasm' };
const PAGE = '<!doctype html><title>bench</title><script type="module" src="/bench/web/page.js"></script>';

/** @param {{ isolated: boolean }} options @returns {Promise<{ url: string, close: () => void }>} */
export function serve({ isolated }) {
  const server = createServer((request, response) => {
    response.setHeader('Cache-Control', 'no-cache');
    if (isolated) {
      response.setHeader('Cross-Origin-Opener-Policy', 'same-origin');
      response.setHeader('Cross-Origin-Embedder-Policy', 'require-corp');
    }
    const path = normalize(decodeURIComponent((request.url ?? '/').replace(/[?#].*/, '')));
    if (path === '/') return response.setHeader('Content-Type', 'text/html').end(PAGE);
    const file = join(root, path);
    if (!SERVED.test(path) || !statSync(file, { throwIfNoEntry: false })?.isFile())
      return response.writeHead(404).end();
    const type = TYPES[/** @type {keyof typeof TYPES} */ (extname(file))] ?? 'application/octet-stream';
    response.setHeader('Content-Type', type);
    createReadStream(file).pipe(response);
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', () => {
      const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
      const close = () => {
        server.close();
        server.closeAllConnections();
      };
      resolve({ url: `http://localhost:${port}/`, close });
    });
  });
}
