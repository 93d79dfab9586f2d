import * as path from 'node:path';
import * as vscode from 'vscode';
import { Active } from './active';
import { Followers } from './follow';
import { Server } from './server';

/** “Compare with repaired”: a diff editor that follows edits. */
export function registerCompare(server: Server, active: Active): vscode.Disposable[] {
  // What is certain, or, as the variant `unsafe`, what is likely too.
  const params = (variant: string) => ({ unsafe: variant === 'unsafe' });
  const repaired = new Followers('zhengwen-repaired', server, 'zhengwen/repaired', params);
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
  ];
}
