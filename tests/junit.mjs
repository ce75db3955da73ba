// Reads the JUnit files that Catch2 and node:test write.

/** The test cases of a report: name and state ('passed', 'failed' or 'skipped'). */
export function cases(xml) {
  // '<' is always escaped in such files, '>' not always: an attribute ends at its quote.
  const testcase = /<testcase((?:"[^"]*"|[^">/])*)(?:\/>|>([\s\S]*?)<\/testcase>)/g;
  return [...xml.matchAll(testcase)].map(([, attributes, body = '']) => ({
    name: unescape(/\bname="([^"]*)"/.exec(attributes)?.[1] ?? '?'),
    state: /<(failure|error)\b/.test(body) ? 'failed' : /<skipped\b/.test(body) ? 'skipped' : 'passed',
  }));
}

const named = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };
function unescape(text) {
  return text.replace(/&(lt|gt|quot|apos|amp);/g, (_, entity) => named[entity]);
}
export function escape(text) {
  return text.replace(/[<>"'&]/g, (c) => `&${Object.keys(named).find((entity) => named[entity] === c)};`);
}
