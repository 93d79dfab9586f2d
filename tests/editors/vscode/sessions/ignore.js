// “Leave this alone”: what a person says to a mark goes into zhengwen.toml, and the mark is gone.

const assert = require('node:assert/strict');
const fs = require('node:fs');
const path = require('node:path');
const { until } = require('../lib/wait');

module.exports = async ({ cli, put, shots, step, window }) => {
  const file = put('ignore/dispatch.txt');
  const toml = path.join(path.dirname(file), 'zhengwen.toml');
  // The settings of this folder alone: the nearest file is the one that is written.
  fs.writeFileSync(toml, '# ours\nselect = ["M", "B"]\n');
  const written = () => fs.readFileSync(toml, 'utf8');
  const key = ({ code, start, end, severity }) => [code, start.line, start.character, end.line, end.character, severity].join(' ');

  const leaveAlone = async (pick, run) => {
    await window.show(file);
    const before = await window.diagnosticsAtRest(file, 'the findings', (d) => d.length >= 1);
    const mark = pick(before);
    await window.goTo({ line: mark.start.line, character: mark.start.character + 1 });
    await run(mark);
    await until('the text in zhengwen.toml', () => written().includes('ignore-text'), { state: written });
    assert.ok(written().startsWith('# ours\nselect = ["M", "B"]\n'), 'what stood there is otherwise');
    assert.ok(written().includes(mark.code), written());
    await window.diagnosticsUntil(file, 'the mark to be gone', (d) => d.length > 0 && !d.map(key).includes(key(mark)));
    // The command line reads the same file.
    const wanted = cli.check(file).map((f) => f.code).sort();
    const marks = await window.diagnosticsUntil(file, 'the same as the command line finds', (d) =>
      d.filter((x) => x.code !== 'M101' || x.severity === 'hint').length === wanted.length);
    assert.ok(marks.length < before.length);
  };
  const cut = (marked) => marked.find((d) => d.code === 'M103');

  await step('the quick fix', async () => {
    await leaveAlone(cut, async () => {
      await window.press('Control+.');
      const menu = window.page.locator('.action-widget').first();
      await menu.waitFor();
      await shots.take('leave-alone');
      await menu.locator('.monaco-list-row', { hasText: 'Leave this alone' }).first().click();
    });
  });

  await step('zhengwen.insertIgnore', async () => {
    fs.writeFileSync(toml, '# ours\nselect = ["M", "B"]\n');
    const cuts = (list) => list.filter((x) => x.code === 'M103').length;
    const wanted = cuts(cli.check(file));
    await window.diagnosticsUntil(file, 'the mark again', (d) => cuts(d) === wanted);
    await leaveAlone(cut, () => window.command('zhengwen.insertIgnore'));
  });

  fs.rmSync(toml);
};
