import assert from 'node:assert/strict';
import test from 'node:test';
import { csv } from '../src/facts/csv';
import { compareDecimals } from '../src/facts/decimal';
import { type Fact, row, type Row } from '../src/facts/rows';
import { series } from '../src/facts/series';

test('decimals are compared exactly, whatever their length', () => {
  const sorted = [
    '-20',
    '-3.5',
    '0',
    '0.05',
    '0.5',
    '3',
    '3.10',
    '20',
    '12345678901234567890',
    '12345678901234567890.1',
    '',
  ];
  const mixed = [...sorted].reverse().sort(compareDecimals);
  assert.deepEqual(mixed, sorted);
  assert.equal(compareDecimals('-0', '0.00'), 0);
  assert.equal(compareDecimals('3.1', '3.10'), 0);
  assert.ok(compareDecimals('3–5', '10–12') < 0);
});

test('CSV quotes what it has to, and no cell is a formula', () => {
  const table = csv(
    ['text', 'value'],
    [
      ['他說"好"', '1,200'],
      ['=1+1', '-5.3'],
      ['@a', '+3%'],
      ['-5萬噸', 'a\nb'],
    ],
  );
  assert.equal(table, '\uFEFFtext,value\r\n"他說""好""","1,200"\r\n\'=1+1,-5.3\r\n\'@a,+3%\r\n\'-5萬噸,"a\nb"\r\n');
});

const place = { line: 3, character: 0 };
const figure = (fields: object): Fact => ({
  filename: 'a.txt',
  uri: 'file:///a.txt',
  kind: 'figure',
  text: '8至10萬',
  range: { start: place, end: place },
  ...fields,
});

test('a fact becomes a row of texts; what is not known is empty', () => {
  const fact = figure({
    value: '80000',
    value_to: '100000',
    unit: null,
    period: { text: '去年', iso: '2030' },
    trend_text: '增長',
    basis: '同比',
  });
  const { value, unit, period, trend, metric, line } = row(fact, 0);
  assert.deepEqual([value, unit, period, trend, metric, line], ['80000–100000', '', '2030', '增長 · 同比', '', '4']);
  const person = row(
    { ...figure({}), kind: 'person', name: '周明遠', titles: ['市長', '局長'], organisation: null },
    1,
  );
  assert.deepEqual([person.titles, person.organisation], ['市長、局長', '']);
});

test('a series is one metric of one place in one unit, over time', () => {
  const of = (id: number, fields: object): Row => ({
    ...row(figure({ metric: '產值', unit: 'CNY', place: '霧嶺', ...fields }), id),
  });
  const rows = [
    of(0, { value: '3', period: { text: '', iso: '2031' } }),
    of(1, { value: '2', period: { text: '', iso: '2030' } }),
    of(2, { value: '2', period: { text: '', iso: '2030' } }),
    of(3, { value: '9', place: '柳塘' }),
    of(4, { value: '9', unit: '%' }),
  ];
  assert.deepEqual(
    series(rows, rows[0]!).map(({ id }) => id),
    [1, 0],
  );
  assert.deepEqual(series(rows, rows[3]!), []);
  assert.deepEqual(series(rows, of(5, { metric: null })), []);
});
