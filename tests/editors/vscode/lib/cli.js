// The command line of the same binary: what the editor shows is compared with what it prints.

const { spawnSync } = require('node:child_process');

/** `binary` with its settings looked up as for any file; exit code 1 means that something was found. */
function commandLine(binary) {
  function run(...args) {
    const done = spawnSync(binary, args, { timeout: 20_000, maxBuffer: 1 << 28, env: { ...process.env, LC_ALL: 'C' } });
    if (done.error || done.status > 1) throw new Error(`zhengwen ${args.join(' ')}: ${done.error ?? done.stderr}`);
    return done.stdout;
  }
  const json = (...args) => JSON.parse(run(...args, '--format', 'json').toString('utf8'));
  return {
    version: () => run('--version').toString('utf8').trim(),
    // An editor reads each file on its own.
    check: (path, ...args) => json('check', '--alone', path, ...args),
    facts: (...paths) => json('facts', ...paths),
    outline: (path) => json('outline', path)[0].symbols,
    repaired: (path, ...args) => run('fix', '--alone', '--stdout', path, ...args),
    article: (path, format) => run('article', path, '--format', format),
  };
}

module.exports = { commandLine };
