// Byte offsets in a file as VS Code's positions. Written for the tests: what the server converts is compared with it.

const LINE_END = /\r\n|\n|\r/g;

/** `bytes` of UTF-8 → a function from a byte offset to `{ line, character }`, in UTF-16 units, from 0. */
function positions(bytes) {
  const text = bytes.toString('utf8');
  const starts = [0];
  for (const end of text.matchAll(LINE_END)) starts.push(end.index + end[0].length);
  return (offset) => {
    const units = bytes.subarray(0, offset).toString('utf8').length;
    let line = starts.length - 1;
    while (starts[line] > units) line--;
    return { line, character: units - starts[line] };
  };
}

/** A span of the command line's JSON as a range of VS Code. */
function ranges(bytes) {
  const at = positions(bytes);
  return (span) => ({ start: at(span.start), end: at(span.end) });
}

/** Where `needle` stands for the first time in `text`, as a position. */
function find(text, needle, from = 0) {
  const index = text.indexOf(needle, from);
  if (index < 0) throw new Error(`not in the text: ${needle}`);
  const before = text.slice(0, index).split(LINE_END);
  return { line: before.length - 1, character: before.at(-1).length };
}

module.exports = { find, positions, ranges };
