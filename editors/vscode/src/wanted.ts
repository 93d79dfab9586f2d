import * as fs from 'node:fs';
import * as path from 'node:path';
import * as vscode from 'vscode';
import { enable } from './settings';

/** Documents that show what another one was: they are not the user's to repair. */
const HISTORY = ['git', 'gitlens', 'review', 'pr', 'scm-history-item', 'timeline', 'conflictResolution', 'output'];

/** Whether a document is one for the server. */
export function isWanted(document: vscode.TextDocument): boolean {
  if (document.languageId !== 'plaintext' || enable() === 'never') return false;
  const { scheme, path: name } = document.uri;
  if (scheme === 'untitled') return enable() === 'all';
  if (HISTORY.includes(scheme) || scheme.startsWith('zhengwen-') || !name.toLowerCase().endsWith('.txt')) return false;
  return enable() === 'all' || (scheme === 'file' && hasConfiguration(document.uri.fsPath));
}

/** Whether there is a `zhengwen.toml` beside or above a file. */
function hasConfiguration(file: string): boolean {
  for (let folder = path.dirname(file); ; folder = path.dirname(folder)) {
    if (fs.existsSync(path.join(folder, 'zhengwen.toml'))) return true;
    if (folder === path.dirname(folder)) return false;
  }
}
