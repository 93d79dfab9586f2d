import * as vscode from 'vscode';
import { Active } from './active';
import { Followers } from './follow';
import { Server } from './server';

/** The article without the page around it, as Markdown. */
class Article extends Followers {
  constructor(private readonly server: Server) {
    super('zhengwen-article');
  }

  protected override async make(document: vscode.TextDocument, _: string, token: vscode.CancellationToken) {
    const params = { textDocument: this.server.identify(document), format: 'markdown' };
    return (await this.server.request<{ text: string }>('zhengwen/article', params, token))?.text;
  }
}

export function registerArticle(server: Server, active: Active): vscode.Disposable[] {
  const articles = new Article(server);
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
  return [
    articles,
    server.onDidChange(() => articles.touchOpen()),
    vscode.commands.registerCommand('zhengwen.articlePreview', show),
  ];
}
