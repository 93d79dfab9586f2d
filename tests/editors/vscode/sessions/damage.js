// A damaged file is opened: every finding is marked at its characters, and the hover says what is there.

const assert = require('node:assert/strict');
const fs = require('node:fs');
const { find, ranges } = require('../lib/positions');

/** What the editor must show for the findings of the command line: their places, and one warning for each kind that is faded. */
function expected(file, findings) {
  const range = ranges(fs.readFileSync(file));
  return findings.map(({ code, message, span }) => ({ code, message, ...range(span) }));
}

const place = ({ code, start, end }) =>
  `${code} ${start.line}:${start.character}-${end.line}:${end.character}`;

module.exports = async ({ cli, put, root, shots, step, window }) => {
  const file = put('damage/transcript.txt');
  const source = fs.readFileSync(file, 'utf8');
  let marked;

  const clean = put('damage/clean.txt');
  await window.show(clean);
  for (const sample of ['dispatch', 'chrome', 'simplified', 'transcript']) {
    const seed = put(`damage/${sample}.txt`);
    const wanted = expected(seed, cli.check(seed));
    await step.needed(`${sample}.txt: ${wanted.length} findings, each at its characters`, async () => {
      await window.show(seed);
      marked = await window.diagnosticsUntil(seed, 'the diagnostics', (d) => d.length >= wanted.length);
      // The warning that counts a faded kind stands at the first of its places, with a message of its own.
      const faded = new Set(marked.filter((d) => d.severity === 'hint').map((d) => d.code));
      const counts = marked.filter((d) => faded.has(d.code) && d.severity !== 'hint');
      assert.deepEqual(counts.map((d) => d.code).sort(), [...faded].sort(), 'one warning for each faded kind');
      for (const warning of counts) {
        const places = wanted.filter((f) => f.code === warning.code);
        assert.equal(place(warning), place(places[0]), 'place of the warning');
        assert.match(warning.message, new RegExp(`\\b${places.length} places?\\b`), 'count in the warning');
      }
      const single = marked.filter((d) => !counts.includes(d));
      assert.deepEqual(single.map(place).sort(), wanted.map(place).sort());
      assert.deepEqual(single.map((d) => d.message).sort(), wanted.map((f) => f.message).sort());
      for (const d of marked) {
        assert.equal(d.source, 'zhengwen');
        assert.ok(!d.code.startsWith('B') || d.faded, `${place(d)}: what is not article is not faded`);
      }
    });
  }

  await step('clean.txt: nothing, though the server has read it', async () => {
    assert.deepEqual(cli.check(clean), []);
    const hover = await window.hover(clean, find(fs.readFileSync(clean, 'utf8'), cli.facts(clean)[0].text));
    assert.notEqual(hover, '');
    assert.deepEqual(await window.diagnostics(clean), []);
  });

  await step('each faded run on the screen is a finding', async () => {
    await window.goTo({ line: 0, character: 0 });
    const rows = source.split('\n');
    // What is faded may be cut into several spans, and by line: their texts are joined again for each line.
    const shown = await window.page.waitForFunction(() => {
      const faded = [...document.querySelectorAll('.view-line .squiggly-inline-unnecessary')];
      if (faded.length < 10) return null;
      return faded.map((e) => ({ text: e.textContent.replaceAll('\u00a0', ' '), opacity: getComputedStyle(e).opacity }));
    }).then((handle) => handle.jsonValue());
    const texts = marked.filter((d) => d.faded).flatMap(({ start, end }) => rows.slice(start.line, end.line + 1)
      .map((row, i, all) => row.slice(i ? 0 : start.character, i < all.length - 1 ? undefined : end.character)));
    for (const { text, opacity } of shown) {
      assert.ok(texts.some((t) => t.includes(text)), `faded, but no finding: ${text}`);
      assert.ok(Number(opacity) < 1, `${text} has opacity ${opacity}`);
    }
  });

  await step('warnings have a squiggle, under their characters', async () => {
    const problem = marked.find((d) => d.code === 'M103');
    assert.ok(problem, 'a cut in the sample');
    await window.goTo(problem.start);
    const text = source.split('\n')[problem.start.line].slice(problem.start.character, problem.end.character);
    const box = await window.box(text);
    await window.page.waitForFunction(({ x, y, width }) => {
      return [...document.querySelectorAll('.squiggly-warning')].some((e) => {
        const squiggle = e.getBoundingClientRect();
        return squiggle.y >= y - 8 && squiggle.y < y + 30 && Math.abs(squiggle.x - x) < 3 && Math.abs(squiggle.width - width) < 6;
      });
    }, box);
    await shots.take('damage');
  });

  await step('hover on a figure: value, unit, what is counted', async () => {
    const figure = cli.facts(file).find((fact) => fact.text.includes('1840公里'));
    assert.deepEqual([figure.value, figure.unit, figure.metric], ['1840', '公里', '海岸線長'], 'the sample');
    const text = await window.hover(file, find(source, '1840公里'));
    for (const part of ['1,840 公里', '海岸線長', '1,840,000 m', '顧衡遠']) assert.ok(text.includes(part), `no ${part} in: ${text}`);
    assert.ok(!text.includes('(zhǎng)'), `damage in the hover: ${text}`);
  });

  await step('the hover is shown', async () => {
    await window.goTo(find(source, '1840公里'));
    const hover = await window.pointAt('1840公里', '1,840 公里');
    const shown = await hover.innerText();
    assert.ok(shown.includes('海岸線長'), shown);
    await shots.take('hover');
    await window.page.mouse.move(5, 5);
    await window.press('Escape');
  });

  await step('hover on a damaged run: what it was, and what it becomes', async () => {
    const [finding] = cli.check(file).filter((f) => f.code === 'M103');
    const { start } = expected(file, [finding])[0];
    const text = await window.hover(file, start);
    assert.ok(text.includes('M103'), `no code in: ${text}`);
    const repaired = finding.fix.edits[0].content;
    assert.ok(text.includes(repaired), `no ${repaired} in: ${text}`);
  });
};
