// Curves of a cell: a plot, which is whole at once, and a live board, which grows. Both are the page's board,
// loaded when the first is to be seen; points that come before wait for it.

/** @typedef {import('weft/d2l').PlotMessage} PlotMessage */
/** @typedef {import('weft/d2l').BoardMessage} BoardMessage */
/** @typedef {PlotMessage | BoardMessage} Looks */

/** @param {Looks} looks @param {string} title @param {boolean} smoothing */
function boardOptions({ xLabel, yLabel, xRange, yRange, xScale, yScale }, title, smoothing) {
  return {
    title,
    xLabel,
    yLabel,
    compact: true,
    smoothing,
    logX: xScale === 'log',
    logY: yScale === 'log',
    ...(xRange ? { xRange: /** @type {[number, number]} */ ([...xRange]) } : {}),
    ...(yRange ? { yRange: /** @type {[number, number]} */ ([...yRange]) } : {}),
  };
}

/** @param {HTMLElement} host @param {Looks} looks @param {string} title @param {boolean} smoothing */
function lazyBoard(host, looks, title, smoothing) {
  let isGone = false;
  const coming = import('../board/board.js').then(({ createBoard }) => {
    if (isGone) return undefined;
    return createBoard(host, boardOptions(looks, title, smoothing));
  });
  coming.catch(() => host.replaceChildren('The curves cannot be drawn: a part of the page did not load.'));
  return {
    /** @param {(board: import('../board/board.js').Board) => void} use */
    use: (use) =>
      void coming.then(
        (board) => board && use(board),
        () => {},
      ),
    destroy() {
      isGone = true;
      void coming.then(
        (board) => board?.destroy(),
        () => {},
      );
    },
  };
}

/** @param {HTMLElement} host @param {PlotMessage} message @param {string} title */
export function drawPlot(host, message, title) {
  const board = lazyBoard(host, message, title, false);
  board.use((drawn) => {
    const { series, yLabel } = message;
    const nameOf = (/** @type {number} */ i) => (series.length === 1 && yLabel) || `curve ${i + 1}`;
    series.forEach(({ label, xs, ys }, i) => drawn.line(label || nameOf(i), xs, ys));
  });
  return board.destroy;
}

/** @param {HTMLElement} host @param {BoardMessage} message @param {string} title */
export function liveBoard(host, message, title) {
  const board = lazyBoard(host, message, title, true);
  return {
    /** @param {BoardMessage['points']} points */
    add(points) {
      board.use((drawn) => {
        for (const { label, x, y } of points) drawn.add(label, x, y);
      });
    },
    destroy: board.destroy,
  };
}
