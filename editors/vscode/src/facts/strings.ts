import * as vscode from 'vscode';

/** All that the page says, in the language of VS Code; the page itself knows none. */
export function strings(): Record<string, string> {
  return {
    figure: vscode.l10n.t('Figures'),
    date: vscode.l10n.t('Dates'),
    person: vscode.l10n.t('People'),
    place: vscode.l10n.t('Places'),
    organisation: vscode.l10n.t('Organisations'),
    document: vscode.l10n.t('Documents'),
    text: vscode.l10n.t('Text'),
    value: vscode.l10n.t('Value'),
    unit: vscode.l10n.t('Unit'),
    metric: vscode.l10n.t('Metric'),
    period: vscode.l10n.t('Period'),
    trend: vscode.l10n.t('Trend'),
    speaker: vscode.l10n.t('Said by'),
    iso: vscode.l10n.t('Date'),
    duration: vscode.l10n.t('Duration'),
    name: vscode.l10n.t('Name'),
    titles: vscode.l10n.t('Titles'),
    issuer: vscode.l10n.t('Issued by'),
    file: vscode.l10n.t('File'),
    line: vscode.l10n.t('Line'),
    in: vscode.l10n.t('Place'),
    of: vscode.l10n.t('Organisation'),
    search: vscode.l10n.t('Search'),
    filter: vscode.l10n.t('Filter'),
    csv: vscode.l10n.t('Export as CSV'),
    nothing: vscode.l10n.t('Nothing of this kind'),
    chart: vscode.l10n.t('The same metric over time'),
  };
}
