// The page keeps itself for a visit without a network: by a service worker, once all else has come. It is
// told which variant of the module runs here, so that it keeps no other. Where it cannot, nothing is missing.

export async function keepOffline() {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  try {
    // Not every document needs the module for itself.
    const { buildInfo } = await import('weft');
    const { variant } = await buildInfo();
    await navigator.serviceWorker.register(`./service_worker.js?variant=${variant}`);
  } catch {
    // No WebAssembly, or a browser that refuses: the page works as long as its server does.
  }
}
