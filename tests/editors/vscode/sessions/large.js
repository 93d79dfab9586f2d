// A file of 1 MB: it is read soon, and typing in it stays light.

const assert = require('node:assert/strict');
const fs = require('node:fs');

module.exports = async ({ cli, put, report, step, window }) => {
  const sample = (name) => fs.readFileSync(put(`large/${name}.txt`), 'utf8');
  const megabyte = (first, next) => first + next.repeat(Math.ceil((1e6 - Buffer.byteLength(first)) / Buffer.byteLength(next)));
  const text = megabyte(sample('transcript'), sample('clean'));
  const file = put('large/large.txt', text);

  await step.needed('1 MB is marked', async () => {
    const begin = Date.now();
    await window.show(file);
    await window.diagnosticsUntil(file, 'the first diagnostics', (d) => d.length > 300, 20_000);
    const took = Date.now() - begin;
    report.measured('opening 1 MB → diagnostics, through the probe', `${took} ms`);
    assert.ok(took < 10_000, `${took} ms`);
  });

  await step('typing: each key is on the screen at once, and the marks follow', async () => {
    await window.goTo({ line: 0, character: 0 });
    const before = (await window.diagnostics(file)).length;
    // How long the extension host is deaf, and how long the window stands still.
    await window.ask(() => {
      globalThis.lag = 0;
      let last = Date.now();
      globalThis.beat = setInterval(() => {
        globalThis.lag = Math.max(globalThis.lag, Date.now() - last - 10);
        last = Date.now();
      }, 10);
    });
    await window.page.evaluate(() => {
      window.stood = 0;
      let last = performance.now();
      const frame = (now) => {
        window.stood = Math.max(window.stood, now - last);
        last = now;
        window.frame = requestAnimationFrame(frame);
      };
      requestAnimationFrame(frame);
    });
    const keys = '霧嶺市發(fā)布數據,產(chǎn)業(yè)增長(zhǎng)5.3%。';
    const begin = Date.now();
    for (const key of keys) await window.page.keyboard.insertText(key);
    await window.box(keys.slice(0, 12));
    const shown = Date.now() - begin;
    await window.diagnosticsUntil(file, 'marks for what was typed', (d) => d.length === before + 4);
    const marked = Date.now() - begin;
    const lag = await window.ask(() => {
      clearInterval(globalThis.beat);
      return globalThis.lag;
    });
    const stood = await window.page.evaluate(() => {
      cancelAnimationFrame(window.frame);
      return Math.round(window.stood);
    });
    report.measured(`1 MB: ${keys.length} keys on the screen · marked`, `${shown} ms · ${marked} ms`);
    report.measured('1 MB: the window stood still · the extension host was deaf', `${stood} ms · ${lag} ms`);
    assert.ok(stood < 1_500 && lag < 1_000, `the window stood still for ${stood} ms, the extension host for ${lag} ms`);
    await window.textBecomes(file, keys + text);
  });

  await step('fix all, in one step', async () => {
    const expected = cli.repaired(put('large/copy.txt', await window.text(file))).toString('utf8');
    const begin = Date.now();
    await window.command('zhengwen.fixAll');
    await window.textBecomes(file, expected);
    report.measured('1 MB: fix all', `${Date.now() - begin} ms`);
  });

  await step('1 MB of damage', async () => {
    const worst = put('large/worst.txt', megabyte('', sample('transcript')));
    const begin = Date.now();
    await window.show(worst);
    await window.diagnosticsUntil(worst, 'the first diagnostics', (d) => d.length > 2000, 30_000);
    report.measured('opening 1 MB of damage → diagnostics, through the probe', `${Date.now() - begin} ms`);
    fs.rmSync(worst);
  });
  fs.rmSync(file);
};
