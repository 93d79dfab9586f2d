/** Compares two exact decimals, such as `-12.50`, or the lower ends of ranges, such as `3–5`. Empty comes last. */
export function compareDecimals(one: string, other: string): number {
  if (one === '' || other === '') return Number(one === '') - Number(other === '');
  const [a, b] = [parts(one), parts(other)];
  if (a.negative !== b.negative) return a.negative ? -1 : 1;
  const sign = a.negative ? -1 : 1;
  // As many digits on either side as the longer has, so that text order is number order.
  const whole = Math.max(a.whole.length, b.whole.length);
  const order = a.whole.padStart(whole, '0').localeCompare(b.whole.padStart(whole, '0'), 'en');
  if (order !== 0) return sign * order;
  const length = Math.max(a.fraction.length, b.fraction.length);
  return sign * a.fraction.padEnd(length, '0').localeCompare(b.fraction.padEnd(length, '0'), 'en');
}

function parts(text: string) {
  const [, minus = '', whole = '0', fraction = ''] = /^(-?)(\d+)(?:\.(\d+))?/.exec(text) ?? [];
  const zero = /^0*$/.test(whole + fraction);
  return { negative: minus === '-' && !zero, whole: whole.replace(/^0+(?=\d)/, ''), fraction };
}
