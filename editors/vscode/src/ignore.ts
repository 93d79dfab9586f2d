import * as vscode from 'vscode';
import { Active } from './active';

/** The server's own command, which writes into `zhengwen.toml`. */
const LEAVE_ALONE = 'zhengwen.leaveAlone';

/** “Leave this alone”, for what stands at the cursor. */
export function registerIgnore(active: Active): vscode.Disposable[] {
  const ignore = async () => {
    const editor = active.editor();
    if (!editor) return;
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      editor.document.uri,
      editor.selection,
      vscode.CodeActionKind.QuickFix.value,
    );
    const found = (actions ?? []).filter((action) => action.command?.command === LEAVE_ALONE);
    if (found.length === 0) {
      void vscode.window.showInformationMessage(
        vscode.l10n.t('Nothing was found at the cursor that could be left alone.'),
      );
      return;
    }
    const items = found.map((action) => ({ label: action.title, action }));
    const chosen = items.length === 1 ? items[0] : await vscode.window.showQuickPick(items);
    const command = chosen?.action.command;
    if (command) await vscode.commands.executeCommand(command.command, ...(command.arguments ?? []));
  };
  return [vscode.commands.registerCommand('zhengwen.insertIgnore', ignore)];
}
