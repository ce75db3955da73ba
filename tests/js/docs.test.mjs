// The reference that `make docs` writes: typedoc finds every name, and warns of nothing.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

test('typedoc reads index.d.ts and d2l.d.ts without a warning', { timeout: 120_000 }, () => {
  const cwd = fileURLToPath(new URL('../../wasm/', import.meta.url));
  execFileSync('npm', ['run', '--silent', 'docs'], { cwd, encoding: 'utf8' });
  const pages = [
    'functions/index.createSession',
    'interfaces/index.Session',
    'interfaces/index.Tensor',
    'functions/d2l.d2l',
  ];
  for (const page of pages) assert.ok(existsSync(`${cwd}../build/docs/js/${page}.html`), page);
});
