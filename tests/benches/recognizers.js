// Recognizers-Text on the text of a file, for `cargo bench --bench facts`: characters, milliseconds, what was found.
const { readFileSync } = require('fs');
const R = require('@microsoft/recognizers-text-suite');
const lines = readFileSync(process.argv[2], 'utf8').split('\n').filter((line) => line.trim());
const culture = R.Culture.Chinese;
const all = [R.recognizeNumber, R.recognizePercentage, R.recognizeCurrency, R.recognizeDimension, R.recognizeDateTime];
lines.slice(0, 2).forEach((line) => all.forEach((recognize) => recognize(line, culture)));
const start = process.hrtime.bigint();
let found = 0;
for (const line of lines) for (const recognize of all) found += recognize(line, culture).length;
const milliseconds = Number(process.hrtime.bigint() - start) / 1e6;
console.log(lines.reduce((sum, line) => sum + line.length, 0), milliseconds, found);
