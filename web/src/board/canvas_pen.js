// Draws a picture on a canvas. Coordinates are CSS pixels of a reader with usual letters; the canvas has as many
// dots to one as the screen, and more for those with larger letters.

/** @param {HTMLCanvasElement} canvas @param {{ width: number, height: number }} size @param {{ font: string, scale: number }} look */
export function canvasPen(canvas, { width, height }, { font, scale }) {
  const ratio = window.devicePixelRatio * scale;
  const context = canvas.getContext('2d');
  if (!context) throw new Error('board: this browser gives no canvas to draw on');
  const [w, h] = [Math.round(width * ratio), Math.round(height * ratio)];
  if (canvas.width !== w || canvas.height !== h) [canvas.width, canvas.height] = [w, h];
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, width, height);
  let clipped = false;

  /** @type {import('./picture.js').Pen} */
  const pen = {
    line(xys, { stroke, width: thick = 1, dash = [], alpha = 1, round = false }) {
      context.strokeStyle = stroke;
      context.lineWidth = thick;
      context.globalAlpha = alpha;
      // Round joins of thousands of steep lines cost more than all the rest.
      context.lineJoin = xys.length < 1000 ? 'round' : 'bevel';
      context.lineCap = round ? 'round' : 'butt';
      context.setLineDash(dash);
      context.beginPath();
      let down = false;
      for (let i = 0; i < xys.length; i += 2) {
        const [x, y] = [xys[i], xys[i + 1]];
        if (!Number.isFinite(x + y)) down = false;
        else if (down) context.lineTo(x, y);
        else {
          context.moveTo(x, y);
          down = true;
        }
      }
      context.stroke();
      context.globalAlpha = 1;
    },

    dots(xys, radius, fill, edge) {
      context.fillStyle = fill;
      context.strokeStyle = edge ?? fill;
      context.lineWidth = 2.25;
      context.setLineDash([]);
      for (let i = 0; i < xys.length; i += 2) {
        if (!Number.isFinite(xys[i] + xys[i + 1])) continue;
        context.beginPath();
        context.arc(xys[i], xys[i + 1], radius, 0, 2 * Math.PI);
        context.fill();
        if (edge) context.stroke();
      }
    },

    text(x, y, text, { fill, anchor = 'start', halo, bold = false }) {
      context.font = `${bold ? 600 : 400} 12px ${font}`;
      context.textAlign = anchor === 'middle' ? 'center' : anchor;
      context.textBaseline = 'alphabetic';
      if (halo) {
        context.strokeStyle = halo;
        context.lineWidth = 4;
        context.lineJoin = 'round';
        context.setLineDash([]);
        context.strokeText(text, x, y);
      }
      context.fillStyle = fill;
      context.fillText(text, x, y);
    },

    clip(box) {
      if (clipped) context.restore();
      clipped = box !== undefined;
      if (!box) return;
      context.save();
      context.beginPath();
      context.rect(box.left, box.top, box.width, box.height);
      context.clip();
    },
  };
  return pen;
}
