/** A table as CSV (RFC 4180), in UTF-8 with a byte order mark, without which Excel takes it for another encoding. */
export function csv(head: string[], rows: string[][]): string {
  return '\uFEFF' + [head, ...rows].map((cells) => cells.map(cell).join(',') + '\r\n').join('');
}

/** A cell. One that a spreadsheet would take for a formula is made text; a number is none. */
function cell(text: string): string {
  const isNumber = /^[-+]?\d+(\.\d+)?%?$/.test(text);
  const safe = /^[=+\-@\t\r]/.test(text) && !isNumber ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
