// Rows against their goals. A goal is one of
//
//   { rows, atMost: 0.58, of: 'pytorch' }    our figure over that rival's
//   { rows, atLeast: 1.1, of: 'best' }       over the best of all rivals that ran
//   { rows, atMost: 0.95, of: ['a', 'b'] }   over the better of these, of those that ran
//   { rows, atLeast: 0.9, of: 'triad' }      over one of the row's own references: { triad: 12.3 }
//   { rows, atMost: 80 }                     the figure itself, in the row's unit
//
// with `rows` a name or a regular expression. A goal whose rivals did not run is neither met nor missed.
import { best, digits, moreIsBetter } from './values.mjs';

const applies = ({ rows }, name) => (typeof rows === 'string' ? rows === name : rows.test(name));

function named({ of }) {
  if (of === undefined) return undefined;
  return Array.isArray(of) ? of.join(' or ') : of === 'best' ? 'the best' : of;
}

/** 0.58, but 1/15 where that has no end. */
const plainly = (x) => (String(x).length < 8 ? x : `1/${Math.round(1 / x)}`);

/** '<= 0.58 of pytorch' */
export function wording(goal, unit) {
  const bound = goal.atMost !== undefined ? `<= ${plainly(goal.atMost)}` : `>= ${plainly(goal.atLeast)}`;
  return goal.of === undefined ? `${bound} ${unit}` : `${bound} of ${named(goal)}`;
}

/** What a goal compares with, [name, value], or undefined. */
function against({ of }, { unit, rivals, references = {} }) {
  if (of === 'best') return best(rivals, unit);
  const known = { ...references, ...rivals };
  return best(
    Object.fromEntries(
      [of]
        .flat()
        .filter((name) => name in known)
        .map((name) => [name, known[name]]),
    ),
    unit,
  );
}

/** Rivals that a goal names, or could have met as the best, and that have no figure. */
const lacking = ({ of = [] }, { missing = {} }) =>
  Object.keys(missing).filter((name) => name !== 'weft' && (of === 'best' || [of].flat().includes(name)));

function check(goal, row) {
  const result = {
    goal: wording(goal, row.unit),
    of: null,
    ratio: null,
    met: null,
    lacks: lacking(goal, row),
  };
  if (goal.of !== undefined) {
    const [name, value] = against(goal, row) ?? [];
    if (name === undefined) return result;
    result.of = name;
    if (row.ours !== null) result.ratio = row.ours / value;
  }
  const figure = goal.of === undefined ? row.ours : result.ratio;
  result.met =
    figure !== null && (goal.atMost !== undefined ? figure <= goal.atMost : figure >= goal.atLeast);
  return result;
}

/**
 * A measured row with its verdict: `goal` in words, `ratio` of the first goal, or of the best rival where no goal has
 * one, `met` of all goals together (null where none is missed, but one could not be judged), and `checks`, goal by goal,
 * each with the rivals that it `lacks`.
 */
export function judge(row, goals) {
  const checks = goals.filter((goal) => applies(goal, row.row)).map((goal) => check(goal, row));
  const [, rival] = best(row.rivals, row.unit) ?? [];
  const plain = row.ours === null || rival === undefined ? null : row.ours / rival;
  const missed = checks.some(({ met }) => met === false);
  const open = checks.length === 0 || checks.some(({ met }) => met === null);
  return {
    ...row,
    ratio: checks.find(({ ratio }) => ratio !== null)?.ratio ?? plain,
    goal: checks.length ? checks.map(({ goal }) => goal).join(', ') : null,
    met: missed ? false : open ? null : true,
    checks,
  };
}

/** How much better than the best rival a row is: 2 is twice as fast, or half the memory. */
export function advantage({ ours, rivals, unit }) {
  const [name, value] = best(rivals, unit) ?? [];
  if (ours === null || name === undefined) return undefined;
  return { rival: name, times: moreIsBetter(unit) ? ours / value : value / ours };
}

/** '0.93, wanted >= 0.97 of the best (openblas)' or, of a goal without a rival, '136, wanted <= 80 ns' */
export function verdict({ goal, of, ratio }, ours = null) {
  const got = ratio ?? (of === null ? ours : null);
  return `${got === null ? '' : `${digits(got)}, `}wanted ${goal}${of && !goal.endsWith(of) ? ` (${of})` : ''}`;
}

/** What a row missed, goal by goal, in words. */
export const misses = ({ checks, ours }) =>
  checks.filter(({ met }) => met === false).map((check) => verdict(check, ours));
