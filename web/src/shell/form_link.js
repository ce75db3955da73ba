// The page's address follows a small form, so that copying the address is enough to do the same again. What is as
// it was at the start is left out; what is wrong in a link is named, and the field stays as it was.

/** @typedef {HTMLInputElement | HTMLSelectElement} Field */

/** @param {Field} field */
const isBox = (field) => field instanceof HTMLInputElement && field.type === 'checkbox';

/** @param {Field} field */
const valueOf = (field) =>
  field instanceof HTMLInputElement && isBox(field) ? (field.checked ? 'yes' : 'no') : field.value;

/** What a field may be; undefined: any text. @param {Field} field */
const valuesOf = (field) =>
  field instanceof HTMLSelectElement
    ? [...field.options].filter((option) => !option.disabled).map((option) => option.value)
    : isBox(field)
      ? ['yes', 'no']
      : undefined;

/** @param {Field} field @param {string} value */
function set(field, value) {
  if (valueOf(field) === value) return;
  if (field instanceof HTMLInputElement && isBox(field)) field.checked = value === 'yes';
  else field.value = value;
  field.dispatchEvent(new Event('change', { bubbles: true }));
}

/** @param {HTMLFormElement} form @param {(error: Error) => void} onWrong */
export function linkForm(form, onWrong) {
  const fields = new Map(
    [...form.elements]
      .filter((element) => element instanceof HTMLInputElement || element instanceof HTMLSelectElement)
      .map((field) => [field.id, { field, usual: valueOf(field) }]),
  );

  function read() {
    // The link that skips to a part of the page has a hash, too.
    if (location.hash && !location.hash.includes('=')) return;
    const link = new URLSearchParams(location.hash.slice(1));
    const wrong = [...link.keys()]
      .filter((name) => !fields.has(name))
      .map((name) => `there is no part "${name.slice(0, 24)}"`);
    for (const [name, { field, usual }] of fields) {
      const [value, allowed] = [link.get(name) ?? usual, valuesOf(field)];
      if (!allowed || allowed.includes(value)) set(field, value);
      else wrong.push(`${name} must be ${allowed.join(' or ')}, got "${value.slice(0, 24)}"`);
    }
    if (wrong.length) onWrong(new Error(`link: ${wrong.join('; ')}`));
  }

  function write() {
    const link = new URLSearchParams();
    for (const [name, { field, usual }] of fields)
      if (valueOf(field) !== usual) link.set(name, valueOf(field));
    const hash = link.size ? `#${link}` : '';
    if (hash !== location.hash) history.replaceState(null, '', hash || location.pathname + location.search);
  }

  read();
  form.addEventListener('change', write);
  addEventListener('hashchange', read);
}
