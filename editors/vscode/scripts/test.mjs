// Runs test/*.test.ts, bundled, with Node's own runner.
import { build } from 'esbuild';
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';

const entryPoints = readdirSync('test')
  .filter((name) => name.endsWith('.test.ts'))
  .map((name) => `test/${name}`);
await build({
  entryPoints,
  bundle: true,
  platform: 'node',
  target: 'node18',
  format: 'cjs',
  outdir: 'out',
  outExtension: { '.js': '.cjs' },
});
const files = readdirSync('out')
  .filter((name) => name.endsWith('.test.cjs'))
  .map((name) => `out/${name}`);
process.exit(spawnSync(process.execPath, ['--test', ...files], { stdio: 'inherit' }).status ?? 1);
