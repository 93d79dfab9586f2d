// Settings and zhengwen.toml are changed while the server runs.

const assert = require('node:assert/strict');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { until } = require('../lib/wait');

module.exports = async ({ cli, put, step, window }) => {
  const file = put('settings/chrome.txt');
  const toml = path.join(path.dirname(file), 'zhengwen.toml');

  // Faded findings are listed one by one, and once more as a warning that counts them.
  const codes = (findings) => findings.map((f) => f.code).sort();
  const singles = (marked) => marked.filter((d) => d.severity === 'hint' || !marked.some((h) => h.severity === 'hint' && h.code === d.code));
  const marked = (what, ...args) => {
    const wanted = codes(cli.check(file, ...args));
    return window.diagnosticsUntil(file, what, (d) => codes(singles(d)).join() === wanted.join());
  };

  await step.needed('open', async () => {
    await window.show(file);
    await marked('all findings');
  });

  const changed = async (what, settings, ...args) => {
    await step(what, async () => {
      for (const [key, value] of Object.entries(settings)) await window.setting(key, value);
      assert.notDeepEqual(codes(cli.check(file, ...args)), codes(cli.check(file)), 'the sample has none');
      await marked(what, ...args);
      for (const key of Object.keys(settings)) await window.setting(key, undefined);
      await marked('all findings again');
    });
  };
  await changed('zhengwen.ignore takes a rule away', { 'zhengwen.ignore': ['B214'] }, '--ignore', 'B214');
  await changed('zhengwen.select leaves one family', { 'zhengwen.select': ['B'] }, '--select', 'B');

  await step('zhengwen.maxHints bounds the faded marks', async () => {
    await window.setting('zhengwen.maxHints', 5);
    const faded = (d) => d.filter((x) => x.code === 'M101' && x.severity === 'hint').length;
    await window.diagnosticsUntil(file, 'five marks', (d) => faded(d) === 5);
    await window.setting('zhengwen.maxHints', undefined);
    await marked('all findings again');
  });

  await step('zhengwen.language: messages in Chinese, at once', async () => {
    const messages = async (language, test) => {
      await window.setting('zhengwen.language', language);
      const found = await window.diagnosticsUntil(file, `messages in ${language}`, (d) => d.length > 0 && d.every((x) => test(x.message)));
      return found.map((d) => d.message).join('\n');
    };
    // What is quoted is as it stands in the text.
    const said = (message) => message.replaceAll(/`[^`]*`/g, '').replace(/^. (?=[后後]面)/u, '');
    const chinese = (message) => /\p{Script=Han}/u.test(said(message)) && !/\b(the|is|of|in this file)\b/.test(said(message));
    const simplified = await messages('zh-hans', (m) => chinese(m) && !/[處數與關]/.test(said(m)));
    const traditional = await messages('zh-hant', (m) => chinese(m) && !/[处数与关]/.test(said(m)));
    assert.match(simplified, /后面插入了读音/);
    assert.match(traditional, /後面插入了讀音/);
    await messages('en', (m) => !chinese(m));
    await window.setting('zhengwen.language', undefined);
  });

  await step('zhengwen.enable: never takes everything away, all brings it back', async () => {
    await window.setting('zhengwen.enable', 'never');
    await window.diagnosticsUntil(file, 'no marks', (d) => d.length === 0);
    assert.equal(await window.hover(file, { line: 3, character: 1 }), '');
    await window.setting('zhengwen.enable', 'all');
    await marked('all findings again');
    await window.setting('zhengwen.enable', undefined);
  });

  await step('zhengwen.enable: workspace leaves alone what has no zhengwen.toml above it', async () => {
    fs.writeFileSync(toml, '');
    const elsewhere = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'elsewhere-')), 'dispatch.txt');
    fs.copyFileSync(put('settings/dispatch.txt'), elsewhere);
    await window.setting('zhengwen.enable', 'all');
    await window.show(elsewhere);
    await window.diagnosticsUntil(elsewhere, 'marks', (d) => d.length > 0);
    await window.setting('zhengwen.enable', 'workspace');
    await window.diagnosticsUntil(elsewhere, 'no marks', (d) => d.length === 0);
    await window.show(file);
    await marked('those beside a zhengwen.toml');
    fs.rmSync(toml);
    await window.diagnosticsUntil(file, 'no marks without it', (d) => d.length === 0);
    await window.setting('zhengwen.enable', undefined);
    await marked('all findings again');
  });

  await step('zhengwen.toml is written, changed and removed while the server runs', async () => {
    fs.writeFileSync(toml, 'ignore = ["B214"]\n');
    await marked('without B214');
    fs.writeFileSync(toml, 'select = ["M"]\n');
    await marked('damage alone');
    fs.rmSync(toml);
    await marked('all findings again');
  });

  await step('zhengwen.toml with a mistake: it is shown, and what was read before holds', async () => {
    fs.writeFileSync(toml, 'ignore = ["B214"]\n');
    await marked('without B214');
    fs.writeFileSync(toml, 'ignore = [B214\n');
    const errors = [];
    await until('an error', async () => {
      errors.push(...await window.shownErrors());
      return errors.length;
    });
    assert.match(errors.join('\n'), /zhengwen\.toml/);
    await window.diagnosticsUntil(file, 'still without B214', (d) => d.length > 0 && d.every((x) => x.code !== 'B214'));
    fs.rmSync(toml);
    await marked('all findings again');
  });

  await step('zhengwen.server.path: where there is no server, that is said; back, and it works', async () => {
    await window.setting('zhengwen.server.path', '/nowhere/zhengwen');
    const errors = [];
    await until('an error', async () => {
      errors.push(...await window.shownErrors());
      return errors.some((error) => error.includes('/nowhere/zhengwen'));
    }, { state: () => errors });
    await window.setting('zhengwen.server.path', undefined);
    await marked('all findings again');
    await window.shownErrors();
  });
};
