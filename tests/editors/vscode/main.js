// Starts the editor and the browser, and runs the sessions. See run.sh for the environment.

const assert = require('node:assert/strict');
const fs = require('node:fs');
const path = require('node:path');
const { chromium } = require(path.join(process.env.CODE, 'node_modules/playwright-core'));

const install = require('./lib/install');
const probes = require('./lib/probe');
const profile = require('./lib/profile');
const server = require('./lib/server');
const { commandLine } = require('./lib/cli');
const { Report } = require('./lib/report');
const { Shots } = require('./lib/shots');
const { Window } = require('./lib/window');

const { CODE, CHROMIUM, PICTURES, ROOT, SHARED, SHOTS, VSIX, WORK } = process.env;

const SESSIONS = [
  'start', 'damage', 'outline', 'repair', 'kinds', 'units', 'compare', 'facts', 'facts-workspace', 'status', 'settings',
  'ignore', 'article', 'tokens', 'english', 'large', 'restart',
];

async function main() {
  // After other sessions their texts would be in the pictures: in hovers, and in the counts.
  const all = PICTURES ? ['pictures'] : SESSIONS;
  const chosen = process.argv.length > 2 ? process.argv.slice(2) : all;
  const began = Date.now();
  const home = path.join(WORK, 'profile');
  const workspace = path.join(WORK, 'articles');
  fs.mkdirSync(workspace, { recursive: true });
  profile.write(home);
  const extension = install.extensions(home, VSIX);

  const socket = path.join(WORK, 'probe');
  const probe = probes.listen(socket);
  const code = await server.start(path.join(CODE, 'code-server'), home, { ZHENGWEN_PROBE: socket });
  const browser = await chromium.launch({
    executablePath: CHROMIUM,
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-dev-shm-usage'],
  });
  const window = await Window.open(browser, code, workspace, probe);
  const shots = new Shots(window, SHOTS);
  const report = new Report((session) => shots.failure(session));
  console.log(`VS Code ${window.probe.version}, up after ${((Date.now() - began) / 1000).toFixed(1)} s`);

  const context = {
    browser, code, extension, home, pictures: PICTURES, probe, report, root: ROOT, shots, vsix: VSIX, window, workspace,
    cli: commandLine(extension.server),
    shared: fs.existsSync(path.join(SHARED, 'seeds')) ? path.join(SHARED, 'seeds') : null,
    /** Puts a file into the workspace: bytes or text, or the sample of that name. */
    put(name, content = fs.readFileSync(path.join(ROOT, 'seeds', path.basename(name)))) {
      const file = path.join(workspace, name);
      fs.mkdirSync(path.dirname(file), { recursive: true });
      fs.writeFileSync(file, content);
      return file;
    },
  };
  for (const name of chosen) {
    const session = require(`./sessions/${name}`);
    await report.session(name, async (step) => {
      await window.reset();
      await session({ ...context, step });
      await step('no error was shown', async () => assert.deepEqual(await window.shownErrors(), []));
    });
  }
  const passed = report.end();
  await browser.close();
  code.stop();
  probe.close();
  process.exit(passed ? 0 : 1);
}

main().catch((error) => {
  console.log(error.stack);
  process.exit(1);
});
