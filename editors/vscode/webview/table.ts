import { type ColumnDefinition, TabulatorFull as Tabulator, type RowComponent } from 'tabulator-tables';
import { compareDecimals } from '../src/facts/decimal';
import { COLUMNS, type Row } from '../src/facts/rows';

export interface Listener {
  /** A row is to be gone to. */
  open(id: number): void;
  /** A row is marked. */
  chosen(row: Row): void;
}

/** The table of one kind of fact. Cells are text, never HTML. */
export class Table {
  private readonly tabulator: Tabulator;
  private readonly element: HTMLElement;
  private readonly columns: string[];
  private readonly titles: string[];
  private readonly built: Promise<void>;

  constructor(
    holder: HTMLElement,
    kind: string,
    rows: Row[],
    strings: Record<string, string>,
    hasFiles: boolean,
    private readonly listener: Listener,
  ) {
    this.columns = [...(COLUMNS[kind] ?? []), ...(hasFiles ? ['file'] : []), 'line'];
    // Two words of the data are names of kinds as well.
    const titles: Record<string, string | undefined> = { ...strings, place: strings.in, organisation: strings.of };
    this.titles = this.columns.map((column) => titles[column] ?? column);
    const element = (this.element = holder.appendChild(document.createElement('div')));
    this.tabulator = new Tabulator(element, {
      data: rows,
      index: 'id',
      height: '100%',
      layout: 'fitDataFill',
      placeholder: strings.nothing,
      selectableRows: 1,
      columnDefaults: {
        formatter: 'plaintext',
        headerFilterPlaceholder: strings.filter,
        minWidth: 70,
        ...({ maxInitialWidth: 260 } satisfies Record<string, number>),
        // A click between two cells is a click on the row.
        resizable: 'header',
        tooltip: (_, cell) => plain(String(cell.getValue())),
      },
      columns: this.columns.map((column, index) => this.column(column, this.titles[index] ?? column)),
    });
    this.built = new Promise((resolve) => this.tabulator.on('tableBuilt', resolve));
    this.tabulator.on('rowClick', (_, row) => this.go(row));
    element.addEventListener('keydown', (event) => this.key(event));
    element.tabIndex = 0;
  }

  destroy(): void {
    void this.built.then(() => {
      this.tabulator.destroy();
      this.element.remove();
    });
    this.element.hidden = true;
  }

  /** Shows other rows, sorted and filtered as those before. */
  replace(rows: Row[]): void {
    void this.built.then(async () => {
      // Not by `replaceData`, which keeps the place by itself, and now and then leaves the last row out of reach.
      const holder = this.element.querySelector('.tabulator-tableholder');
      const top = holder?.scrollTop ?? 0;
      await this.tabulator.setData(rows);
      if (holder) holder.scrollTop = top;
    });
  }

  /** Shows the rows that hold `text` in any column. */
  search(text: string): void {
    const wanted = text.trim().toLowerCase();
    void this.built.then(() => {
      if (wanted === '') return this.tabulator.clearFilter(false);
      this.tabulator.setFilter((row: Row) =>
        this.columns.some((column) => String(row[column]).toLowerCase().includes(wanted)),
      );
    });
  }

  /** Marks the row of a fact and brings it into view. */
  select(id: number): void {
    void this.built.then(() => {
      const row = this.tabulator.getRow(id);
      if (!row) return;
      this.mark(row);
      this.tabulator.scrollToRow(row, 'nearest', false).catch(() => undefined);
    });
  }

  /** What is shown, in its order. */
  shown(): { columns: string[]; titles: string[]; ids: number[] } {
    const ids = this.tabulator.getRows('active').map((row) => (row.getData() as Row).id);
    return { columns: this.columns, titles: this.titles, ids };
  }

  private column(field: string, title: string): ColumnDefinition {
    const definition: ColumnDefinition = { field, title, headerFilter: 'input' };
    if (field === 'value' || field === 'line') {
      definition.sorter = (one, other) => compareDecimals(String(one), String(other));
      definition.hozAlign = 'right';
    } else {
      definition.sorter = 'string';
    }
    return definition;
  }

  private mark(row: RowComponent): void {
    this.tabulator.deselectRow();
    row.select();
    this.listener.chosen(row.getData() as Row);
  }

  private go(row: RowComponent): void {
    this.mark(row);
    this.listener.open((row.getData() as Row).id);
  }

  /** Arrows move through the rows, Enter goes to the place. */
  private key(event: KeyboardEvent): void {
    if (event.target instanceof HTMLInputElement) return;
    const rows = this.tabulator.getRows('active');
    const at = rows.findIndex((row) => row.isSelected());
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === 'Enter' && at >= 0) {
      this.listener.open((rows[at]?.getData() as Row).id);
    } else if (step !== undefined) {
      const next = rows[Math.min(Math.max(at + step, 0), rows.length - 1)];
      if (next) this.select((next.getData() as Row).id);
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  }
}

/** A text as an element, for what would take a string for HTML. */
function plain(text: string): HTMLElement {
  const element = document.createElement('div');
  element.textContent = text;
  return element;
}
