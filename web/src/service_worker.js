// The page without a network, after one visit with it. What has a hash in its name comes from the cache;
// everything else is asked for first, so that a newer page, or another project on this port, is what
// people see. The build puts the list of files in place of __FILES__.

const FILES = __FILES__;
const CACHE = `weft ${FILES.join(' ')}`;
const DATA = 'weft data';

async function install() {
  const cache = await caches.open(CACHE);
  await cache.addAll(['./', ...FILES]);
  // The data set is large, and the page works without: where it does not fit, it stays out.
  try {
    const index = await fetch('data/index.json');
    const { files } = await index.clone().json();
    const data = await caches.open(DATA);
    await data.addAll(Object.values(files).map((name) => `data/${name}`));
    await data.put('data/index.json', index);
  } catch {
    await caches.delete(DATA);
  }
}

async function activate() {
  const old = (await caches.keys()).filter((name) => /^weft/.test(name) && name !== CACHE && name !== DATA);
  await Promise.all(old.map((name) => caches.delete(name)));
  await self.clients.claim();
}

/** A newer answer for what is kept; the data files only when their size tells that they are others. */
async function keep(request, response) {
  if (!response.ok) return;
  const { pathname } = new URL(request.url);
  const isData = pathname.includes('/data/');
  const isIndex = pathname.endsWith('/data/index.json');
  const cache = await caches.open(isData ? DATA : CACHE);
  const kept = await cache.match(request);
  const size = (of) => of.headers.get('Content-Length');
  if (isData ? isIndex || !kept || size(kept) !== size(response) : kept) await cache.put(request, response);
}

async function answer(event) {
  const { request } = event;
  const kept = () => caches.match(request, { ignoreSearch: request.mode === 'navigate' });
  if (/\/assets\/[^/]+$/.test(request.url)) return (await kept()) ?? fetch(request);
  try {
    const response = await fetch(request);
    event.waitUntil(keep(request, response.clone()).catch(() => {}));
    return response;
  } catch (error) {
    const saved = await kept();
    if (saved) return saved;
    throw error;
  }
}

self.addEventListener('install', (event) => event.waitUntil(install()));
self.addEventListener('activate', (event) => event.waitUntil(activate()));
self.addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method !== 'GET' || new URL(request.url).origin !== location.origin) return;
  event.respondWith(answer(event));
});
