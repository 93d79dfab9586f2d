import type { FromPage, PageState, Source, ToPage } from '../src/facts/messages';
import { COLUMNS, type Row } from '../src/facts/rows';
import { Chart } from './chart';
import { Table } from './table';

declare function acquireVsCodeApi(): {
  postMessage(message: FromPage): void;
  getState(): PageState | undefined;
  setState(state: PageState): void;
};

const vscode = acquireVsCodeApi();
const source: Source = JSON.parse(document.body.dataset.source ?? '{}');
let kind = vscode.getState()?.kind ?? 'figure';
let rows: Row[] = [];
let strings: Record<string, string> = {};
let table: Table | undefined;

const head = element('header');
const tabs = element('nav', head);
tabs.setAttribute('role', 'tablist');
const search = element('input', head) as HTMLInputElement;
search.type = 'search';
const button = element('button', head) as HTMLButtonElement;
const note = element('p');
note.className = 'note';
const holder = element('main');
const chart = new Chart(element('aside'), (id) => open(id));

search.addEventListener('input', () => table?.search(search.value));
button.addEventListener('click', () => {
  if (table) vscode.postMessage({ type: 'export', kind, ...table.shown() });
});
window.addEventListener('message', ({ data }: MessageEvent<ToPage>) => {
  if (data.type === 'facts') show(data);
  else select(data.ids);
});
vscode.postMessage({ type: 'ready' });

function element(name: string, parent: HTMLElement = document.body): HTMLElement {
  return parent.appendChild(document.createElement(name));
}

function show(message: ToPage & { type: 'facts' }): void {
  // The same once more, after a change that concerns no fact: what is marked stays.
  if (table && JSON.stringify(message.rows) === JSON.stringify(rows)) return;
  ({ rows, strings } = message);
  // Its bars lead to rows by their numbers, which are others now.
  chart.clear();
  note.textContent = message.note;
  search.placeholder = strings.search ?? '';
  search.setAttribute('aria-label', search.placeholder);
  button.textContent = strings.csv ?? '';
  showTabs();
  // Sorting, filters and the place in the table stay.
  if (table) table.replace(ofKind());
  else showTable();
}

function ofKind(): Row[] {
  return rows.filter((row) => row.kind === kind);
}

function showTabs(): void {
  tabs.replaceChildren();
  for (const name of Object.keys(COLUMNS)) {
    const count = rows.filter((row) => row.kind === name).length;
    const tab = element('button', tabs);
    tab.setAttribute('role', 'tab');
    tab.setAttribute('aria-selected', String(name === kind));
    tab.textContent = `${strings[name]} ${count}`;
    tab.addEventListener('click', () => choose(name));
  }
}

function choose(name: string): void {
  kind = name;
  vscode.setState({ source, kind });
  showTabs();
  showTable();
}

function showTable(): void {
  table?.destroy();
  chart.clear();
  vscode.setState({ source, kind });
  table = new Table(holder, kind, ofKind(), strings, source.uri === '', { open, chosen });
  if (search.value) table.search(search.value);
}

function open(id: number): void {
  vscode.postMessage({ type: 'open', id });
}

function chosen(row: Row): void {
  chart.show(rows, row, strings.chart ?? '');
}

/** Marks what the cursor is on, if it is of the kind that is shown. */
function select(ids: number[]): void {
  const id = ids.find((id) => rows[id]?.kind === kind);
  if (id !== undefined) table?.select(id);
}
