/** A fact as the server sends it: the object of `zhengwen facts --format json`, with `uri` and `range`. */
export interface Fact {
  filename: string;
  uri: string;
  kind: string;
  text: string;
  range: { start: Position; end: Position };
  [field: string]: unknown;
}

export interface Position {
  line: number;
  character: number;
}

/** A row of the table: what it shows, all of it text, and the number of its fact. */
export interface Row {
  id: number;
  kind: string;
  line: string;
  file: string;
  [column: string]: string | number;
}

/** The kinds of fact, each with its columns; the key of a column is a field of [[Row]]. */
export const COLUMNS: Record<string, string[]> = {
  figure: ['text', 'value', 'unit', 'metric', 'period', 'trend', 'place', 'speaker'],
  date: ['text', 'iso', 'duration'],
  person: ['text', 'name', 'titles', 'organisation'],
  place: ['text', 'name'],
  organisation: ['text', 'name'],
  document: ['text', 'name', 'issuer'],
};

/** A fact as a row. */
export function row(fact: Fact, id: number): Row {
  const text = (field: string): string => {
    const value = fact[field];
    return Array.isArray(value) ? value.join('、') : value == null ? '' : String(value);
  };
  const base: Row = {
    id,
    kind: fact.kind,
    line: String(fact.range.start.line + 1),
    file: fact.filename,
    text: fact.text,
  };
  if (fact.kind !== 'figure') {
    const fields = (COLUMNS[fact.kind] ?? []).filter((field) => field !== 'text');
    return { ...base, ...Object.fromEntries(fields.map((field) => [field, text(field)])) };
  }
  const period = fact.period as { text: string; iso: string | null } | null;
  const to = text('value_to');
  return {
    ...base,
    value: to ? `${text('value')}–${to}` : text('value'),
    unit: text('unit'),
    metric: text('metric'),
    period: period?.iso ?? period?.text ?? '',
    trend: [text('trend_text'), text('basis')].filter(Boolean).join(' · '),
    place: text('place'),
    speaker: text('speaker'),
  };
}
