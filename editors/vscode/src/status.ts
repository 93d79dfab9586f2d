import * as vscode from 'vscode';
import { Active } from './active';
import { Server, Status } from './server';

/** The counts of the active document in the status bar; a click compares it with its repaired text. */
export function registerStatus(server: Server, active: Active): vscode.Disposable[] {
  const item = vscode.window.createStatusBarItem('status', vscode.StatusBarAlignment.Right, 90);
  item.name = 'zhengwen';
  item.command = 'zhengwen.compareWithRepaired';
  const update = () => {
    const editor = active.quiet();
    const status = editor && server.status(editor.document.uri);
    if (!status) return item.hide();
    item.text = label(status);
    item.tooltip = tooltip(status);
    item.accessibilityInformation = { label: `zhengwen: ${spoken(status)}` };
    item.show();
  };
  update();
  return [item, server.onDidChange(update), vscode.window.onDidChangeActiveTextEditor(update)];
}

function label({ damaged, page, contradictions }: Status): string {
  const parts = [
    damaged && `$(bug) ${damaged}`,
    page && `$(layout) ${page}`,
    contradictions && `$(question) ${contradictions}`,
  ];
  const shown = parts.filter(Boolean).join(' ');
  return `正文 ${shown || '$(check)'}`;
}

function spoken({ damaged, page, contradictions }: Status): string {
  if (damaged + page + contradictions === 0) return vscode.l10n.t('nothing found');
  return [
    vscode.l10n.t('{0} damaged', damaged),
    vscode.l10n.t('{0} not article', page),
    vscode.l10n.t('{0} contradictions', contradictions),
  ].join(', ');
}

function tooltip(status: Status): vscode.MarkdownString {
  const text = new vscode.MarkdownString(`**zhengwen** · ${spoken(status)}\n\n`);
  text.supportThemeIcons = true;
  if (status.rules.length > 0) {
    const head = [vscode.l10n.t('rule'), vscode.l10n.t('found'), vscode.l10n.t('certain'), vscode.l10n.t('likely')];
    text.appendMarkdown(`| | ${head.join(' | ')} |\n|---|---|--:|--:|--:|\n`);
    for (const { code, title, count, safe, likely } of status.rules) {
      text.appendMarkdown(`| ${code} | ${title} | ${count} | ${safe || ''} | ${likely || ''} |\n`);
    }
  }
  if (status.cut_short)
    text.appendMarkdown(`\n${vscode.l10n.t('More than is counted: setting zhengwen.maxProblems.')}\n`);
  text.appendMarkdown(`\n${vscode.l10n.t('Click to compare the text with its repaired self.')}`);
  return text;
}
