// The facts of a text as a table beside it.

const assert = require('node:assert/strict');
const fs = require('node:fs');
const { ranges } = require('../lib/positions');
const { Panel } = require('../lib/panel');

module.exports = async ({ cli, put, shots, step, window }) => {
  const file = put('facts/transcript.txt');
  const range = ranges(fs.readFileSync(file));
  const figures = cli.facts(file).filter((fact) => fact.kind === 'figure');
  const texts = (list) => list.map((fact) => fact.text).sort();
  let panel;

  await step.needed(`zhengwen.showFacts: ${figures.length} figures, as many as \`zhengwen facts\` prints`, async () => {
    await window.show(file);
    await window.diagnosticsUntil(file, 'the server', (d) => d.length > 0);
    panel = await Panel.open(window, 'zhengwen.showFacts');
    const rows = await panel.rowsUntil('all figures', (rows) => rows.length === figures.length);
    assert.deepEqual(texts(rows), texts(figures));
    await shots.take('facts');
  });

  await step('sorted by value, through a click: upwards, then downwards', async () => {
    const sorted = (rows, sign) => {
      const values = rows.map((row) => Number(figures.find((f) => f.text === row.text).value));
      return values.every((value, i) => i === 0 || sign * (value - values[i - 1]) >= 0) && values.length === figures.length;
    };
    await panel.sortBy('value');
    await panel.rowsUntil('the least first', (rows) => sorted(rows, 1));
    await panel.sortBy('value');
    await panel.rowsUntil('the greatest first', (rows) => sorted(rows, -1));
  });
};
