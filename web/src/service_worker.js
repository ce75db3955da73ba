// The page without a network, after one visit with it. What has a hash in its name comes from the cache;
// everything else is asked for first, so that a newer page, or another project on this port, is what people
// see. The data set is no business of this file: the page keeps it, and asks the network by itself.
// The build puts the list of files in place of __FILES__; the page names its variant of the module.

const FILES = __FILES__;
const CACHE = `weft ${FILES.join(' ')}`;
/** The page's own. */
const DATA = 'weft data';
/** How long a document may take where a kept one is at hand, in milliseconds. */
const PATIENCE = 4000;

const VARIANT = /-((?:relaxed-)?simd(?:-threads)?)-[\w-]{8}\.(?:js|wasm)$/;
const variant = new URL(location.href).searchParams.get('variant') ?? '';

/**
 * Kept at once: documents, scripts and styles, and of the module what this browser runs, with threads and
 * for one thread. Anything else that is large is kept when it has been used.
 */
function isNeeded(file) {
  const of = VARIANT.exec(file)?.[1];
  return of ? of === variant || `${of}-threads` === variant : !file.endsWith('.wasm');
}

async function install() {
  const cache = await caches.open(CACHE);
  await cache.addAll(['./', ...FILES.filter(isNeeded)]);
}

async function activate() {
  const old = (await caches.keys()).filter((name) => /^weft /.test(name) && name !== CACHE && name !== DATA);
  await Promise.all(old.map((name) => caches.delete(name)));
  await self.clients.claim();
}

/** Where the storage is full or refused, nothing is kept, and the answer is none the worse. */
async function keep(request, response) {
  if (!response.ok) return;
  const cache = await caches.open(CACHE);
  await cache.put(request, response);
}

async function asset(event) {
  const { request } = event;
  const kept = await caches.match(request);
  if (kept) return kept;
  const response = await fetch(request);
  event.waitUntil(keep(request, response.clone()).catch(() => {}));
  return response;
}

async function newest(event) {
  const { request } = event;
  const kept = caches.match(request, { ignoreSearch: request.mode === 'navigate' });
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE)).then(() => kept);
  const fetched = fetch(request);
  try {
    return await Promise.race([fetched, late.then((saved) => saved ?? fetched)]);
  } catch (error) {
    const saved = await kept;
    if (saved) return saved;
    throw error;
  }
}

self.addEventListener('install', (event) => event.waitUntil(install()));
self.addEventListener('activate', (event) => event.waitUntil(activate()));
self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== location.origin || pathname.includes('/data/')) return;
  event.respondWith(/\/assets\/[^/]+$/.test(pathname) ? asset(event) : newest(event));
});
