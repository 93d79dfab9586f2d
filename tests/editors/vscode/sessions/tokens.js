// Facts have colours of their own: semantic tokens.

const assert = require('node:assert/strict');
const fs = require('node:fs');
const { ranges } = require('../lib/positions');

/** The tokens of a document as VS Code receives them. */
function tokens(window, file) {
  return window.ask(async (vscode, file) => {
    const uri = vscode.Uri.file(file);
    const legend = await vscode.commands.executeCommand('vscode.provideDocumentSemanticTokensLegend', uri);
    const { data } = await vscode.commands.executeCommand('vscode.provideDocumentSemanticTokens', uri);
    const found = [];
    let line = 0, character = 0;
    for (let i = 0; i < data.length; i += 5) {
      character = data[i] ? data[i + 1] : character + data[i + 1];
      line += data[i];
      found.push({ line, character, length: data[i + 2], type: legend.tokenTypes[data[i + 3]] });
    }
    return { types: legend.tokenTypes, found };
  }, file);
}

module.exports = async ({ cli, put, shots, step, window }) => {
  const file = put('tokens/clean.txt');
  const range = ranges(fs.readFileSync(file));

  await step('each figure and date has a token of its kind, at its characters', async () => {
    await window.show(file);
    const { types, found } = await tokens(window, file);
    for (const type of ['figure', 'date', 'person', 'place', 'organisation', 'document']) assert.ok(types.includes(type), type);
    const facts = cli.facts(file);
    for (const kind of ['figure', 'date']) {
      const wanted = facts.filter((fact) => fact.kind === kind).map((fact) => {
        const { start, end } = range(fact.span);
        assert.equal(start.line, end.line);
        return `${start.line}:${start.character} ${end.character - start.character}`;
      });
      const given = found.filter((t) => t.type === kind).map((t) => `${t.line}:${t.character} ${t.length}`);
      for (const place of wanted) assert.ok(given.includes(place), `no ${kind} at ${place}; there are ${given}`);
    }
  });

  await step('one sees them, in both themes', async () => {
    const figure = cli.facts(file).find((fact) => fact.kind === 'figure');
    await window.goTo(range(figure.span).start);
    await window.box(figure.text);
    for (const theme of ['dark', 'light']) {
      await shots.theme(theme);
      await window.page.waitForFunction((text) => {
        const spans = [...document.querySelectorAll('.view-line span span')];
        const colour = (e) => getComputedStyle(e).color;
        const figure = spans.find((e) => e.textContent === text);
        const plain = spans.find((e) => /^\p{Script=Han}{4,}/u.test(e.textContent) && e.className === 'mtk1');
        return figure && plain && colour(figure) !== colour(plain);
      }, figure.text);
    }
    await shots.take('tokens');
  });
};
