// A server before the page's own that answers some addresses wrongly, or not at all.

import { createServer, request } from 'node:http';

/**
 * @param {string} url    of the page's server
 * @param {(path: string, response: import('node:http').ServerResponse) => boolean | void} fault    true: it has answered
 */
export async function faulty(url, fault) {
  const { hostname, port } = new URL(url);
  const server = createServer((asked, response) => {
    if (fault(asked.url.replace(/\?.*/, ''), response)) return;
    const { method, headers, url: path } = asked;
    request({ hostname, port, path, method, headers }, (from) => {
      response.writeHead(from.statusCode, from.headers);
      from.pipe(response);
    })
      .on('error', () => response.destroy())
      .end();
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  return {
    url: `http://localhost:${server.address().port}`,
    close() {
      server.closeAllConnections();
      return new Promise((done) => server.close(done));
    },
  };
}

/** @param {import('node:http').ServerResponse} response @param {number} status @param {string} type @param {string | Buffer} body */
export function reply(response, status, type, body) {
  response.writeHead(status, {
    'Content-Type': type,
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Cross-Origin-Embedder-Policy': 'require-corp',
  });
  response.end(body);
  return true;
}
