// Runs functions of the sessions in the extension host, where VS Code's own API says what a user would get.
// env: ZHENGWEN_PROBE, the socket on which the sessions wait. One JSON object a line, each way.

const net = require('net');
const readline = require('readline');
const vscode = require('vscode');

async function run({ source, args }) {
  const f = (0, eval)(`(${source})`);
  return f(vscode, ...args);
}

exports.activate = (context) => {
  const socket = net.connect(process.env.ZHENGWEN_PROBE);
  const send = (message) => socket.write(JSON.stringify(message) + '\n');
  send({ folder: vscode.workspace.workspaceFolders?.[0]?.uri.fsPath, version: vscode.version });
  readline.createInterface({ input: socket }).on('line', (line) => {
    const request = JSON.parse(line);
    run(request).then(
      (value) => send({ id: request.id, value }),
      (error) => send({ id: request.id, error: String(error?.stack ?? error) }),
    );
  });
  context.subscriptions.push({ dispose: () => socket.destroy() });
};
