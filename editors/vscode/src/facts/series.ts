import { compareDecimals } from './decimal';
import { Row } from './rows';

/** One value of a metric. */
export interface Point {
  id: number;
  period: string;
  value: number;
  label: string;
  file: string;
}

/**
 * The values of one metric over periods and files: those of the rows that have the metric, unit and place of `chosen`,
 * by period. Fewer than two points are no series.
 */
export function series(rows: Row[], chosen: Row): Point[] {
  if (!chosen.metric) return [];
  const same = (other: Row) => ['metric', 'unit', 'place'].every((field) => other[field] === chosen[field]);
  const points = rows
    .filter((other) => other.kind === 'figure' && same(other) && other.value !== '')
    .map((other) => ({
      id: other.id,
      period: String(other.period),
      value: Number.parseFloat(String(other.value)),
      label: `${other.value} ${other.unit}`.trim(),
      file: other.file,
    }));
  points.sort(
    (one, other) =>
      one.period.localeCompare(other.period, 'en') || compareDecimals(String(one.value), String(other.value)),
  );
  // The same value said twice of one time is one point.
  const seen = new Set<string>();
  const unique = points.filter(({ period, value, file }) => {
    const key = `${period} ${value} ${file}`;
    return !seen.has(key) && seen.add(key);
  });
  return unique.length < 2 ? [] : unique;
}
