// The images that contenders train on: the four IDX files of Fashion-MNIST, or of the synthetic set where there are none.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../', import.meta.url));
const first = 'train-images-idx3-ubyte';

/** The folder. @param {string | undefined} given by --data; the others look in $WEFT_DATA, and then download */
export function findData(given) {
  const data = given ?? execFileSync(`${root}.setup/data.sh`, { encoding: 'utf8' }).trim();
  if (data && !existsSync(`${data}/${first}`) && !existsSync(`${data}/${first}.gz`))
    throw new Error(`bench: ${data}/${first}: neither this file nor ${first}.gz is there`);
  if (data) return data;
  const folder = `${root}build/bench/synthetic`;
  mkdirSync(folder, { recursive: true });
  execFileSync(`${root}build/native/weft`, ['data', 'synth', folder], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return folder;
}
