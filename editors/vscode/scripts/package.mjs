// Makes zhengwen.vsix: npm run package [-- --no-server]
//
// With the server for this platform in it, from ZHENGWEN_BINARY or target/release; without one, a user's own is looked
// for on PATH.
import { execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { bundle } from './build.mjs';

const withServer = !process.argv.includes('--no-server');
const program = process.platform === 'win32' ? 'zhengwen.exe' : 'zhengwen';

await bundle();
rmSync('server', { recursive: true, force: true });
const target = [];
if (withServer) {
  const binary = process.env.ZHENGWEN_BINARY || `../../target/release/${program}`;
  if (!existsSync(binary)) {
    console.error(`no server at ${binary}: run “cargo build --release”, or set ZHENGWEN_BINARY, or give --no-server`);
    process.exit(1);
  }
  mkdirSync('server');
  copyFileSync(binary, `server/${program}`);
  chmodSync(`server/${program}`, 0o755);
  target.push('--target', `${process.platform}-${process.arch}`);
}
const vsce = 'node_modules/@vscode/vsce/vsce';
const options = [
  '--no-dependencies',
  '--allow-missing-repository',
  '--no-rewrite-relative-links',
  '--out',
  'zhengwen.vsix',
  ...target,
];
execFileSync(process.execPath, [vsce, 'package', ...options], { stdio: 'inherit' });
