// The counts in the status bar.

const assert = require('node:assert/strict');
const fs = require('node:fs');
const { until } = require('../lib/wait');

module.exports = async ({ cli, extension, put, step, window }) => {
  const file = put('status/chrome.txt');
  const item = async () => (await window.statusBar()).find(({ id }) => id.toLowerCase().startsWith(extension.id.toLowerCase()));
  const shows = (what, ...numbers) => until(what, async () => {
    const { text = '', label = '' } = (await item()) ?? {};
    return numbers.every((n) => new RegExp(`(^|\\D)${n}(\\D|$)`).test(`${text} ${label}`));
  }, { state: item });
  const counts = (findings) => ['M', 'B'].map((family) => findings.filter((f) => f.code.startsWith(family)).length);

  await step('the counts of the file', async () => {
    await window.show(file);
    const [damaged, page] = counts(cli.check(file));
    assert.ok(damaged > 10 && page > 10, 'the sample');
    await shows('the counts', damaged, page);
  });

  await step('they follow the repair', async () => {
    await window.command('zhengwen.fixAll');
    const left = counts(cli.check(put('status/left.txt', cli.repaired(file))));
    await shows('what is left', ...left.filter((n) => n > 0));
    assert.deepEqual(counts(cli.check(file)).map((n, i) => n > left[i]), [true, true]);
    const { text } = await item();
    const [damaged, page] = counts(cli.check(file));
    assert.ok(![damaged, page].some((n) => new RegExp(`(^|\\D)${n}(\\D|$)`).test(text)), `still: ${text}`);
  });

  await step('they are those of the file that is shown', async () => {
    const other = put('status/simplified.txt');
    await window.show(other);
    const [, page] = counts(cli.check(other));
    await shows('the counts of the other', page);
  });

  await step('it is gone where there is nothing of ours', async () => {
    const code = put('status/readme.md', '# 霧嶺市\n');
    await window.show(code);
    await until('no item', async () => {
      const found = await item();
      return !found || found.text === '';
    }, { state: item });
    fs.rmSync(code);
  });

  await step('a click compares the text with its repaired self', async () => {
    await window.show(file);
    await until('the item', item);
    const { id } = await item();
    await window.page.locator(`[id="${id}"]`).click();
    await window.page.locator('.diffEditor, .monaco-diff-editor').first().waitFor();
  });
};
