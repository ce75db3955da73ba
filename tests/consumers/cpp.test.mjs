// Projects of other people that use weft from C++: installed (find_package, pkg-config), and from its sources (add_subdirectory,
// FetchContent), by the compiler that made it and by another one.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const projects = join(root, 'tests/consumers/cpp');
const main = join(projects, 'main.cpp');
const native = join(root, 'build/native');
const skip = !existsSync(join(native, 'weft')) && 'build/native is not built';
const folder = mkdtempSync(join(tmpdir(), 'weft-cpp-'));
const prefix = join(folder, 'prefix');
after(() => rmSync(folder, { recursive: true }));

/** Runs to its end and gives what it printed. */
function run(command, args, options = {}) {
  const result = spawnSync(command, args, { encoding: 'utf8', timeout: 1_500_000, ...options });
  const output = result.stdout + result.stderr;
  assert.equal(result.status, options.status ?? 0, `${command} ${args.join(' ')}\n${output}`);
  return output;
}

const runs = (compiler) => spawnSync(compiler, ['--version']).status === 0;
const compiler = skip ? '' : /^CMAKE_CXX_COMPILER:\w+=(.*)$/m.exec(readFileSync(join(native, 'CMakeCache.txt'), 'utf8'))[1];
const others = [compiler.includes('clang') ? 'g++' : 'clang++-19'].filter(runs);
const compilers = [compiler, ...others];

/** Configures a project, builds it and runs what it made; gives what CMake said and what the program printed. */
function consume(project, build, options) {
  const configured = run('cmake', ['-S', join(projects, project), '-B', build, '-G', 'Ninja', ...options]);
  run('cmake', ['--build', build]);
  return { configured, printed: run(join(build, 'consumer'), [], { cwd: build }) };
}

const expected = `\
tensor([ 0.,  4.,  8., 12.])
trained
   rooms     price
0      2  127500.0
1      3  127500.0
tensor([0., 1., 2., 3.])
`;

before(() => skip || run('cmake', ['--install', native, '--prefix', prefix]));

test('what is installed names no folder of the build and no flag of the compiler', { skip }, () => {
  const texts = readdirSync(join(prefix, 'lib'), { recursive: true }).filter((path) => /\.(cmake|pc)$/.test(path));
  assert.ok(texts.length >= 5, `${texts}`);
  for (const path of texts) {
    const text = readFileSync(join(prefix, 'lib', path), 'utf8');
    for (const wrong of [root.slice(0, -1), '-march', '-mavx', '-msse', '-mfma', '-Werror', '-Wall', '-O2', '-O3', '-fopenmp'])
      assert.ok(!text.includes(wrong), `${path} contains ${wrong}`);
  }
  for (const path of readdirSync(join(prefix, 'lib')).filter((name) => name.endsWith('.a')))
    assert.ok(!readFileSync(join(prefix, 'lib', path)).includes(root.slice(0, -1)), `${path} contains ${root}`);
  assert.match(run(join(prefix, 'bin/weft'), ['info']), /threads/);
});

test('headers leave no macro behind, open no namespace and name nothing outside <weft/...>', { skip }, () => {
  const headers = readdirSync(join(prefix, 'include/weft'), { recursive: true }).filter((path) => /\.(h|hpp|def)$/.test(path));
  assert.ok(headers.length > 60, `${headers.length} headers`);
  for (const path of headers) {
    const text = readFileSync(join(prefix, 'include/weft', path), 'utf8');
    assert.doesNotMatch(text, /^\s*using namespace/m, path);
    for (const [, name] of text.matchAll(/^\s*#\s*define\s+(\w+)/gm)) assert.match(name, /^WEFT_/, path);
    for (const [, target] of text.matchAll(/^#include "([^"]+)"/gm))
      assert.ok(headers.includes(target.replace(/^weft\//, '')), `${path} includes ${target}`);
  }
  const macros = run(compiler, ['-std=c++20', '-dM', '-E', '-I', join(prefix, 'include'), '-x', 'c++', main]);
  assert.doesNotMatch(macros, /WEFT_/);
});

for (const cxx of compilers) {
  const name = cxx.split('/').at(-1);
  test(`each public header stands alone, without a warning: ${name}`, { skip }, () => {
    const light = readdirSync(join(prefix, 'include/weft')).filter((path) => path.endsWith('.hpp'));
    assert.ok(light.includes('weft.hpp') && light.includes('tensor.hpp'));
    // gcc 12 lets the constants of an enum class shadow globals.
    const warnings = ['-Wall', '-Wextra', '-Wpedantic', '-Wconversion', '-Werror', ...(/clang/.test(cxx) ? ['-Wshadow'] : [])];
    for (const path of light)
      run(cxx, ['-std=c++20', ...warnings, '-fsyntax-only', '-I', join(prefix, 'include'), '-x', 'c++', '-'], {
        input: `#include <weft/${path}>\n#include <weft/${path}>\n`,
      });
  });

  test(`a file with <weft/weft.hpp> compiles in under 3 seconds: ${name}`, { skip }, () => {
    const command = `TIMEFORMAT=%U; time '${cxx}' -std=c++20 -O2 -c -I '${prefix}/include' -o /dev/null -x c++ -`;
    const seconds = Number(run('bash', ['-c', command], { input: '#include <weft/weft.hpp>\n' }));
    assert.ok(seconds > 0 && seconds < 3, `${seconds} s`);
  });

  test(`find_package: ${name}`, { skip }, () => {
    const options = [`-DCMAKE_PREFIX_PATH=${prefix}`, `-DCMAKE_CXX_COMPILER=${cxx}`];
    const { printed } = consume('find_package', join(folder, `find_package-${name}`), options);
    assert.equal(printed, expected);
  });

  test(`pkg-config, and a program without OpenMP of its own: ${name}`, { skip }, () => {
    const cwd = join(folder, `pkg-config-${name}`);
    mkdirSync(cwd);
    const env = { ...process.env, PKG_CONFIG_PATH: join(prefix, 'lib/pkgconfig') };
    const flags = run('pkg-config', ['--cflags', '--libs', '--static', 'weft'], { env }).trim().split(/\s+/);
    run(cxx, ['-std=c++20', '-fno-openmp', main, '-o', 'consumer', ...flags], { cwd });
    assert.equal(run(join(cwd, 'consumer'), [], { cwd }), expected);
  });
}

test('find_package says which OpenMP runtime is missing', { skip }, () => {
  const without = ['OpenMP', 'Threads'].map((name) => `-DCMAKE_DISABLE_FIND_PACKAGE_${name}=ON`);
  const project = ['-S', join(projects, 'find_package'), '-B', join(folder, 'missing'), '-G', 'Ninja'];
  const said = run('cmake', [...project, `-DCMAKE_PREFIX_PATH=${prefix}`, ...without], { status: 1 });
  assert.match(said.replace(/\s+/g, ' '), /weft was made by (Clang|GNU) and needs its OpenMP runtime, lib(omp|gomp), which .* does not bring/);
});

test('FetchContent and add_subdirectory: the library alone, compiled as the project is', { skip }, () => {
  const build = join(folder, 'from_source');
  const common = [`-DCMAKE_CXX_COMPILER=${compiler}`, '-DCMAKE_POLICY_DEFAULT_CMP0077=OLD'];
  const ways = [
    ['-DFETCH=ON', `-DFETCHCONTENT_SOURCE_DIR_WEFT=${root}`],
    ['-DFETCH=OFF', `-DWEFT=${root}`],
  ];
  for (const way of ways) {
    const { configured, printed } = consume('from_source', build, [...common, ...way]);
    assert.equal(printed, expected, way.join(' '));
    assert.match(configured, /left: CMAKE_BUILD_TYPE= CMAKE_CXX_STANDARD= CMAKE_CXX_EXTENSIONS= CMAKE_EXPORT_COMPILE_COMMANDS= CMAKE_CXX_FLAGS= /);
    assert.match(configured, /CMAKE_POLICY_DEFAULT_CMP0077=OLD/);
    const targets = run('cmake', ['--build', build, '--target', 'help']);
    assert.doesNotMatch(targets, /weft_(program|tests|bench|readme)|example_|Catch2/);
    assert.doesNotMatch(run('ninja', ['-C', build, '-t', 'commands', 'weft', 'weft_files']), /-Werror/);
  }
});
