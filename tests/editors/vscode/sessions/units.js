// Characters outside the basic plane stand before the damage: a column in the wrong unit is wrong after them.

const assert = require('node:assert/strict');
const fs = require('node:fs');
const { ranges } = require('../lib/positions');

const TEXT = [
  '😀𠮷😀霧嶺市發(fā)布數據,𠮷業(yè)集團𡋾川電(diàn)機公司收入達到239億元。',
  '𠮷𠮷𠮷省產(chǎn)業(yè)發(fā)展會(huì)議😀召開,增長(zhǎng)5.3%,對(duì)外開放。',
  '',
].join('\r\n');

module.exports = async ({ cli, put, step, window }) => {
  const file = put('units/astral.txt', TEXT);
  const range = ranges(fs.readFileSync(file));

  await step.needed('the marks stand at their characters', async () => {
    await window.show(file);
    const findings = cli.check(file);
    assert.ok(findings.length >= 8, 'the sample');
    const marked = await window.diagnosticsUntil(file, 'the findings', (d) => d.length > findings.length);
    const places = marked.filter((d) => d.severity === 'hint').map((d) => ({ start: d.start, end: d.end }));
    assert.deepEqual(places, findings.map((f) => range(f.span)));
    const rows = TEXT.split('\r\n');
    for (const { start, end } of places) {
      assert.match(rows[start.line].slice(start.character, end.character), /^\(\p{Script=Latin}+\)$/u);
    }
  });

  await step('the figure is where it stands', async () => {
    const figure = cli.facts(file).find((fact) => fact.text === '239億元');
    const text = await window.hover(file, range(figure.span).start);
    assert.ok(text.includes('23,900,000,000 CNY'), `hover: ${text}`);
  });

  await step('an edit before them, then one repair: the others stay whole', async () => {
    await window.goTo({ line: 0, character: 0 });
    await window.page.keyboard.insertText('𠮷😀');
    const typed = '𠮷😀' + TEXT;
    await window.textBecomes(file, typed);
    const first = await window.diagnosticsUntil(file, 'the marks after the edit', (d) => {
      const hint = d.find((x) => x.severity === 'hint');
      return hint && hint.start.character === range(cli.check(file)[0].span).start.character + 4 && hint;
    });
    const hint = first.find((d) => d.severity === 'hint');
    await window.goTo({ line: 0, character: hint.start.character + 1 });
    await window.ask((vscode) =>
      vscode.commands.executeCommand('editor.action.codeAction', { kind: 'quickfix', apply: 'first', preferred: true }).then(() => null));
    await window.textBecomes(file, typed.replace('(fā)', ''));
  });

  await step('fix all: what `zhengwen fix` makes of this text', async () => {
    const copy = put('units/copy.txt', await window.text(file));
    await window.command('zhengwen.fixAll');
    await window.textBecomes(file, cli.repaired(copy).toString('utf8'));
  });
};
