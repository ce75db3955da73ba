// The page's side of a session, without a worker: crashes, and progress that nobody takes.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Channel } from '../../wasm/src/channel.js';
import { ProgressQueue } from '../../wasm/src/progress_queue.js';

function fakePort() {
  const port = {
    /** @type {any[]} */ posted: [],
    ended: 0,
    waits: false,
    receive: (_message) => {},
    crash: (_reason) => {},
    post: (message) => void port.posted.push(message),
    /** @type {import('../../wasm/src/channel.js').Port['listen']} */
    listen: (onMessage, onCrash) => void Object.assign(port, { receive: onMessage, crash: onCrash }),
    keep: (waits) => void (port.waits = waits),
    end: () => void (port.ended += 1),
  };
  return port;
}

test('answers find their calls, in any order, and events come before them', async () => {
  const port = fakePort();
  const channel = new Channel(port);
  /** @type {number[]} */
  const events = [];
  const fit = channel.call('fit', { epochs: 1 }, (event) => events.push(event));
  const other = channel.call('evaluate');
  assert.ok(port.waits);
  port.receive({ id: 2, value: 'second' });
  port.receive({ id: 1, event: 7 });
  port.receive({ id: 1, error: 'matmul: inner sizes must match, got (2, 3) and (4, 5)' });
  assert.equal(await other, 'second');
  await assert.rejects(fit, { message: 'matmul: inner sizes must match, got (2, 3) and (4, 5)' });
  assert.deepEqual(events, [7]);
  assert.equal(port.waits, false, 'an idle session does not keep the process alive');
});

test('a crashed worker rejects what waits and all that follows, and is ended', async () => {
  for (const crash of [
    (port) => port.crash('memory access out of bounds'),
    (port) => port.receive({ id: 1, crash: 'memory access out of bounds' }),
  ]) {
    const port = fakePort();
    const channel = new Channel(port);
    const calls = [channel.call('fit'), channel.call('evaluate')];
    crash(port);
    const message = 'session: its worker crashed: memory access out of bounds';
    for (const call of calls) await assert.rejects(call, { message });
    await assert.rejects(channel.call('predict'), { message });
    assert.equal(port.ended, 1);
  }
});

const progress = (batch, extra = {}) => ({
  ...{ epoch: 1, batch, batches: 9, fraction: batch / 9, imagesPerSecond: 1, secondsLeft: 1 },
  points: [{ label: /** @type {const} */ ('train_loss'), x: batch, y: 0 }],
  ...extra,
});
const result = { epoch: 1, trainLoss: 1, valLoss: 1, valAcc: 1, seconds: 1 };

test('progress that nobody takes becomes one event, but for the ends of epochs', async () => {
  const queue = new ProgressQueue(async () => {});
  for (const event of [progress(1), progress(2), progress(9, { result }), progress(3), progress(4)])
    queue.push(event);
  queue.finish();
  /** @type {[number, number[]][]} */
  const taken = [];
  for await (const { batch, points } of queue) taken.push([batch, points.map(({ x }) => x)]);
  assert.deepEqual(taken, [
    [9, [1, 2, 9]],
    [4, [3, 4]],
  ]);
});

test('a failure comes once and at once, to whoever waits or asks next', async () => {
  const error = new Error('gone');
  const waiting = new ProgressQueue(async () => {});
  const next = waiting.next();
  waiting.fail(error);
  await assert.rejects(next, error);
  const asked = new ProgressQueue(async () => {});
  asked.push(progress(1));
  asked.fail(error);
  await assert.rejects(asked.next(), error);
  assert.deepEqual(await asked.next(), { value: undefined, done: true });
});
