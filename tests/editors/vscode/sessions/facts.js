// The facts of a text as a table beside it.

const assert = require('node:assert/strict');
const fs = require('node:fs');
const { ranges } = require('../lib/positions');
const { Panel } = require('../lib/panel');
const { until } = require('../lib/wait');

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

  const cursor = () => window.ask((vscode) => {
    const editor = vscode.window.activeTextEditor;
    return editor && { file: editor.document.uri.fsPath, line: editor.selection.start.line, text: editor.document.getText(editor.selection) };
  });

  await step('filtered by a column, and searched', async () => {
    const filter = panel.frame.locator('.tabulator-col[tabulator-field="unit"] input');
    const percent = figures.filter((fact) => fact.unit === '%');
    await filter.pressSequentially('%');
    const rows = await panel.rowsUntil('the percentages', (rows) => rows.length === percent.length);
    assert.deepEqual(texts(rows), texts(percent));
    await filter.press('Backspace');
    await panel.rowsUntil('all again', (rows) => rows.length === figures.length);
    await panel.frame.locator('header > input').fill('1840公里');
    await panel.rowsUntil('what was searched for', (rows) => rows.length > 0 && rows.length < 5 && rows.every((row) => row.text.includes('1840公里')));
  });

  await step('a click leads to the place in the text', async () => {
    await panel.row('1840公里').click();
    await until('the place', async () => (await cursor())?.text.includes('1840'), { state: cursor });
    const fact = figures.find((fact) => fact.text === '1840公里');
    assert.deepEqual({ ...(await cursor()), text: '' }, { file, line: fact.location.row - 1, text: '' });
    await panel.frame.locator('header > input').fill('');
    await panel.rowsUntil('all again', (rows) => rows.length === figures.length);
  });

  await step('the marked row follows the cursor', async () => {
    const fact = figures.find((fact) => fact.unit === '%');
    const place = range(fact.span);
    await window.command('workbench.action.focusFirstEditorGroup');
    await window.goTo(place.start);
    const marked = panel.frame.locator('.tabulator-row.tabulator-selected');
    const shown = async () => (await marked.count()) === 1 && (await marked.locator('[tabulator-field="line"]').innerText()).trim();
    await until('the row', async () => (await shown()) === String(fact.location.row), { state: shown });
  });

  await step('it follows an edit, sorted as before', async () => {
    // Into the answer of a speaker: a line of its own at the head would be taken for one that is not article.
    const { location } = figures.find((fact) => fact.text === '1840公里');
    await window.ask(async (vscode, file, row) => {
      const edit = new vscode.WorkspaceEdit();
      edit.insert(vscode.Uri.file(file), new vscode.Position(row - 1, 0), '霧嶺港新增泊位987654321個。');
      await vscode.workspace.applyEdit(edit);
    }, file, location.row);
    const rows = await panel.rowsUntil('one more', (rows) => rows.length === figures.length + 1);
    const value = (row) => Number.parseFloat(row.value);
    assert.ok(rows.every((row, i) => i === 0 || value(row) <= value(rows[i - 1])), 'not sorted any more');
    await window.command('workbench.action.focusFirstEditorGroup');
    await window.press('Control+z');
    await window.textBecomes(file, fs.readFileSync(file, 'utf8'));
  });

  await step('the other kinds are there', async () => {
    for (const kind of ['date', 'person']) {
      const found = cli.facts(file).filter((fact) => fact.kind === kind);
      await panel.frame.locator('[role="tab"]').nth(kind === 'date' ? 1 : 2).click();
      const rows = await panel.rowsUntil(kind, (rows) => rows.length === found.length);
      assert.deepEqual(texts(rows), texts(found));
    }
    await panel.frame.locator('[role="tab"]').first().click();
  });

  await step('exported as CSV: the rows that are shown, in their order', async () => {
    const target = `${file}.csv`;
    const shown = await panel.rowsUntil('the figures again', (rows) => rows.length === figures.length);
    await panel.frame.locator('header > button').click();
    const box = window.page.locator('.quick-input-widget input').first();
    await box.waitFor();
    await shots.take('save-dialog');
    await box.fill(target);
    // The dialog lists the folder for each change before it takes the name.
    const written = () => fs.existsSync(target) && fs.readFileSync(target, 'utf8').split('\r\n');
    const lines = await until('the file', async () => {
      if (!written() && (await box.isVisible())) await window.press('Enter');
      return written();
    }, { every: 500 });
    assert.match(lines[0], /^\uFEFFText,Value,Unit,/);
    assert.equal(lines.length, shown.length + 2, 'a head, the rows, and an end of line');
    assert.deepEqual(lines.slice(1, 4).map((line) => line.split(',')[1]), shown.slice(0, 3).map((row) => row.value));
  });

  await step('its page may load nothing but its own script and style, and no text is HTML', async () => {
    const policy = await panel.frame.locator('meta[http-equiv="Content-Security-Policy"]').first().getAttribute('content');
    assert.match(policy, /default-src 'none'/);
    assert.doesNotMatch(policy, /unsafe/);
    assert.match(policy, /script-src 'nonce-[^' ]+'$/);
    const bad = put('facts/markup.txt', '霧嶺港<img src=x onerror="document.title=1">2030年吞吐量達2390萬噸，《<b>粗體</b>辦法》印發。\n');
    await window.show(bad);
    const other = await Panel.open(window, 'zhengwen.showFacts');
    await until('its panel', async () => (await window.page.frames().at(-1).locator('.tabulator-row').count()) > 0);
    for (const frame of window.page.frames()) assert.equal(await frame.locator('.tabulator-cell img, .tabulator-cell b').count().catch(() => 0), 0);
    assert.ok(other);
  });
};
