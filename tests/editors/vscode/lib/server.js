// code-server: VS Code, with its window in a browser.

const fs = require('node:fs');
const net = require('node:net');
const path = require('node:path');
const { spawn } = require('node:child_process');
const { until } = require('./wait');

function freePort() {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** Starts it on `profile`. It stays in the process group of the run, all of which run.sh ends. */
async function start(command, profile, env) {
  const port = await freePort();
  const log = path.join(profile, 'code-server.log');
  const output = fs.openSync(log, 'a');
  const child = spawn(command, [
    '--user-data-dir', profile, '--extensions-dir', path.join(profile, 'extensions'),
    '--bind-addr', `127.0.0.1:${port}`, '--auth', 'none',
    '--disable-telemetry', '--disable-update-check', '--disable-workspace-trust',
  ], { stdio: ['ignore', output, output], env: { ...process.env, ...env } });
  const up = async () => (await fetch(`http://127.0.0.1:${port}/healthz`)).ok;
  await until('code-server to start', up, { limit: 30_000, state: () => fs.readFileSync(log, 'utf8').slice(-1000) });
  return { port, stop: () => child.kill() };
}

module.exports = { start };
