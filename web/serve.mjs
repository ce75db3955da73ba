// Serves the built page on this machine: static files, the headers that threads in WebAssembly need
// (cross-origin isolation), a strict content policy, and the data set where there is one.
//
//   node serve.mjs [--port 8080] [--host ADDRESS] [--root ../build/web] [--data DIR] [--no-isolation]

import { createServer } from 'node:http';
import { createReadStream, realpathSync, statSync } from 'node:fs';
import { extname, join, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { findData } from './serve_data.mjs';
import { packedFile } from './serve_packed.mjs';

const MIME = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.wasm': 'application/wasm',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.txt': 'text/plain; charset=utf-8',
};

const POLICY = [
  "default-src 'self'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self' blob:",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "connect-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

const here = fileURLToPath(new URL('.', import.meta.url));

/** @param {string} message @returns {never} */
function die(message) {
  console.error(message);
  process.exit(1);
}

function options() {
  try {
    return parseArgs({
      options: {
        port: { type: 'string', default: '8080' },
        host: { type: 'string' },
        root: { type: 'string', default: join(here, '..', 'build', 'web') },
        data: { type: 'string' },
        'no-isolation': { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    return die(error instanceof Error ? error.message : String(error));
  }
}

const args = options();
const port = /^\d{1,5}$/.test(args.port) ? Number(args.port) : NaN;
if (!(port <= 65535)) die(`port: a whole number from 0 to 65535, got "${args.port}"`);

const root = (() => {
  try {
    const path = realpathSync(resolve(args.root));
    statSync(join(path, 'index.html'));
    return path;
  } catch {
    return die(`${resolve(args.root)} holds no built page: build it first, with npm run build in web/`);
  }
})();
const data = await findData(args.data).catch((error) => die(error.message));

/** The file that a request means, or undefined. Nothing outside the root, links followed. @param {string} path */
function find(path) {
  if (Object.hasOwn(data.files, path)) return data.files[path];
  try {
    let file = realpathSync(join(root, path));
    if (statSync(file).isDirectory()) file = realpathSync(join(file, 'index.html'));
    return file.startsWith(root + sep) && statSync(file).isFile() ? file : undefined;
  } catch {
    return undefined;
  }
}

/** @type {import('node:http').RequestListener} */
function answer(request, response) {
  response.setHeader('Content-Security-Policy', POLICY);
  response.setHeader('X-Content-Type-Options', 'nosniff');
  response.setHeader('Referrer-Policy', 'no-referrer');
  response.setHeader('Cache-Control', 'no-cache');
  if (!args['no-isolation']) {
    response.setHeader('Cross-Origin-Opener-Policy', 'same-origin');
    response.setHeader('Cross-Origin-Embedder-Policy', 'require-corp');
    response.setHeader('Cross-Origin-Resource-Policy', 'same-origin');
  }
  /** @param {number} status @param {string} text */
  const say = (status, text) => {
    response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8' });
    response.end(request.method === 'HEAD' ? undefined : `${text}\n`);
  };

  if (request.method !== 'GET' && request.method !== 'HEAD') return say(405, 'only GET and HEAD');
  let path;
  try {
    path = decodeURIComponent((request.url ?? '/').replace(/[?#].*$/s, ''));
  } catch {
    return say(400, 'malformed address');
  }
  if (path.includes('\0')) return say(400, 'malformed address');

  if (path === '/data/index.json') {
    response.writeHead(200, { 'Content-Type': MIME['.json'] });
    return void response.end(request.method === 'HEAD' ? undefined : JSON.stringify(data.index));
  }
  const file = find(path);
  // A data file may have gone since the start.
  const stats = file && statSync(file, { throwIfNoEntry: false });
  if (!file || !stats) return say(404, 'not found');
  /** @type {Record<string, string>} */
  const types = MIME;
  const type = types[extname(file)] ?? 'application/octet-stream';
  response.setHeader('Content-Type', type);
  response.setHeader('Vary', 'Accept-Encoding');
  // Names under assets/ carry a hash of what they hold.
  if (path.startsWith('/assets/')) response.setHeader('Cache-Control', 'public, max-age=31536000, immutable');
  const packed = packedFile(file, stats, type, request.headers['accept-encoding']);
  if (packed) {
    response.setHeader('Content-Encoding', 'gzip');
    packed.then(
      (bytes) => {
        response.setHeader('Content-Length', bytes.length);
        response.end(request.method === 'HEAD' ? undefined : bytes);
      },
      () => response.destroy(),
    );
    return;
  }
  response.setHeader('Content-Length', stats.size);
  if (request.method === 'HEAD') return void response.end();
  createReadStream(file)
    .on('error', () => response.destroy())
    .pipe(response);
}

/** @param {number} atPort @param {string} host @returns {Promise<import('node:http').Server>} */
function listen(atPort, host) {
  return new Promise((done, fail) => {
    const server = createServer(answer);
    server.once('error', fail).listen(atPort, host, () => done(server));
  });
}

// Browsers try both loopback addresses for `localhost`: both must be ours. A machine may lack the second.
try {
  const first = await listen(port, args.host ?? '127.0.0.1');
  const address = /** @type {import('node:net').AddressInfo} */ (first.address());
  const servers = [first];
  if (!args.host) {
    const second = await listen(address.port, '::1').catch((error) => {
      if (error.code === 'EADDRINUSE') throw error;
    });
    if (second) servers.push(second);
  }
  console.log(`weft is served on http://${args.host ?? 'localhost'}:${address.port}`);
  console.log(data.says);
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(0));
} catch (error) {
  const { code, message } = /** @type {NodeJS.ErrnoException} */ (error);
  if (code === 'EADDRINUSE') {
    const other = port < 65535 ? port + 1 : port - 1;
    die(`port ${port} is in use: choose another one, for instance make demo PORT=${other}`);
  }
  if (code === 'EACCES')
    die(
      `port ${port} needs more rights than yours: choose one from 1024 up, for instance make demo PORT=8080`,
    );
  die(message);
}
