// The article without the page around it, in an editor of its own; and the log.

const assert = require('node:assert/strict');
const { until } = require('../lib/wait');

module.exports = async ({ cli, put, shots, step, window }) => {
  const file = put('article/chrome.txt');

  await step('zhengwen.articlePreview: what `zhengwen article` prints', async () => {
    await window.show(file);
    await window.diagnosticsUntil(file, 'the findings', (d) => d.length > 0);
    const formats = ['markdown', 'text'].map((format) => cli.article(file, format).toString('utf8').trim());
    await window.command('zhengwen.articlePreview');
    const texts = () => window.ask((vscode) => vscode.workspace.textDocuments.map((d) => d.getText().trim()));
    await until('the article', async () => (await texts()).some((text) => formats.includes(text)), {
      state: async () => (await texts()).map((text) => text.slice(0, 200)),
    });
    await window.page.waitForTimeout(500);
    await shots.take('article');
    assert.equal(await window.ask((vscode) => vscode.window.tabGroups.all.some((g) => g.tabs.length > 0)), true);
  });

  await step('zhengwen.showLog: the log is shown, and no error stands in it', async () => {
    await window.show(file);
    await window.command('zhengwen.showLog');
    const view = window.page.locator('.part.panel .output-view, .part.panel .monaco-editor');
    await view.first().waitFor();
    const log = await view.first().innerText();
    assert.ok(!/\b(error|panic)/i.test(log), log);
  });
};
