import * as vscode from 'vscode';

export type Enable = 'all' | 'workspace' | 'never';

/** Which documents the server is given. */
export function enable(): Enable {
  return vscode.workspace.getConfiguration('zhengwen').get<Enable>('enable', 'all');
}

/** What the server is told: in `initializationOptions`, and again whenever it changes. */
export function forServer(): Record<string, unknown> {
  const settings = vscode.workspace.getConfiguration('zhengwen');
  const keys = ['select', 'ignore', 'language', 'maxHints', 'maxProblems', 'workspaceFiles'];
  return Object.fromEntries(keys.map((key) => [key, settings.get(key)]));
}
