// The server is killed: it comes back, and so do the marks.

const assert = require('node:assert/strict');
const fs = require('node:fs');
const { until } = require('../lib/wait');

/** The processes that run `binary` as a language server. */
function servers(binary) {
  return fs.readdirSync('/proc').filter((pid) => {
    try {
      return /^\d+$/.test(pid) && fs.readlinkSync(`/proc/${pid}/exe`) === binary
        && fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').includes('lsp');
    } catch {
      return false;
    }
  }).map(Number);
}

module.exports = async ({ cli, extension, put, step, window }) => {
  const file = put('restart/dispatch.txt');
  const count = cli.check(file).length;
  const marks = (what) => window.diagnosticsUntil(file, what, (d) => d.length >= count);
  const other = (pid) => until('another server', () => {
    const running = servers(extension.server);
    return running.length === 1 && running[0] !== pid && running[0];
  }, { state: () => servers(extension.server) });
  /** The server in charge hears of edits. */
  const alive = async () => {
    const before = (await window.diagnostics(file)).length;
    await window.goTo({ line: 0, character: 0 });
    await window.page.keyboard.insertText('會(huì)');
    await window.diagnosticsUntil(file, 'a mark for what was typed', (d) => d.length === before + 1);
    await window.press('Control+z');
    await window.diagnosticsUntil(file, 'the marks as before', (d) => d.length === before);
  };

  await step.needed('one server runs', async () => {
    await window.show(file);
    await marks('the marks');
    assert.equal(servers(extension.server).length, 1);
  });

  await step('killed, it comes back, and so do the marks', async () => {
    const [pid] = servers(extension.server);
    process.kill(pid, 'SIGKILL');
    await other(pid);
    await marks('the marks, again');
    await alive();
  });

  await step('zhengwen.restart: another server, and the old one has ended', async () => {
    const [pid] = servers(extension.server);
    await window.command('zhengwen.restart');
    await other(pid);
    await marks('the marks, again');
    await alive();
  });

  await step('killed more often than is usual, zhengwen.restart still brings it back', async () => {
    for (let i = 0; i < 5; i++) {
      const [pid] = servers(extension.server);
      if (!pid) break;
      process.kill(pid, 'SIGKILL');
      await until('it to be gone', () => !servers(extension.server).includes(pid));
      await until('the next', () => servers(extension.server).length > 0, { limit: 4_000 }).catch(() => {});
    }
    const [pid] = servers(extension.server);
    await window.command('zhengwen.restart');
    await other(pid);
    await marks('the marks, again');
    await alive();
    // That the server was given up is rightly shown as an error.
    await window.shownErrors();
  });
};
