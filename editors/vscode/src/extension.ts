import * as vscode from 'vscode';
import { Active } from './active';
import { registerArticle } from './article';
import { registerCompare } from './compare';
import { registerFacts } from './facts/register';
import { registerFixes } from './fix';
import { registerIgnore } from './ignore';
import { Server } from './server';
import { registerStatus } from './status';

let server: Server | undefined;

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const log = vscode.window.createOutputChannel('zhengwen');
  server = new Server(context, log);
  const active = new Active(server);
  context.subscriptions.push(
    log,
    active,
    ...registerStatus(server, active),
    ...registerCompare(server, active),
    ...registerFixes(server, active),
    ...registerIgnore(active),
    ...registerArticle(server, active),
    ...registerFacts(context, server, active),
    vscode.commands.registerCommand('zhengwen.restart', () => server?.restart()),
    vscode.commands.registerCommand('zhengwen.showLog', () => log.show()),
  );
  await server.start();
}

export async function deactivate(): Promise<void> {
  await server?.dispose();
}
