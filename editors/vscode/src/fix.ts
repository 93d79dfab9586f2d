import * as vscode from 'vscode';
import { Active } from './active';
import { Server, Status } from './server';

/** What is to be repaired: everything, a family of rules by its letter, or one rule by its code. */
interface Wanted {
  rule?: string;
  unsafe?: boolean;
}

/** Repairs of a whole file, by kind. */
export function registerFixes(server: Server, active: Active): vscode.Disposable[] {
  const fix = async (wanted: Wanted) => {
    const editor = active.editor();
    if (editor) await apply(server, editor.document, wanted);
  };
  const choose = async () => {
    const editor = active.editor();
    if (!editor) return;
    const params = { textDocument: server.identify(editor.document) };
    const status = await server.request<Status>('zhengwen/status', params);
    const chosen = await vscode.window.showQuickPick(items(status), {
      placeHolder: vscode.l10n.t('Which kind is to be repaired?'),
      matchOnDescription: true,
    });
    if (chosen) await apply(server, editor.document, chosen);
  };
  return [
    vscode.commands.registerCommand('zhengwen.fixAll', () => fix({})),
    vscode.commands.registerCommand('zhengwen.fixDamage', () => fix({ rule: 'M' })),
    vscode.commands.registerCommand('zhengwen.removePage', () => fix({ rule: 'B' })),
    vscode.commands.registerCommand('zhengwen.fixKind', choose),
  ];
}

/** The rules that can repair something, once for what is certain and once for what is likely too. */
function items(status: Status | null): (vscode.QuickPickItem & Wanted)[] {
  const entries: (vscode.QuickPickItem & Wanted)[] = [];
  for (const { code, title, safe, likely } of status?.rules ?? []) {
    const item = { label: title, rule: code };
    if (safe > 0) {
      entries.push({ ...item, description: `${code} · ${vscode.l10n.t('{0} certain', safe)}`, unsafe: false });
    }
    if (likely > 0) {
      const description = `${code} · ${vscode.l10n.t('{0}, of them {1} only likely', safe + likely, likely)}`;
      entries.push({ ...item, description, unsafe: true });
    }
  }
  return entries;
}

/** Applies the edits in one step, which one undo takes back. */
async function apply(server: Server, document: vscode.TextDocument, { rule, unsafe }: Wanted): Promise<void> {
  const version = document.version;
  const title = vscode.l10n.t('zhengwen repairs the text…');
  const location = vscode.ProgressLocation.Window;
  const edit = await vscode.window.withProgress({ location, title }, () =>
    server.request<object>('zhengwen/fixAll', { textDocument: server.identify(document), rule, unsafe }),
  );
  const changes = edit && (await server.edit(edit));
  if (document.version !== version) {
    void vscode.window.showWarningMessage(vscode.l10n.t('The text was changed meanwhile; nothing was repaired.'));
  } else if (!changes || changes.size === 0 || changes.entries().every(([, edits]) => edits.length === 0)) {
    void vscode.window.showInformationMessage(vscode.l10n.t('There is nothing that can be repaired with certainty.'));
  } else if (!(await vscode.workspace.applyEdit(changes))) {
    void vscode.window.showErrorMessage(vscode.l10n.t('VS Code did not take the repairs; the text is as it was.'));
  }
}
