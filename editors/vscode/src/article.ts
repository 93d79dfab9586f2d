import * as vscode from 'vscode';
import { Active } from './active';
import { Followers } from './follow';
import { Server } from './server';

/** The article without the page around it, as Markdown. */
export function registerArticle(server: Server, active: Active): vscode.Disposable[] {
  const articles = new Followers('zhengwen-article', server, 'zhengwen/article', () => ({ format: 'markdown' }));
  const show = async () => {
    const editor = active.editor();
    if (!editor) return;
    const uri = articles.uri(editor.document.uri, '', '.md');
    const document = await vscode.workspace.openTextDocument(uri);
    const commands = await vscode.commands.getCommands(true);
    if (commands.includes('markdown.showPreviewToSide')) {
      await vscode.commands.executeCommand('markdown.showPreviewToSide', uri);
    } else {
      // VS Code's own Markdown extension is switched off: the text says as much.
      await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true });
    }
  };
  return [articles, vscode.commands.registerCommand('zhengwen.articlePreview', show)];
}
