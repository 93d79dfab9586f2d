import * as vscode from 'vscode';
import { randomBytes } from 'node:crypto';
import { Server } from '../server';
import { csv } from './csv';
import { FromPage, Source, ToPage } from './messages';
import { Fact, row, Row } from './rows';
import { strings } from './strings';

/** How long after the last change of a text its facts are asked for again, in milliseconds. */
const PAUSE = 400;

/** The facts of a file or of the workspace, as a table beside the text. */
export class FactsPanel implements vscode.Disposable {
  private facts: Fact[] = [];
  private rows: Row[] = [];
  private timer: NodeJS.Timeout | undefined;
  private isReady = false;
  private asked = new vscode.CancellationTokenSource();
  private readonly subscriptions: vscode.Disposable[];
  private readonly disposed = new vscode.EventEmitter<void>();
  readonly onDidDispose = this.disposed.event;

  constructor(
    private readonly panel: vscode.WebviewPanel,
    private readonly folder: vscode.Uri,
    private readonly server: Server,
    readonly source: Source,
  ) {
    panel.iconPath = vscode.Uri.joinPath(folder, 'media', 'icon.png');
    panel.title = source.uri ? vscode.l10n.t('Facts: {0}', source.name) : vscode.l10n.t('Facts of the workspace');
    panel.webview.options = { enableScripts: true, localResourceRoots: [vscode.Uri.joinPath(folder, 'dist')] };
    const concerns = (uri: vscode.Uri) => !source.uri || uri.toString() === source.uri;
    this.subscriptions = [
      panel.webview.onDidReceiveMessage((message: FromPage) => this.receive(message)),
      panel.onDidDispose(() => this.dispose()),
      vscode.workspace.onDidChangeTextDocument(({ document }) => concerns(document.uri) && source.uri && this.later()),
      vscode.workspace.onDidSaveTextDocument(({ uri }) => concerns(uri) && this.later()),
      vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => this.follow(textEditor)),
      server.onDidChange(() => this.facts.length === 0 && this.later()),
    ];
    panel.webview.html = this.page();
  }

  reveal(): void {
    this.panel.reveal(undefined, true);
    this.later();
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.asked.cancel();
    this.subscriptions.forEach((subscription) => subscription.dispose());
    this.panel.dispose();
    this.disposed.fire();
    this.disposed.dispose();
  }

  private later(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.refresh(), PAUSE);
  }

  private async refresh(): Promise<void> {
    if (!this.isReady) return;
    this.asked.cancel();
    this.asked = new vscode.CancellationTokenSource();
    const { token } = this.asked;
    let answer: { facts: Fact[]; skipped?: number } | null;
    try {
      answer = await this.server.request('zhengwen/facts', await this.params(), token);
    } catch {
      // Typed in just now: it is asked again after a pause.
      return token.isCancellationRequested ? undefined : this.later();
    }
    if (!answer || token.isCancellationRequested) return;
    this.facts = answer.facts;
    this.rows = answer.facts.map(row);
    const note = answer.skipped ? vscode.l10n.t('{0} files were not read: too large, or no text', answer.skipped) : '';
    this.post({ type: 'facts', source: this.source, rows: this.rows, note, strings: strings() });
  }

  private async params(): Promise<object> {
    if (!this.source.uri) return { workspace: true };
    const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(this.source.uri, true));
    return { textDocument: this.server.identify(document) };
  }

  private receive(message: FromPage): void {
    if (message.type === 'ready') {
      this.isReady = true;
      void this.refresh();
    } else if (message.type === 'open') {
      void this.open(message.id);
    } else {
      void this.export(message);
    }
  }

  /** Goes to the place of a fact, in an editor beside the panel. */
  private async open(id: number): Promise<void> {
    const fact = this.facts[id];
    if (!fact) return;
    const selection = rangeOf(fact);
    const uri = vscode.Uri.parse(fact.uri, true);
    const shown = vscode.window.visibleTextEditors.find((editor) => editor.document.uri.toString() === uri.toString());
    const viewColumn =
      shown?.viewColumn ??
      (this.panel.viewColumn === vscode.ViewColumn.One ? vscode.ViewColumn.Beside : vscode.ViewColumn.One);
    await vscode.window.showTextDocument(uri, { selection, viewColumn });
  }

  /** Marks the row of what the cursor is on. */
  private follow({ document, selection }: vscode.TextEditor): void {
    const uri = document.uri.toString();
    if (!this.panel.visible || (this.source.uri && this.source.uri !== uri)) return;
    const at = selection.active;
    const isThere = (fact: Fact) => rangeOf(fact).contains(at) && sameDocument(fact.uri, uri);
    const ids = this.facts.flatMap((fact, id) => (isThere(fact) ? [id] : []));
    if (ids.length > 0) this.post({ type: 'select', ids });
  }

  /** Writes what the page shows, in its order. */
  private async export({ kind, columns, titles, ids }: FromPage & { type: 'export' }): Promise<void> {
    const table = ids.map((id) => columns.map((column) => String(this.rows[id]?.[column] ?? '')));
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
    const defaultUri =
      folder && vscode.Uri.joinPath(folder, `${this.source.name.replace(/\.txt$/i, '') || 'facts'}-${kind}.csv`);
    const target = await vscode.window.showSaveDialog({ defaultUri, filters: { CSV: ['csv'] } });
    if (!target) return;
    try {
      await vscode.workspace.fs.writeFile(target, new TextEncoder().encode(csv(titles, table)));
    } catch (error) {
      void vscode.window.showErrorMessage(vscode.l10n.t('The table was not written: {0}', String(error)));
    }
  }

  private post(message: ToPage): void {
    void this.panel.webview.postMessage(message);
  }

  /** A page that loads our own script and style, and nothing else; the text of the files comes as messages. */
  private page(): string {
    const { webview } = this.panel;
    const nonce = randomBytes(16).toString('base64');
    const uri = (name: string) => webview.asWebviewUri(vscode.Uri.joinPath(this.folder, 'dist', name));
    const policy = `default-src 'none'; style-src ${webview.cspSource}; script-src 'nonce-${nonce}'`;
    return `<!DOCTYPE html>
<html lang="${vscode.env.language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<link rel="stylesheet" href="${uri('facts.css')}">
</head>
<body data-source='${JSON.stringify(this.source).replace(/[&<>']/g, (c) => `&#${c.charCodeAt(0)};`)}'>
<script nonce="${nonce}" src="${uri('facts.js')}"></script>
</body>
</html>`;
  }
}

function rangeOf({ range: { start, end } }: Fact): vscode.Range {
  return new vscode.Range(start.line, start.character, end.line, end.character);
}

/** Whether two URIs name one document, however they are escaped. */
function sameDocument(one: string, other: string): boolean {
  return one === other || vscode.Uri.parse(one, true).toString() === other;
}
