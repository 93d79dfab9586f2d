// The first file of a window: what the extension costs, and how soon one sees something.

const assert = require('node:assert/strict');
const fs = require('node:fs');

module.exports = async ({ extension, put, report, step, vsix, window }) => {
  const file = put('start/transcript.txt');

  await step.needed('the extension is there, and no server runs before a text is open', async () => {
    assert.equal(await window.ask((vscode, id) => vscode.extensions.getExtension(id)?.id ?? null, extension.id), extension.id);
  });

  await step.needed('the first file is marked', async () => {
    const squiggle = window.page.evaluate(() => new Promise((resolve) => {
      const look = () => (document.querySelector('.squiggly-warning') ? resolve(Date.now()) : requestAnimationFrame(look));
      look();
    }));
    const times = await window.ask(async (vscode, id, file) => {
      const uri = vscode.Uri.file(file);
      const begin = Date.now();
      const marked = new Promise((resolve) => {
        const listener = vscode.languages.onDidChangeDiagnostics(() => {
          if (vscode.languages.getDiagnostics(uri).length === 0) return;
          listener.dispose();
          resolve(Date.now());
        });
      });
      const document = await vscode.workspace.openTextDocument(uri);
      await vscode.window.showTextDocument(document);
      let active;
      while (!(active = vscode.extensions.getExtension(id).isActive)) await new Promise((r) => setTimeout(r, 2));
      return { begin, active: Date.now() - begin, marked: (await marked) - begin };
    }, extension.id, file);
    report.measured('size of the .vsix', `${(fs.statSync(vsix).size / 1e6).toFixed(2)} MB`);
    report.measured('opening a text → extension active', `${times.active} ms`);
    report.measured('opening the first text → diagnostics (12 kB)', `${times.marked} ms`);
    report.measured('opening the first text → squiggle on the screen', `${(await squiggle) - times.begin} ms`);
  });

  await step('the next file is marked', async () => {
    const second = put('start/dispatch.txt');
    const begin = Date.now();
    await window.show(second);
    await window.diagnosticsUntil(second, 'diagnostics', (d) => d.length > 0);
    report.measured('opening the next text → diagnostics, through the probe', `${Date.now() - begin} ms`);
  });
};
