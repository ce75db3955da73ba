// What cells show that train or draw, and which rows of the specification the parts of the notebook show.

/** Of each part. @type {Record<string, string>} */
export const rows = {
  '2.1.1': '2.1.a',
  '2.1.2': '2.1.b',
  '2.1.3': '2.1.c',
  '2.1.4': '2.1.d',
  '2.1.5': '2.1.e',
  '2.1.6': '2.1.f',
  '2.1.7': '2.1.e',
  '2.2.1': '2.2.a',
  '2.2.2': '2.2.b',
  '2.2.3': '2.2.b',
  '2.2.4': '2.2.b',
  ...Object.fromEntries(['2.3.1', '2.3.2', '2.3.3', '2.3.4', '2.3.12'].map((part) => [part, '2.3.a'])),
  ...Object.fromEntries(['2.3.5', '2.3.6', '2.3.7'].map((part) => [part, '2.3.b'])),
  ...Object.fromEntries(['2.3.8', '2.3.9', '2.3.10', '2.3.11'].map((part) => [part, '2.3.c'])),
  '2.5.1': '2.5.a',
  '2.5.2': '2.5.b',
  '2.5.3': '2.5.c',
  '2.5.4': '2.5.d',
  '2.5.5': '2.5.b, 2.5.e',
};

/** Of a cell: its pictures, a board counting as one, and what it printed. @type {Record<string, (pictures: any[], printed: string) => void>} */
export const checks = {};
