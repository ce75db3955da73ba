// What is to be seen, as messages that any host can show, and how a terminal shows them: texts as they are,
// a line for each picture.

/** @typedef {import('../../d2l.js').Message} Message */

/** @returns {(message: Message) => void} */
export function toConsole() {
  return (message) => console.log(lineOf(message));
}

/** @param {Message} message */
function lineOf(message) {
  switch (message.type) {
    case 'text':
      return message.text;
    case 'plot':
      return `[plot: ${[message.yLabel, message.xLabel].filter(Boolean).join(' over ') || 'curves'}]`;
    case 'images':
      return `[${message.images.length} images: ${message.titles.map((title) => title.replaceAll('\n', ' / ')).join(', ')}]`;
    case 'board': {
      const latest = new Map(message.points.map((point) => [point.label, point]));
      const words = [...latest.values()].map(
        ({ label, x, y }) => `${label} ${y.toPrecision(4)} at ${+x.toFixed(3)}`,
      );
      return `[${message.xLabel || 'board'}: ${words.join(', ')}]`;
    }
    default:
      return `[picture: ${message.alt}]`;
  }
}
