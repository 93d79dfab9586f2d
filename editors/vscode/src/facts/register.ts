import * as path from 'node:path';
import * as vscode from 'vscode';
import { Active } from '../active';
import { Server } from '../server';
import { PageState, Source } from './messages';
import { FactsPanel } from './panel';

const VIEW = 'zhengwen.facts';

/** The commands that show facts; one panel for each file, and one for the workspace. */
export function registerFacts(context: vscode.ExtensionContext, server: Server, active: Active): vscode.Disposable[] {
  const panels = new Map<string, FactsPanel>();
  const adopt = (view: vscode.WebviewPanel, source: Source) => {
    const panel = new FactsPanel(view, context.extensionUri, server, source);
    panels.set(source.uri, panel);
    panel.onDidDispose(() => panels.delete(source.uri));
  };
  const show = (source: Source) => {
    const panel = panels.get(source.uri);
    if (panel) return panel.reveal();
    const place = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true };
    adopt(
      vscode.window.createWebviewPanel(VIEW, 'zhengwen', place, {
        enableFindWidget: true,
        // Sorting, filters and the place in the table outlive a look at another tab.
        retainContextWhenHidden: true,
      }),
      source,
    );
  };
  return [
    vscode.commands.registerCommand('zhengwen.showFacts', () => {
      const document = active.editor()?.document;
      if (document) show({ uri: document.uri.toString(), name: path.posix.basename(document.uri.path) });
    }),
    vscode.commands.registerCommand('zhengwen.showWorkspaceFacts', () => {
      if (vscode.workspace.workspaceFolders?.length) return show({ uri: '', name: '' });
      void vscode.window.showInformationMessage(vscode.l10n.t('Open a folder first.'));
    }),
    vscode.window.registerWebviewPanelSerializer(VIEW, {
      async deserializeWebviewPanel(view: vscode.WebviewPanel, state?: PageState) {
        if (state?.source) adopt(view, state.source);
        else view.dispose();
      },
    }),
    { dispose: () => panels.forEach((panel) => panel.dispose()) },
  ];
}
