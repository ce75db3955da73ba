// Two boards: activation functions, and their gradients as backward gives them.

import { createBoard } from '../board/board.js';
import { byId } from '../shell/dom.js';
import { messageOf } from '../shell/format.js';
import { ask } from './lab.js';

const NAMES = ['relu', 'sigmoid', 'tanh', 'prelu'];

/** @type {{ values: ReturnType<typeof createBoard>, gradients: ReturnType<typeof createBoard> } | undefined} */
let boards;
/** @type {Awaited<ReturnType<typeof load>> | undefined} */
let found;

const load = () => ask('activations', { names: NAMES });

function draw() {
  if (!found) return;
  boards ??= {
    values: createBoard(byId('activations-values', HTMLElement), {
      title: 'Activation functions',
      xLabel: 'x',
      yLabel: 'f(x)',
      xRange: [-8, 8],
      compact: true,
      smoothing: false,
    }),
    gradients: createBoard(byId('activations-gradients', HTMLElement), {
      title: 'Their gradients',
      xLabel: 'x',
      yLabel: 'gradient',
      xRange: [-8, 8],
      compact: true,
      smoothing: false,
    }),
  };
  boards.values.clear();
  boards.gradients.clear();
  const wanted = byId('activations-choice', HTMLFieldSetElement).querySelectorAll('input:checked');
  for (const box of wanted) {
    const curve = found.curves.find(({ name }) => box instanceof HTMLInputElement && name === box.value);
    if (!curve) continue;
    boards.values.line(curve.name, found.xs, curve.y);
    boards.gradients.line(curve.name, found.xs, curve.grad);
  }
}

export function startActivations() {
  const panel = byId('activations-panel', HTMLDetailsElement);
  const message = panel.querySelector('.panel-message');
  panel.addEventListener('toggle', async () => {
    if (!panel.open || found || !(message instanceof HTMLElement)) return;
    message.hidden = true;
    try {
      found = await load();
      draw();
    } catch (error) {
      message.textContent = messageOf(error);
      message.hidden = false;
    }
  });
  byId('activations-choice', HTMLFieldSetElement).addEventListener('change', draw);
}
