import * as vscode from 'vscode';
import { Server } from './server';

/** The document that a command is about: the one in the active editor, if it is one of ours. */
export class Active {
  private readonly subscriptions: vscode.Disposable[];

  constructor(private readonly server: Server) {
    const update = () => this.update();
    this.subscriptions = [vscode.window.onDidChangeActiveTextEditor(update), server.onDidChange(update)];
    this.update();
  }

  dispose(): void {
    this.subscriptions.forEach((subscription) => subscription.dispose());
  }

  /** The active editor; nothing, and a word to the user, where there is none with a document of ours. */
  editor(): vscode.TextEditor | undefined {
    const editor = this.quiet();
    if (!editor)
      void vscode.window.showInformationMessage(vscode.l10n.t('Open a .txt file that zhengwen looks at first.'));
    return editor;
  }

  /** The same without a word. */
  quiet(): vscode.TextEditor | undefined {
    const editor = vscode.window.activeTextEditor;
    return editor && this.server.has(editor.document) ? editor : undefined;
  }

  private update(): void {
    // For the `when` clauses of commands, menus and keys.
    void vscode.commands.executeCommand('setContext', 'zhengwen.active', this.quiet() !== undefined);
  }
}
