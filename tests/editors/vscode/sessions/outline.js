// Speakers and their sections, as a tree.

const assert = require('node:assert/strict');
const fs = require('node:fs');
const path = require('node:path');
const { ranges } = require('../lib/positions');

const turns = (symbols) => symbols.filter((s) => s.kind === 'turn');

/** The tree of the command line as the editor must give it. */
function expected(symbols, range) {
  return symbols.map((s) => ({
    name: s.name, range: range(s.span), selection: range(s.selection), children: expected(s.children, range),
  }));
}

function symbols(window, file) {
  return window.ask(async (vscode, file) => {
    const plain = (s) => ({
      name: s.name,
      range: { start: s.range.start, end: s.range.end },
      selection: { start: s.selectionRange.start, end: s.selectionRange.end },
      children: s.children.map(plain),
    });
    const found = await vscode.commands.executeCommand('vscode.executeDocumentSymbolProvider', vscode.Uri.file(file));
    return found.map(plain);
  }, file);
}

async function sameTree(window, cli, file) {
  await window.show(file);
  await window.diagnosticsUntil(file, 'the server', (d) => d.length > 0);
  const range = ranges(fs.readFileSync(file));
  assert.deepEqual(await symbols(window, file), expected(cli.outline(file), range));
}

module.exports = async ({ cli, put, shared, shots, step, window }) => {
  const file = put('outline/transcript.txt');
  const outline = cli.outline(file);

  await step('transcript.txt: 16 turns, their sections inside, each with its range', async () => {
    assert.equal(turns(outline).length, 16);
    assert.ok(turns(outline).some((turn) => turn.children.length > 1), 'no sections in the sample');
    await sameTree(window, cli, file);
  });

  await step('the Outline view shows them, and leads there', async () => {
    await window.command('outline.focus');
    const speaker = turns(outline)[1].name;
    const name = window.page.locator('.label-name', { hasText: new RegExp(`^${speaker}$`) });
    const row = window.page.locator('.outline-tree .monaco-list-row').filter({ has: name }).first();
    await row.waitFor();
    await shots.take('outline');
    await row.click();
    const { selection } = expected(outline, ranges(fs.readFileSync(file))).find((s) => s.name === speaker);
    await window.cursorAt(selection.start);
  });

  const name = '002_9b4f95e8d9820f9e.txt';
  if (!shared || !fs.existsSync(path.join(shared, name))) return step.skipped('not present: the real transcript');
  await step('a real press conference: 28 turns', async () => {
    const real = put('outline/real.txt', fs.readFileSync(path.join(shared, name)));
    assert.equal(turns(cli.outline(real)).length, 28);
    await sameTree(window, cli, real);
    fs.rmSync(real);
  });
};
