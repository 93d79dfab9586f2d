// The facts of all texts in the workspace, in one table.

const assert = require('node:assert/strict');
const path = require('node:path');
const { Panel } = require('../lib/panel');
const { until } = require('../lib/wait');

module.exports = async ({ put, shots, step, window, workspace }) => {
  const one = put('workspace/one.txt', '發布時間:2031-05-06 來源:霧嶺日報\n2030年，霧嶺縣造林總面積12.6萬畝。\n');
  const other = put('workspace/other.txt', '發布時間:2032-06-01 來源:霧嶺日報\n2031年，霧嶺縣造林總面積16.2萬畝。\n');
  let panel;

  await step.needed('zhengwen.showWorkspaceFacts: figures of files that are not open', async () => {
    await window.show(one);
    await window.diagnosticsUntil(one, 'the server', (d) => d.length > 0);
    panel = await Panel.open(window, 'zhengwen.showWorkspaceFacts');
    await panel.frame.locator('header > input').fill('造林總面積');
    const rows = await panel.rowsUntil('both', (rows) => rows.length === 2);
    assert.deepEqual(rows.map((row) => row.file).sort(), [one, other].map((file) => path.relative(workspace, file)));
    assert.deepEqual(rows.map((row) => row.period).sort(), ['2030', '2031']);
  });

  await step('one metric over time, as bars', async () => {
    await panel.row('16.2萬畝').click();
    await panel.frame.locator('aside rect').nth(1).waitFor();
    assert.equal(await panel.frame.locator('aside rect').count(), 2);
    await shots.take('facts-workspace');
  });

  await step('a click opens the other file at its place', async () => {
    const cursor = () => window.ask((vscode) => {
      const editor = vscode.window.activeTextEditor;
      return editor && { file: editor.document.uri.fsPath, text: editor.document.getText(editor.selection) };
    });
    await until('the place', async () => (await cursor())?.file === other, { state: cursor });
    assert.equal((await cursor()).text, '16.2萬畝');
  });
};
