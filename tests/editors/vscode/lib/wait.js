// Waiting, with a limit on every wait.

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Asks `ready` until it gives something true, and hands that back. `state` says how things stood, if it never does. */
async function until(what, ready, { limit = 15_000, state = () => undefined, every = 40 } = {}) {
  const end = Date.now() + limit;
  let last;
  for (;;) {
    try {
      const value = await ready();
      if (value) return value;
      last = undefined;
    } catch (error) {
      last = error;
    }
    if (Date.now() > end) break;
    await pause(every);
  }
  const found = last ? last.message : JSON.stringify(await state());
  throw new Error(`waited in vain for ${what}${found === undefined ? '' : `\n  found ${found.slice(0, 1500)}`}`);
}

module.exports = { pause, until };
