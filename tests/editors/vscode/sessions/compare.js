// The text beside its repaired self, as VS Code shows what has changed.

const assert = require('node:assert/strict');
const fs = require('node:fs');
const { until } = require('../lib/wait');

/** The diff that is open: both texts, and where the right one comes from. */
function diff(window) {
  return window.ask(async (vscode) => {
    const { input, label } = vscode.window.tabGroups.activeTabGroup.activeTab ?? {};
    if (!(input instanceof vscode.TabInputTextDiff)) return null;
    const [left, right] = await Promise.all([input.original, input.modified].map((uri) => vscode.workspace.openTextDocument(uri)));
    return { label, left: left.getText(), right: right.getText(), file: input.original.fsPath, scheme: input.modified.scheme };
  });
}

module.exports = async ({ cli, put, shots, step, window }) => {
  const file = put('compare/dispatch.txt');
  const text = fs.readFileSync(file, 'utf8');
  const repaired = (content, ...args) => cli.repaired(put('compare/copy.txt', content), ...args).toString('utf8');
  const open = () => until('the comparison', () => diff(window), { state: () => window.ask((vscode) => vscode.window.tabGroups.activeTabGroup.activeTab?.label) });
  const rightBecomes = (expected) => until('the repaired side', async () => (await diff(window))?.right === expected, {
    state: async () => (await diff(window))?.right,
  });

  await step.needed('zhengwen.compareWithRepaired: the file, and what `zhengwen fix` makes of it', async () => {
    await window.show(file);
    await window.diagnosticsUntil(file, 'the findings', (d) => d.length > 0);
    await window.command('zhengwen.compareWithRepaired');
    const shown = await open();
    assert.equal(shown.file, file);
    assert.equal(shown.scheme, 'zhengwen-repaired');
    assert.equal(shown.left, text);
    await rightBecomes(repaired(text));
  });

  await step('the changes are marked', async () => {
    const page = window.page;
    await page.locator('.diffEditor .editor.original .char-delete, .diffEditor .editor.original .inline-deleted-margin-view-zone')
      .or(page.locator('.monaco-diff-editor .char-delete')).first().waitFor({ state: 'attached' });
    await shots.take('compare');
  });

  await step('the repaired side follows an edit', async () => {
    const added = '記者從會(huì)議現(xiàn)場了解到,';
    await window.ask(async (vscode, file, added) => {
      const edit = new vscode.WorkspaceEdit();
      edit.insert(vscode.Uri.file(file), new vscode.Position(0, 0), added);
      await vscode.workspace.applyEdit(edit);
    }, file, added);
    await rightBecomes(repaired(added + text));
  });

  await step('it closes, and leaves the file as it was edited', async () => {
    await window.command('workbench.action.closeActiveEditor');
    await until('the file alone', async () => (await diff(window)) === null);
    assert.equal((await window.text(file)).endsWith(text), true);
    assert.equal(fs.readFileSync(file, 'utf8'), text, 'the file was written');
    await window.command('workbench.action.files.revert');
    await window.textBecomes(file, text);
  });

  await step('zhengwen.compareWithRepairedUnsafe: what `zhengwen fix --unsafe` makes of it', async () => {
    await window.show(file);
    await window.command('zhengwen.compareWithRepairedUnsafe');
    await open();
    assert.notEqual(repaired(text, '--unsafe'), repaired(text), 'the sample has nothing that is only likely');
    await rightBecomes(repaired(text, '--unsafe'));
  });
};
