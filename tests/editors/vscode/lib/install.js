// Puts the extension and the probe into a profile.

const fs = require('node:fs');
const path = require('node:path');
const { spawnSync } = require('node:child_process');

/** Gives the folder of the extension, its id, and the server that it brings. */
function extensions(profile, vsix) {
  const folder = path.join(profile, 'extensions');
  // VS Code takes what lies in the folder for installed, until it has written its own list.
  fs.cpSync(path.join(__dirname, '../probe'), path.join(folder, 'zhengwen-tests.probe-0.0.0'), { recursive: true });
  const done = spawnSync(path.join(process.env.CODE, 'code-server'), [
    '--user-data-dir', profile, '--extensions-dir', folder, '--install-extension', vsix,
  ], { encoding: 'utf8', timeout: 60_000 });
  if (done.status !== 0) throw new Error(`${vsix} cannot be installed:\n${done.stdout}${done.stderr}`);
  const installed = fs.readdirSync(folder).filter((name) => /zhengwen-\d/.test(name));
  if (installed.length !== 1) throw new Error(`installed: ${fs.readdirSync(folder)}`);
  const home = path.join(folder, installed[0]);
  const manifest = JSON.parse(fs.readFileSync(path.join(home, 'package.json'), 'utf8'));
  const server = fs.readdirSync(home, { recursive: true }).map((name) => path.join(home, name)).find(isServer);
  if (!server) throw new Error('there is no server in the extension');
  return { home, manifest, server, id: `${manifest.publisher}.${manifest.name}` };
}

const isServer = (file) => path.basename(file) === 'zhengwen' && fs.statSync(file).isFile();

module.exports = { extensions };
