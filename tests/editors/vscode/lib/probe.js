// The sessions' end of the socket to the probe extension.

const net = require('node:net');
const readline = require('node:readline');

/** Runs functions in one extension host. They are sent as source: they see their arguments and nothing else. */
class Probe {
  #socket;
  #pending = new Map();
  #next = 1;

  constructor(socket, hello) {
    this.#socket = socket;
    this.folder = hello.folder;
    this.version = hello.version;
    socket.on('close', () => {
      for (const { reject } of this.#pending.values()) reject(new Error('the extension host has gone'));
      this.#pending.clear();
    });
  }

  answer({ id, value, error }) {
    const { resolve, reject } = this.#pending.get(id);
    this.#pending.delete(id);
    if (error === undefined) resolve(value);
    else reject(new Error(`in the extension host: ${error}`));
  }

  ask(f, ...args) {
    return new Promise((resolve, reject) => {
      const id = this.#next++;
      const timer = setTimeout(() => {
        this.#pending.delete(id);
        reject(new Error(`no answer from the extension host to: ${String(f).slice(0, 200)}`));
      }, 30_000);
      const settle = (then) => (result) => {
        clearTimeout(timer);
        then(result);
      };
      this.#pending.set(id, { resolve: settle(resolve), reject: settle(reject) });
      this.#socket.write(JSON.stringify({ id, source: String(f), args }) + '\n');
    });
  }
}

/** Listens on `path`. `connected()` gives the probe of the next window that has started. */
function listen(path) {
  const ready = [];
  const waiting = [];
  const server = net.createServer((socket) => {
    let probe;
    socket.on('error', () => {});
    readline.createInterface({ input: socket }).on('line', (line) => {
      const message = JSON.parse(line);
      if (probe) return probe.answer(message);
      probe = new Probe(socket, message);
      if (waiting.length) waiting.shift()(probe);
      else ready.push(probe);
    });
  });
  server.listen(path);
  return {
    connected: () => (ready.length ? Promise.resolve(ready.shift()) : new Promise((resolve) => waiting.push(resolve))),
    close: () => server.close(),
  };
}

module.exports = { listen };
