import * as vscode from 'vscode';
import { Server } from './server';

/** How long after the last change of a text what is made of it is made again, in milliseconds. */
const PAUSE = 150;

/**
 * Read-only documents that the server makes from another document, and that follow its edits.
 *
 * `method` is asked, with what `params` says for a variant; its answer has the text.
 */
export class Followers implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  private readonly contents = new Map<string, string>();
  private readonly timers = new Map<string, NodeJS.Timeout>();
  private readonly subscriptions: vscode.Disposable[];
  readonly onDidChange = this.changed.event;

  constructor(
    private readonly scheme: string,
    private readonly server: Server,
    private readonly method: string,
    private readonly params: (variant: string) => object,
  ) {
    this.subscriptions = [
      this.changed,
      vscode.workspace.registerTextDocumentContentProvider(scheme, this),
      vscode.workspace.onDidChangeTextDocument(({ document }) => this.touch(document.uri)),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.contents.delete(uri.toString())),
      // It was started, or has looked again: the text, or what is said of it in settings, is another.
      server.onDidChange(() => this.touchOpen()),
    ];
  }

  /** The document made of `original`, called as it is; `variant` tells several apart. */
  uri(original: vscode.Uri, variant = '', extension = ''): vscode.Uri {
    const query = JSON.stringify({ original: original.toString(), variant });
    return original.with({ scheme: this.scheme, authority: '', path: original.path + extension, query });
  }

  async provideTextDocumentContent(uri: vscode.Uri, token: vscode.CancellationToken): Promise<string> {
    const { original, variant } = JSON.parse(uri.query) as { original: string; variant: string };
    const key = uri.toString();
    try {
      const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(original, true));
      const params = { textDocument: this.server.identify(document), ...this.params(variant) };
      const content = (await this.server.request<{ text: string }>(this.method, params, token))?.text;
      // Nothing at all would look as if everything were deleted.
      if (content === undefined) throw new Error(vscode.l10n.t('the server does not run'));
      this.contents.set(key, content);
    } catch (error) {
      // Typed in just now, or the server restarts: what was there stays until the next time.
      if (!this.contents.has(key)) throw error;
    }
    return this.contents.get(key) ?? '';
  }

  /** Made again after a pause. */
  private touch(original: vscode.Uri): void {
    const key = original.toString();
    clearTimeout(this.timers.get(key));
    const again = () => {
      this.timers.delete(key);
      for (const { uri } of vscode.workspace.textDocuments) {
        if (uri.scheme === this.scheme && JSON.parse(uri.query).original === key) this.changed.fire(uri);
      }
    };
    this.timers.set(key, setTimeout(again, PAUSE));
  }

  /** All are made again, after a pause. */
  private touchOpen(): void {
    for (const { uri } of vscode.workspace.textDocuments) {
      if (uri.scheme === this.scheme) this.touch(vscode.Uri.parse(JSON.parse(uri.query).original, true));
    }
  }

  dispose(): void {
    this.timers.forEach((timer) => clearTimeout(timer));
    this.subscriptions.forEach((subscription) => subscription.dispose());
  }
}
