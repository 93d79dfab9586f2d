// A person repairs one place, takes it back, repairs everything, takes that back, repairs again and saves.

const assert = require('node:assert/strict');
const fs = require('node:fs');

const glosses = (marked) => marked.filter((d) => d.severity === 'hint' && d.code === 'M101');

module.exports = async ({ cli, put, shots, step, window }) => {
  const file = put('repair/dispatch.txt');
  const damaged = fs.readFileSync(file, 'utf8');
  const repaired = cli.repaired(file).toString('utf8');
  const findings = cli.check(file);
  let hints;

  await step.needed('open', async () => {
    await window.show(file);
    const marked = await window.diagnosticsUntil(file, 'the findings', (d) => d.length >= findings.length);
    hints = glosses(marked);
    assert.ok(hints.length > 100, 'the sample is too small');
  });

  const without = ({ start, end }) => {
    const lines = damaged.split('\n');
    lines[start.line] = lines[start.line].slice(0, start.character) + lines[start.line].slice(end.character);
    return lines.join('\n');
  };

  await step('the menu offers the repair of one place first, and it is made', async () => {
    const gloss = hints[7];
    await window.goTo({ line: gloss.start.line, character: gloss.start.character + 1 });
    await window.press('Control+.');
    const menu = window.page.locator('.action-widget').first();
    await menu.waitFor();
    await shots.take('quick-fix');
    await window.press('Enter');
    await window.textBecomes(file, without(gloss));
    await window.diagnosticsUntil(file, 'one hint less', (d) => glosses(d).length === hints.length - 1);
  });

  await step('one undo brings it back', async () => {
    await window.press('Control+z');
    await window.textBecomes(file, damaged);
  });

  await step('zhengwen.fixAll: what `zhengwen fix` writes', async () => {
    await window.command('zhengwen.fixAll');
    await window.textBecomes(file, repaired);
    const left = cli.check(put('repair/left.txt', repaired));
    await window.diagnosticsUntil(file, 'what is left', (d) => d.length === left.length);
  });

  await step('one undo gives the file back as it was', async () => {
    await window.command('workbench.action.focusActiveEditorGroup');
    await window.press('Control+z');
    await window.textBecomes(file, damaged);
    const dirty = await window.ask((vscode) => vscode.window.activeTextEditor.document.isDirty);
    assert.equal(dirty, false, 'more than the one step was there to undo');
    await window.diagnosticsUntil(file, 'the findings', (d) => d.length >= findings.length);
  });

  await step('source action: the same text', async () => {
    await window.ask(async (vscode) => {
      const kind = 'source.fixAll.zhengwen';
      await vscode.commands.executeCommand('editor.action.codeAction', { kind, apply: 'first' });
    });
    await window.textBecomes(file, repaired);
  });

  await step('save: byte for byte what `zhengwen fix` makes of a copy', async () => {
    await window.press('Control+s');
    await window.saved(file);
    assert.ok(fs.readFileSync(file).equals(Buffer.from(repaired)), 'the file is otherwise');
  });

  await step('fix on saving, where one asks for it', async () => {
    const other = put('repair/on-save.txt', damaged);
    await window.show(other);
    await window.diagnosticsUntil(other, 'the findings', (d) => d.length > 0);
    await window.setting('editor.codeActionsOnSave', { 'source.fixAll.zhengwen': 'explicit' });
    await window.goTo({ line: 0, character: 0 });
    await window.page.keyboard.type(' ');
    await window.press('Backspace');
    await window.press('Control+s');
    await window.saved(other);
    await window.setting('editor.codeActionsOnSave', undefined);
    assert.equal(fs.readFileSync(other, 'utf8'), repaired);
  });
};
