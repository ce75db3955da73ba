// What a command line asks for, out of what there is.
import { parseArgs } from 'node:util';

const list = (names) => names.join(', ');

/** --rivals a,b; all of them where the text is missing. */
export function chooseRivals(text, known) {
  if (text === undefined) return [...known];
  const wanted = text.split(',').filter(Boolean);
  for (const name of wanted)
    if (!known.includes(name)) throw new Error(`bench: unknown rival '${name}'; there are: ${list(known)}`);
  return wanted;
}

/** --rows FILTER, a regular expression on the rows' names; all of them where it is missing. */
export function chooseRows(filter, names) {
  if (filter === undefined) return [...names];
  let pattern;
  try {
    pattern = new RegExp(filter);
  } catch (error) {
    throw new Error(`bench: --rows wants a regular expression, got '${filter}': ${error.message}`);
  }
  const chosen = names.filter((name) => pattern.test(name));
  if (chosen.length === 0)
    throw new Error(`bench: no row matches '${filter}'; there are:\n  ${names.join('\n  ')}`);
  return chosen;
}

/** The command that gives a report of this kind. @param {string} target @param {{ quick?: boolean, rows?: string, rivals?: string }} asked */
export function commandOf(target, { quick, rows, rivals }) {
  const args = [quick && '--quick', rows && `--rows '${rows}'`, rivals && `--rivals ${rivals}`].filter(
    Boolean,
  );
  return `make ${target}${args.length ? ` ARGS="${args.join(' ')}"` : ''}`;
}

const OPTIONS = {
  quick: { type: 'boolean', default: false },
  rows: { type: 'string' },
  rivals: { type: 'string' },
  data: { type: 'string' },
};

/** @param {string[]} args @returns {{ quick: boolean, rows?: string, rivals?: string, data?: string }} */
export function readOptions(args) {
  try {
    return { ...parseArgs({ args, options: /** @type {any} */ (OPTIONS) }).values };
  } catch (error) {
    throw new Error(
      `bench: ${error.message.split('. ')[0]}; there are: --quick, --rows REGEX, --rivals a,b, --data DIR`,
    );
  }
}
