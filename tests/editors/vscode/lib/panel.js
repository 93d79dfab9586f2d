// The panel of facts: a webview with a table. Only the rows in view are in the page, so it is scrolled to read all.

const { until } = require('./wait');

class Panel {
  constructor(window, frame) {
    this.window = window;
    this.frame = frame;
  }

  static async open(window, command) {
    await window.command(command);
    return new Panel(window, await window.frame('.tabulator .tabulator-row'));
  }

  /** The titles of the columns, by their field. */
  columns() {
    return this.frame.$$eval('.tabulator-col[tabulator-field]', (cols) =>
      Object.fromEntries(cols.filter((c) => c.offsetParent).map((c) => [c.getAttribute('tabulator-field'), c.querySelector('.tabulator-col-title')?.innerText.trim()])));
  }

  /** Every row, from the first to the last: what its cells show, by field. */
  rows() {
    return this.frame.evaluate(async () => {
      const holder = document.querySelector('.tabulator-tableholder');
      const found = new Map();
      const frame = () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
      const read = () => {
        for (const row of document.querySelectorAll('.tabulator-row')) {
          const cells = {};
          for (const cell of row.querySelectorAll('.tabulator-cell')) cells[cell.getAttribute('tabulator-field')] = cell.innerText.trim();
          const at = row.offsetTop;
          if (!row.classList.contains('tabulator-group') && !row.classList.contains('tabulator-calcs')) found.set(at, cells);
        }
      };
      holder.scrollTop = 0;
      await frame();
      for (;;) {
        read();
        const before = holder.scrollTop;
        holder.scrollTop += holder.clientHeight / 2;
        await frame();
        if (holder.scrollTop === before) break;
      }
      read();
      holder.scrollTop = 0;
      await frame();
      return [...found].sort(([a], [b]) => a - b).map(([, cells]) => cells);
    });
  }

  rowsUntil(what, condition) {
    let last = [];
    return until(what, async () => {
      last = await this.rows();
      return condition(last) && last;
    }, { every: 150, state: () => ({ count: last.length, first: last.slice(0, 3) }) });
  }

  row(text) {
    return this.frame.locator('.tabulator-row', { hasText: text }).first();
  }

  async sortBy(field) {
    await this.frame.locator(`.tabulator-col[tabulator-field="${field}"] .tabulator-col-title`).first().click();
  }
}

module.exports = { Panel };
