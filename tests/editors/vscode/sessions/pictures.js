// The pictures of the documentation: PICTURES=folder. Only samples of this repository are shown.

const fs = require('node:fs');
const path = require('node:path');
const { spawnSync } = require('node:child_process');
const { Panel } = require('../lib/panel');

const STRANGE = ['status.host', 'forwardedPorts', 'keyboardLayout'];
const SIZE = { width: 1200, height: 640 };

module.exports = async ({ pictures, put, shots, step, window }) => {
  if (!pictures) return step.skipped('PICTURES names no folder');
  fs.mkdirSync(pictures, { recursive: true });
  const { page } = window;
  const article = put('pictures/dispatch.txt');
  const transcript = put('pictures/transcript.txt');

  const take = async (name) => {
    for (const theme of ['light', 'dark']) {
      await shots.theme(theme);
      const file = path.join(pictures, `${name}-${theme}.png`);
      await page.screenshot({ path: file });
      spawnSync('pngquant', ['--force', '--skip-if-larger', '--output', file, file]);
      if (fs.statSync(file).size > 200_000) throw new Error(`${file} has ${fs.statSync(file).size} bytes`);
    }
  };
  const picture = (name, prepare) => step(name, async () => {
    await window.command('workbench.action.closeAllEditors');
    await prepare();
    await take(name);
  });
  const show = async (file) => {
    await window.show(file);
    await window.diagnosticsUntil(file, 'marks', (d) => d.length > 0);
  };

  await step('as it is to look', async () => {
    await page.setViewportSize(SIZE);
    await window.setting('editor.minimap.enabled', false);
    await window.setting('editor.wordWrap', 'on');
    await window.setting('editor.stickyScroll.enabled', false);
    await window.setting('editor.guides.indentation', false);
    await window.setting('workbench.activityBar.location', 'hidden');
    await window.setting('window.commandCenter', false);
    await window.setting('breadcrumbs.enabled', false);
    await window.setting('window.title', '${activeEditorShort}');
    // What code-server adds to VS Code.
    await page.addStyleTag({ content: STRANGE.map((id) => `[id*="${id}"]`).join() + '{ display: none !important }' });
  });

  await picture('damage', async () => {
    await show(article);
    await window.goTo({ line: 0, character: 0 });
    await window.pointAt('35萬平方米', '350,000');
  });
  await page.mouse.move(5, 5);

  await picture('outline', async () => {
    await show(transcript);
    await window.command('outline.focus');
    // The tree of files makes room.
    await page.locator('.pane-header', { hasText: 'articles' }).click();
    await page.locator('.outline-tree .monaco-list-row').nth(5).waitFor();
  });
  await page.locator('.pane-header', { hasText: 'articles' }).click();
  await window.command('workbench.action.closeSidebar');

  await picture('compare', async () => {
    await show(article);
    await window.command('zhengwen.compareWithRepaired');
    await page.locator('.monaco-diff-editor .char-insert, .monaco-diff-editor .char-delete').first().waitFor({ state: 'attached' });
  });

  await picture('facts', async () => {
    await show(transcript);
    const panel = await Panel.open(window, 'zhengwen.showFacts');
    await panel.row('1840公里').click();
    // Else the table tells what is under the pointer.
    await page.mouse.move(5, 5);
  });

  await step('as it was', async () => {
    await page.setViewportSize({ width: 1280, height: 800 });
    for (const key of ['editor.minimap.enabled', 'editor.wordWrap', 'editor.stickyScroll.enabled', 'editor.guides.indentation',
      'workbench.activityBar.location', 'window.commandCenter', 'window.title', 'breadcrumbs.enabled']) await window.setting(key, undefined);
  });
};
