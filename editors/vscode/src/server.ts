import { ChildProcess, execFile, spawn } from 'node:child_process';
import * as fs from 'node:fs';
import * as vscode from 'vscode';
import {
  DidChangeConfigurationNotification,
  LanguageClient,
  LanguageClientOptions,
  Middleware,
  RevealOutputChannelOn,
  State,
  WorkspaceEdit,
} from 'vscode-languageclient/node';
import { locate } from './locate';
import { enable, forServer } from './settings';
import { isWanted } from './wanted';

/** What the server sends after each publication of diagnostics. */
export interface Status {
  uri: string;
  version: number;
  damaged: number;
  page: number;
  contradictions: number;
  safe: number;
  likely: number;
  cut_short: boolean;
  rules: { code: string; name: string; title: string; count: number; safe: number; likely: number }[];
}

/** The language server: finding it, starting it, what it is told. */
export class Server {
  private client: LanguageClient | undefined;
  private readonly statuses = new Map<string, Status>();
  /** The documents that the server was given. */
  private readonly given = new Set<string>();
  private process: ChildProcess | undefined;
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly subscriptions: vscode.Disposable[] = [];
  /** One start or stop after the other. */
  private queue: Promise<void> = Promise.resolve();
  private complained = '';

  /** It was started or stopped, or sent a status. */
  readonly onDidChange = this.changed.event;

  constructor(
    private readonly context: vscode.ExtensionContext,
    private readonly log: vscode.OutputChannel,
  ) {
    const configurations = vscode.workspace.createFileSystemWatcher('**/zhengwen.toml', false, true, false);
    const appeared = () => (enable() === 'workspace' ? this.restart() : undefined);
    this.subscriptions.push(
      configurations,
      configurations.onDidCreate(appeared),
      configurations.onDidDelete(appeared),
      vscode.workspace.onDidChangeConfiguration((event) => this.configure(event)),
      vscode.workspace.onDidGrantWorkspaceTrust(() => this.restart()),
    );
  }

  /** Whether the server was given a document. */
  has(document: vscode.TextDocument): boolean {
    return this.client?.state === State.Running && this.given.has(document.uri.toString());
  }

  status(uri: vscode.Uri): Status | undefined {
    return this.statuses.get(uri.toString());
  }

  start(): Promise<void> {
    return this.enqueue(() => this.startNow());
  }

  restart(): Promise<void> {
    this.complained = '';
    return this.enqueue(async () => {
      await this.stopNow();
      await this.startNow();
    });
  }

  async dispose(): Promise<void> {
    this.subscriptions.forEach((subscription) => subscription.dispose());
    await this.enqueue(() => this.stopNow());
  }

  /** Asks for something about a document, as it is now; once more where it has changed meanwhile. */
  async request<R>(method: string, params: object, token?: vscode.CancellationToken): Promise<R | null> {
    const contentModified = -32801;
    for (let attempt = 0; ; attempt++) {
      if (!this.client || this.client.state !== State.Running) return null;
      try {
        // Without a token it is not to be named: undefined would be sent as a second parameter.
        return await (token
          ? this.client.sendRequest<R | null>(method, params, token)
          : this.client.sendRequest<R | null>(method, params));
      } catch (error) {
        if ((error as { code?: number }).code !== contentModified || attempt >= 3 || token?.isCancellationRequested)
          throw error;
      }
    }
  }

  /** The server's name for a document. */
  identify(document: vscode.TextDocument): { uri: string } {
    const uri = this.client?.code2ProtocolConverter.asUri(document.uri) ?? document.uri.toString();
    return { uri };
  }

  /** An edit of the server as VS Code has it. */
  async edit(edit: WorkspaceEdit): Promise<vscode.WorkspaceEdit | undefined> {
    return this.client?.protocol2CodeConverter.asWorkspaceEdit(edit);
  }

  private enqueue(job: () => Promise<void>): Promise<void> {
    const done = this.queue.then(job);
    this.queue = done.catch((error) => this.log.appendLine(String(error)));
    return this.queue;
  }

  private async startNow(): Promise<void> {
    if (this.client || enable() === 'never') return;
    const setting = vscode.workspace.getConfiguration('zhengwen').get('server.path', '');
    const { command, looked } = locate({
      setting,
      extension: this.context.extensionPath,
      path: process.env.PATH ?? '',
      platform: process.platform,
    });
    const problem = command
      ? await tryOut(command, this.context.extensionPath)
      : vscode.l10n.t('there is no file {0}', setting || looked[0] || '');
    if (!command || problem) {
      this.log.appendLine(`no server: ${problem}\nlooked at:\n  ${looked.join('\n  ')}`);
      this.complain(problem ?? '', setting !== '');
      return;
    }
    this.log.appendLine(`server: ${command}`);
    // A program of its own, so that VS Code's own message about one that does not start never comes on top of ours.
    const start = async () => {
      const process = spawn(command, ['lsp', '--stdio'], { stdio: 'pipe' });
      process.on('error', (error) => this.log.appendLine(String(error)));
      this.process = process;
      return process;
    };
    const client = new LanguageClient('zhengwen', 'zhengwen', start, this.options());
    client.onNotification('zhengwen/status', (status: Status) => {
      this.statuses.set(client.protocol2CodeConverter.asUri(status.uri).toString(), status);
      this.changed.fire();
    });
    client.onDidChangeState(({ newState }) => {
      if (newState !== State.Running) this.given.clear();
      this.changed.fire();
    });
    this.client = client;
    try {
      await client.start();
      this.complained = '';
    } catch (error) {
      this.client = undefined;
      this.complain(String(error), setting !== '');
    }
    this.changed.fire();
  }

  private async stopNow(): Promise<void> {
    const client = this.client;
    const process = this.process;
    this.client = undefined;
    this.statuses.clear();
    // One that is on its way down already answers with an error.
    await client?.dispose().catch((error) => this.log.appendLine(String(error)));
    this.given.clear();
    // It has been asked to end; one that does not hear is ended.
    if (process?.exitCode === null) setTimeout(() => process.kill(), 2000).unref();
    this.changed.fire();
  }

  private options(): LanguageClientOptions {
    // What is wanted may change while a document is open; what the server was given, it is told of to the end.
    const given = this.given;
    const middleware: Middleware = {
      didOpen: async (document, next) => {
        if (!isWanted(document)) return;
        given.add(document.uri.toString());
        await next(document);
      },
      didChange: async (event, next) => {
        if (given.has(event.document.uri.toString())) await next(event);
      },
      didSave: async (document, next) => {
        if (given.has(document.uri.toString())) await next(document);
      },
      didClose: async (document, next) => {
        this.statuses.delete(document.uri.toString());
        if (given.delete(document.uri.toString())) await next(document);
      },
    };
    return {
      documentSelector: [
        { language: 'plaintext', pattern: '**/*.{txt,TXT,Txt}' },
        { language: 'plaintext', scheme: 'untitled' },
      ],
      initializationOptions: { status: true, ...forServer() },
      outputChannel: this.log,
      revealOutputChannelOn: RevealOutputChannelOn.Never,
      middleware,
    };
  }

  private async configure(event: vscode.ConfigurationChangeEvent): Promise<void> {
    if (!event.affectsConfiguration('zhengwen')) return;
    // What the server is told when it starts, or has to do with whether it does.
    const restarting = ['enable', 'server.path', 'workspaceFiles'];
    if (restarting.some((key) => event.affectsConfiguration(`zhengwen.${key}`))) {
      await this.restart();
    } else if (this.client?.state === State.Running) {
      const settings = { zhengwen: forServer() };
      await this.client.sendNotification(DidChangeConfigurationNotification.type, { settings });
    }
  }

  /** Says that there is no server: once for each reason. */
  private complain(problem: string, isSet: boolean): void {
    if (this.complained === problem) return;
    this.complained = problem;
    const settings = vscode.l10n.t('Open settings');
    const log = vscode.l10n.t('Show log');
    const advice = isSet
      ? vscode.l10n.t('Put the setting zhengwen.server.path right, or empty it.')
      : vscode.l10n.t('Install it with “cargo install --path .” in its repository, or set zhengwen.server.path.');
    const message = vscode.l10n.t('zhengwen has no server: {0}. {1}', problem, advice);
    // Not waited for: the message may stay for long.
    void vscode.window.showErrorMessage(message, settings, log).then((chosen) => {
      if (chosen === settings)
        void vscode.commands.executeCommand('workbench.action.openSettings', 'zhengwen.server.path');
      if (chosen === log) this.log.show();
    });
  }
}

/** What is wrong with a program, if it does not say its version. */
async function tryOut(command: string, extension: string): Promise<string | undefined> {
  try {
    fs.accessSync(command, fs.constants.X_OK);
  } catch {
    try {
      // Some ways to unpack an extension lose this.
      if (!command.startsWith(extension)) throw new Error();
      fs.chmodSync(command, 0o755);
    } catch {
      return vscode.l10n.t('{0} may not be run', command);
    }
  }
  return new Promise((resolve) => {
    execFile(command, ['--version'], { timeout: 10_000 }, (error, output) => {
      if (error) resolve(vscode.l10n.t('{0} does not run here ({1})', command, firstLine(error.message)));
      else if (!output.startsWith('zhengwen')) resolve(vscode.l10n.t('{0} is another program', command));
      else resolve(undefined);
    });
  });
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? '';
}
