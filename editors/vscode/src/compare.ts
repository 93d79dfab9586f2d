import * as path from 'node:path';
import * as vscode from 'vscode';
import { Active } from './active';
import { Followers } from './follow';
import { Server } from './server';

/** The repaired text of a document: what is certain, or, as the variant `unsafe`, what is likely too. */
class Repaired extends Followers {
  constructor(private readonly server: Server) {
    super('zhengwen-repaired');
  }

  protected override async make(document: vscode.TextDocument, variant: string, token: vscode.CancellationToken) {
    const params = { textDocument: this.server.identify(document), unsafe: variant === 'unsafe' };
    return (await this.server.request<{ text: string }>('zhengwen/repaired', params, token))?.text;
  }
}

/** “Compare with repaired”: a diff editor that follows edits. */
export function registerCompare(server: Server, active: Active): vscode.Disposable[] {
  const repaired = new Repaired(server);
  const compare = async (variant: string) => {
    const editor = active.editor();
    if (!editor) return;
    const { uri } = editor.document;
    const name = path.posix.basename(uri.path);
    const title =
      variant === ''
        ? vscode.l10n.t('{0} ↔ repaired', name)
        : vscode.l10n.t('{0} ↔ repaired, with what is only likely', name);
    await vscode.commands.executeCommand('vscode.diff', uri, repaired.uri(uri, variant), title, { preview: false });
  };
  return [
    repaired,
    vscode.commands.registerCommand('zhengwen.compareWithRepaired', () => compare('')),
    vscode.commands.registerCommand('zhengwen.compareWithRepairedUnsafe', () => compare('unsafe')),
    // It was started, or has looked again: the text, or what is said of it in settings, is another.
    server.onDidChange(() => repaired.touchOpen()),
  ];
}
