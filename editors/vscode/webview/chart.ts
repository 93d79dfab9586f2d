import type { Row } from '../src/facts/rows';
import { type Point, series } from '../src/facts/series';

const SVG = 'http://www.w3.org/2000/svg';
const [WIDTH, BAR, GAP, LABEL] = [600, 16, 6, 190];

/** A bar for each value of one metric, over periods and files. */
export class Chart {
  constructor(
    private readonly holder: HTMLElement,
    private readonly open: (id: number) => void,
  ) {}

  clear(): void {
    this.holder.replaceChildren();
  }

  /** The values of the metric of `chosen`, if there are several. */
  show(rows: Row[], chosen: Row, title: string): void {
    this.clear();
    const points = series(rows, chosen).slice(0, 40);
    if (points.length === 0) return;
    const heading = this.holder.appendChild(document.createElement('h2'));
    heading.textContent = `${title}: ${[chosen.place, chosen.metric].filter(Boolean).join(' ')}`;
    const svg = this.holder.appendChild(document.createElementNS(SVG, 'svg'));
    const files = new Set(points.map((point) => point.file)).size > 1;
    svg.setAttribute('viewBox', `0 0 ${WIDTH} ${points.length * (BAR + GAP)}`);
    const largest = Math.max(...points.map(({ value }) => Math.abs(value)), Number.MIN_VALUE);
    points.forEach((point, index) => {
      const row = svg.appendChild(document.createElementNS(SVG, 'g'));
      const y = index * (BAR + GAP);
      const width = Math.max(2, (Math.abs(point.value) / largest) * (WIDTH - 2 * LABEL));
      text(row, LABEL - 8, y + BAR - 4, label(point, files), 'end');
      const bar = row.appendChild(document.createElementNS(SVG, 'rect'));
      for (const [name, value] of Object.entries({ x: LABEL, y, width, height: BAR }))
        bar.setAttribute(name, String(value));
      if (point.id === chosen.id) bar.classList.add('chosen');
      text(row, LABEL + width + 6, y + BAR - 4, point.label, 'start');
      row.addEventListener('click', () => this.open(point.id));
    });
  }
}

function label({ period, file }: Point, withFile: boolean): string {
  const name = file.slice(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
  return [period || '—', withFile && name].filter(Boolean).join(' · ');
}

function text(parent: Element, x: number, y: number, content: string, anchor: string): void {
  const node = parent.appendChild(document.createElementNS(SVG, 'text'));
  node.setAttribute('x', String(x));
  node.setAttribute('y', String(y));
  node.setAttribute('text-anchor', anchor);
  node.textContent = content;
}
