// Repairs of one kind: the damage, the lines that are not article, the findings of one rule.

const assert = require('node:assert/strict');
const fs = require('node:fs');

module.exports = async ({ cli, put, step, window }) => {
  const file = put('kinds/chrome.txt');
  const text = fs.readFileSync(file, 'utf8');

  const findings = cli.check(file);
  // Behind an undo the marks of before may still stand.
  const marked = () => window.diagnosticsAtRest(file, 'the findings', (d) => d.length > findings.length);

  await step.needed('open', async () => {
    await window.show(file);
    await marked();
  });

  const only = async (what, rules, run, expected = cli.repaired(file, '--select', rules).toString('utf8')) => {
    await step(what, async () => {
      assert.notEqual(expected, text, 'the sample has none');
      await window.goTo({ line: 0, character: 0 });
      await run();
      await window.textBecomes(file, expected);
      await window.command('workbench.action.focusActiveEditorGroup');
      await window.press('Control+z');
      await window.textBecomes(file, text, 'the text after undo');
      await marked();
    });
  };
  await only('zhengwen.fixDamage', 'M', () => window.command('zhengwen.fixDamage'));
  await only('zhengwen.removePage', 'B', () => window.command('zhengwen.removePage'));
  for (const [kind, rules] of [['source.fixAll.zhengwen.damage', 'M'], ['source.fixAll.zhengwen.page', 'B']]) {
    await only(kind, rules, () => window.ask((vscode, kind) =>
      vscode.commands.executeCommand('editor.action.codeAction', { kind, apply: 'first' }).then(() => null), kind));
  }

  /** The text without what one rule found, as it is listed: other rules have other lines. */
  const without = (code) => {
    let bytes = fs.readFileSync(file);
    const edits = findings.filter((f) => f.code === code && f.fix?.applicability === 'safe').flatMap((f) => f.fix.edits);
    for (const { span, content } of edits.sort((a, b) => b.span.start - a.span.start)) {
      bytes = Buffer.concat([bytes.subarray(0, span.start), Buffer.from(content), bytes.subarray(span.end)]);
    }
    return bytes.toString('utf8');
  };

  // The kinds are listed with their counts, and one is chosen.
  const safe = (code) => findings.filter((f) => f.code === code && f.fix?.applicability === 'safe').length;
  await only('zhengwen.fixKind: the list, and one of it', 'B214', async () => {
    const chosen = window.command('zhengwen.fixKind');
    chosen.catch(() => {});
    const row = window.page.locator('.quick-input-list .monaco-list-row', { hasText: 'B214' });
    await row.first().waitFor();
    assert.match(await row.first().innerText(), new RegExp(`\\b${safe('B214')}\\b`), 'the count');
    await row.first().click();
    await chosen;
  }, without('B214'));
};
