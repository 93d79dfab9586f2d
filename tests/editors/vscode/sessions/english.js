// A text in English is none of our business.

const assert = require('node:assert/strict');

const TEXT = `The province built 1,840 km of coastline roads in 2023 (up 5.3% year on year).
It said: "co-operation" (zh\u00e0n) is \u00a320m; see https://example.invalid/?a=1&b=2.
`;

module.exports = async ({ put, step, window }) => {
  await step('nothing is marked, shown or offered', async () => {
    const file = put('english/notes.txt', TEXT);
    const other = put('english/dispatch.txt');
    await window.show(file);
    // When the other has its marks, this one has had its turn.
    await window.show(other);
    await window.diagnosticsUntil(other, 'marks in the Chinese file', (d) => d.length > 0);
    await window.show(file);
    assert.deepEqual(await window.diagnostics(file), []);
    assert.equal(await window.hover(file, { line: 0, character: 20 }), '');
    const offered = await window.actions(file, { start: { line: 0, character: 0 }, end: { line: 1, character: 0 } });
    assert.deepEqual(offered.filter((a) => /zhengwen/i.test(`${a.kind} ${a.title}`)), []);
  });
};
