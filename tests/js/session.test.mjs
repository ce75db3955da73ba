// A session's life: training with progress, pause, resume, cancel, questions to the model, the end.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { TIMEOUT, collect, createSession, mlp, withSession } from './support.mjs';

const big = { synthetic: { train: 20000, test: 500 } };
const timeout = TIMEOUT;

test('fit: an event for each epoch, points of all three curves, and it learns', { timeout }, async () => {
  await withSession({}, async (session) => {
    const events = await collect(session.fit({ epochs: 4 }));
    const results = events.flatMap(({ result }) => result ?? []);
    assert.deepEqual(
      results.map(({ epoch }) => epoch),
      [1, 2, 3, 4],
    );
    assert.ok(results[3].trainLoss < results[0].trainLoss);
    for (const { trainLoss, valLoss, valAcc, seconds } of results) {
      assert.ok(trainLoss > 0 && valLoss > 0 && valAcc >= 0 && valAcc <= 1 && seconds > 0);
    }
    const points = events.flatMap((event) => event.points);
    // Two points of the training loss an epoch, one of each of the others, as the book draws them.
    const count = (label) => points.filter((point) => point.label === label).length;
    assert.deepEqual(['train_loss', 'val_loss', 'val_acc'].map(count), [8, 4, 4]);
    const accuracies = points.filter(({ label }) => label === 'val_acc');
    assert.deepEqual(
      accuracies.map(({ x }) => x),
      [1, 2, 3, 4],
    );
    const last = /** @type {import('../../wasm/index.js').Progress} */ (events.at(-1));
    assert.deepEqual(
      [last.epoch, last.batch, last.batches, last.fraction, last.secondsLeft],
      [4, 8, 8, 1, 0],
    );
    assert.ok(events.every(({ imagesPerSecond }) => imagesPerSecond > 0 && imagesPerSecond < 1e9));
    const evaluated = await session.evaluate();
    assert.deepEqual(evaluated, { valLoss: results[3].valLoss, valAcc: results[3].valAcc });
  });
});

test('the same seed gives the same run, another seed another one', { timeout }, async () => {
  const run = (seed) =>
    withSession(
      { seed },
      async (session) => (await collect(session.fit({ epochs: 1 }))).at(-1)?.result?.trainLoss,
    );
  const first = await run(1);
  assert.equal(await run(1), first);
  assert.notEqual(await run(2), first);
});

test(
  'fit: steps end after so many batches, in the middle of an epoch and across its end',
  { timeout },
  async () => {
    const losses = (parts) =>
      withSession({}, async (session) => {
        const events = [];
        for (const options of parts) events.push(...(await collect(session.fit(options))));
        return events;
      });
    // 8 batches an epoch.
    const events = await losses([{ steps: 1 }, { steps: 3 }, { steps: 12 }]);
    const places = [1, 3, 12].map((_, i) => events.filter(({ fraction }) => fraction === 1)[i]);
    assert.deepEqual(
      places.map(({ epoch, batch }) => [epoch, batch]),
      [
        [1, 1],
        [1, 4],
        [2, 8],
      ],
    );
    assert.ok(events.every(({ imagesPerSecond }) => imagesPerSecond > 0 && imagesPerSecond < 1e9));
    // The same run as without steps.
    const results = (all) => all.flatMap(({ result }) => (result ? [[result.epoch, result.trainLoss]] : []));
    assert.deepEqual(results(events), results(await losses([{ epochs: 2 }])));
    // Whichever is first ends it.
    assert.equal(results(await losses([{ epochs: 1, steps: 100 }])).length, 1);
    await withSession({}, async (session) => {
      assert.throws(() => session.fit({ steps: 0 }), {
        message: 'fit: steps must be a whole number from 1 to 1000000000, got 0',
      });
    });
  },
);

test('a second fit goes on from where the first one ended', { timeout }, async () => {
  const losses = async (parts) =>
    withSession({}, async (session) => {
      const results = [];
      for (const epochs of parts) {
        for await (const { result, fraction } of session.fit({ epochs })) {
          if (result) results.push([result.epoch, result.trainLoss]);
          assert.ok(fraction > 0 && fraction <= 1);
        }
      }
      return results;
    });
  assert.deepEqual(await losses([1, 2]), await losses([3]));
});

test('progress comes a few times a second, also when nobody takes it', { timeout }, async () => {
  await withSession({ data: big, batchSize: 64 }, async (session) => {
    const progress = session.fit({ epochs: 1000 });
    const first = await progress.next();
    await sleep(1500);
    const begin = performance.now();
    let events = 0;
    let points = first.value.points.length;
    for await (const event of progress) {
      events += 1;
      points += event.points.length;
      assert.ok(event.epoch >= first.value.epoch);
      if (performance.now() - begin > 1000) break;
    }
    assert.ok(events >= 3, `${events} events in a second and what had waited`);
    assert.ok(points >= 2);
  });
});

test('a pause right after fit holds the training before its first batch', { timeout }, async () => {
  await withSession({ data: big }, async (session) => {
    const progress = session.fit({ epochs: 1000 });
    await session.pause();
    const first = progress.next();
    assert.equal(await Promise.race([first.then(() => 'an event'), sleep(700, 'none')]), 'none');
    await session.resume();
    assert.ok((await first).value.batch > 0);
  });
});

test('pause stops it, resume lets it go on, and both may come twice', { timeout }, async () => {
  await withSession({ data: big }, async (session) => {
    const progress = session.fit({ epochs: 1000 });
    await progress.next();
    await session.pause();
    await session.pause();
    // What was on its way comes, and then nothing.
    let next = progress.next();
    for (let quiet = false, events = 0; !quiet; events++) {
      assert.ok(events < 5);
      quiet = await Promise.race([next.then(() => false), sleep(700, true)]);
      if (!quiet) next = progress.next();
    }
    // A paused session answers.
    assert.equal((await session.predict({ split: 'test', count: 3 })).classes.length, 3);
    await session.resume();
    await session.resume();
    assert.equal((await next).done, false);
    await progress.return?.();
  });
});

test('leaving the loop cancels between batches; the next fit goes on', { timeout }, async () => {
  await withSession({ data: big }, async (session) => {
    for await (const { fraction } of session.fit({ epochs: 1000 })) {
      assert.ok(fraction < 1);
      break;
    }
    const events = await collect(session.fit({ epochs: 1 }));
    assert.ok(events.at(-1)?.result);
    assert.equal(events.at(-1)?.fraction, 1);
  });
});

test('an AbortSignal ends a training with its reason, and the session stays', { timeout }, async () => {
  await withSession({ data: big }, async (session) => {
    const controller = new AbortController();
    const reason = new Error('enough');
    const run = async () => {
      for await (const _ of session.fit({ epochs: 1000, signal: controller.signal }))
        controller.abort(reason);
    };
    await assert.rejects(run(), (error) => error === reason);
    await assert.rejects(
      collect(session.fit({ signal: AbortSignal.abort(reason) })),
      (error) => error === reason,
    );
    assert.equal((await collect(session.fit({ epochs: 1 }))).at(-1)?.fraction, 1);
  });
});

test('an AbortSignal ends the opening of a session', { timeout }, async () => {
  const controller = new AbortController();
  const opening = createSession({ model: mlp(), data: big, signal: controller.signal });
  controller.abort();
  await assert.rejects(opening, { name: 'AbortError' });
  await assert.rejects(createSession({ model: mlp(), data: big, signal: AbortSignal.abort() }), {
    name: 'AbortError',
  });
});

test('one training at a time', { timeout }, async () => {
  await withSession({ data: big }, async (session) => {
    const progress = session.fit({ epochs: 1000 });
    assert.throws(() => session.fit(), {
      message: 'fit: a training is under way already, one runs at a time',
    });
    await progress.return?.();
  });
});

test('predict: probabilities of each image, of pixels and of a range alike', { timeout }, async () => {
  await withSession({}, async (session) => {
    await collect(session.fit({ epochs: 3 }));
    const range = /** @type {const} */ ({ split: 'test', start: 100, count: 300 });
    const { images, labels } = await session.examples(range);
    const byRange = await session.predict(range);
    const byPixels = await session.predict(images);
    assert.deepEqual(byPixels, byRange);
    assert.equal(images.length, 300 * 784, 'the pixels stay with their owner');
    assert.equal(byRange.probabilities.length, 3000);
    byRange.classes.forEach((best, i) => {
      const row = byRange.probabilities.subarray(10 * i, 10 * i + 10);
      assert.ok(Math.abs(row.reduce((sum, p) => sum + p, 0) - 1) < 1e-5);
      assert.equal(row[best], Math.max(...row));
    });
    const all = await session.predict({ split: 'test' });
    const truth = (await session.examples({ split: 'test' })).labels;
    const hits = all.classes.filter((best, i) => best === truth[i]).length;
    assert.ok(Math.abs(hits / 500 - (await session.evaluate()).valAcc) < 1e-6);
    assert.ok(hits > labels.length * 0.3);
    assert.equal((await session.predict(new Uint8Array(0))).classes.length, 0);
  });
});

test('questions during a training do not change its course', { timeout }, async () => {
  const run = (ask) =>
    withSession({ data: big }, async (session) => {
      const points = [];
      for await (const event of session.fit({ epochs: 2 })) {
        points.push(...event.points);
        if (ask) await Promise.all([session.evaluate(), session.predict({ split: 'test' })]);
      }
      return points;
    });
  assert.deepEqual(await run(true), await run(false));
});

test('two sessions at once do not disturb each other', { timeout }, async () => {
  const loss = async (seed) =>
    withSession(
      { seed },
      async (session) => (await collect(session.fit({ epochs: 2 }))).at(-1)?.result?.trainLoss,
    );
  const alone = [await loss(1), await loss(2)];
  assert.deepEqual(await Promise.all([loss(1), loss(2)]), alone);
});

test('any number of threads gives the same bits', { timeout }, async () => {
  const run = (threads) =>
    withSession({ variant: 'simd-threads', threads }, async (session) =>
      (await collect(session.fit({ epochs: 2 }))).map(({ result }) => result?.valLoss),
    );
  const filter = (list) => list.filter((value) => value !== undefined);
  assert.deepEqual(filter(await run(2)), filter(await run(1)));
});

test('terminate rejects what waits and all that follows', { timeout }, async () => {
  const session = await createSession({ model: mlp(), data: big, threads: 2 });
  const gone = { message: 'session: it has been terminated' };
  const training = collect(session.fit({ epochs: 1000 }));
  const question = session.predict({ split: 'test' });
  session.terminate();
  session.terminate();
  await assert.rejects(training, gone);
  await assert.rejects(question, gone);
  await assert.rejects(session.evaluate(), gone);
  await assert.rejects(session.pause(), gone);
  await assert.rejects(collect(session.fit()), gone);
});
