// What a command line asks for, out of what there is.

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
