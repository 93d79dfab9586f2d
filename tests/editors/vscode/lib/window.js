// One window of VS Code: what a person sees of it (the page), and what it says itself (the probe).

const path = require('node:path');
const { pause, until } = require('./wait');

class Window {
  constructor(page, probe) {
    this.page = page;
    this.probe = probe;
    this.ask = probe.ask.bind(probe);
  }

  static async open(browser, server, folder, probes) {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, deviceScaleFactor: 1 });
    page.setDefaultTimeout(15_000);
    const connected = probes.connected();
    await page.addInitScript(collectErrors);
    await page.goto(`http://127.0.0.1:${server.port}/?folder=${encodeURIComponent(folder)}`, {
      waitUntil: 'domcontentloaded',
      timeout: 60_000,
    });
    await page.waitForSelector('.monaco-workbench', { timeout: 60_000 });
    const late = pause(60_000).then(() => Promise.reject(new Error('the extension host did not start')));
    late.catch(() => {});
    return new Window(page, await Promise.race([connected, late]));
  }

  command(id, ...args) {
    return this.ask((vscode, id, args) => vscode.commands.executeCommand(id, ...args).then(() => null), id, args);
  }

  /** Shows a file, and gives its path back. */
  async show(file) {
    await this.ask(async (vscode, file) => {
      const document = await vscode.workspace.openTextDocument(vscode.Uri.file(file));
      await vscode.window.showTextDocument(document, { preview: false });
    }, file);
    await this.page.waitForSelector(`.tab.active[data-resource-name="${path.basename(file)}"]`);
    await this.command('workbench.action.focusActiveEditorGroup');
    return file;
  }

  /** The text of a document as the editor has it. */
  text(file) {
    return this.ask(async (vscode, file) => {
      return (await vscode.workspace.openTextDocument(vscode.Uri.file(file))).getText();
    }, file);
  }

  textBecomes(file, expected, what = 'the text') {
    return until(what, async () => (await this.text(file)) === expected, {
      state: async () => difference(await this.text(file), expected),
    });
  }

  /** Waits until a document is written. */
  saved(file) {
    const dirty = () => this.ask((vscode, file) => {
      return vscode.workspace.textDocuments.find((d) => d.uri.fsPath === file)?.isDirty ?? null;
    }, file);
    return until(`${path.basename(file)} to be saved`, async () => (await dirty()) === false);
  }

  diagnostics(file) {
    return this.ask((vscode, file) => {
      const severities = ['error', 'warning', 'information', 'hint'];
      return vscode.languages.getDiagnostics(vscode.Uri.file(file)).map((d) => ({
        start: d.range.start,
        end: d.range.end,
        code: typeof d.code === 'object' ? d.code.value : d.code,
        link: d.code?.target?.toString() ?? null,
        message: d.message,
        severity: severities[d.severity],
        source: d.source,
        faded: (d.tags ?? []).includes(vscode.DiagnosticTag.Unnecessary),
      }));
    }, file);
  }

  /** Waits until what is marked in a file satisfies `condition`, and gives it back. */
  async diagnosticsUntil(file, what, condition, limit) {
    let last = [];
    return until(what, async () => {
      last = await this.diagnostics(file);
      return condition(last) && last;
    }, { limit, state: () => summary(last) });
  }

  /**
   * As `diagnosticsUntil`, once the marks have not changed for half a second: VS Code gives up a menu or an action that
   * is under way when new ones arrive.
   */
  diagnosticsAtRest(file, what, condition) {
    let [last, since] = ['', 0];
    return this.diagnosticsUntil(file, `${what}, at rest`, (d) => {
      const now = JSON.stringify(d);
      if (now !== last) [last, since] = [now, Date.now()];
      return condition(d) && Date.now() - since > 500;
    });
  }

  /** What the quick fix menu and the source actions offer for a range. */
  actions(file, range, kind) {
    return this.ask(async (vscode, file, { start, end }, kind) => {
      const range = new vscode.Range(start.line, start.character, end.line, end.character);
      const command = 'vscode.executeCodeActionProvider';
      const actions = await vscode.commands.executeCommand(command, vscode.Uri.file(file), range, kind);
      return actions.map((a) => ({ title: a.title, kind: a.kind?.value, preferred: !!a.isPreferred }));
    }, file, range, kind);
  }

  /** The hovers at a place, as Markdown. */
  hover(file, { line, character }) {
    return this.ask(async (vscode, file, line, character) => {
      const at = new vscode.Position(line, character);
      const hovers = await vscode.commands.executeCommand('vscode.executeHoverProvider', vscode.Uri.file(file), at);
      return hovers.flatMap((h) => h.contents.map((c) => c.value ?? String(c))).join('\n');
    }, file, line, character);
  }

  /** Puts the cursor at a place, in view. */
  async goTo({ line, character }) {
    await this.ask((vscode, line, character) => {
      const editor = vscode.window.activeTextEditor;
      const at = new vscode.Position(line, character);
      editor.selection = new vscode.Selection(at, at);
      editor.revealRange(new vscode.Range(at, at), vscode.TextEditorRevealType.InCenter);
    }, line, character);
    await this.command('workbench.action.focusActiveEditorGroup');
  }

  /** Waits until the cursor of the active editor is at a place. */
  cursorAt(place) {
    const cursor = () => this.ask((vscode) => vscode.window.activeTextEditor?.selection.active ?? null);
    const there = (at) => at?.line === place.line && at.character === place.character;
    return until(`the cursor at ${place.line}:${place.character}`, async () => there(await cursor()), { state: cursor });
  }

  /** Sets one setting of the user, as the settings page does; undefined takes it back. */
  setting(key, value) {
    return this.ask(async (vscode, key, value) => {
      await vscode.workspace.getConfiguration().update(key, value ?? undefined, vscode.ConfigurationTarget.Global);
    }, key, value ?? null);
  }

  press(keys) {
    return this.page.keyboard.press(keys);
  }

  /** Where a text stands on the screen, in the editor that has the focus; the first of several. */
  box(text) {
    let last;
    return until(`「${text}」 on the screen, at rest`, async () => {
      const box = await this.page.evaluate(boxOf, text);
      const rests = box && last?.x === box.x && last.y === box.y;
      last = box;
      return rests && box;
    }, { every: 150 });
  }

  /** Rests the pointer on a text; gives the hover that holds `part`. */
  async pointAt(text, part) {
    const { x, y, width, height } = await this.box(text);
    await this.page.mouse.move(x + width / 3, y + height / 2, { steps: 5 });
    const hover = this.page.locator('.monaco-hover:not(.hidden)', { hasText: part }).first();
    await hover.waitFor();
    return hover;
  }

  /** The errors that VS Code has shown since the last call. */
  async shownErrors() {
    return this.page.evaluate(() => window.shownErrors.splice(0));
  }

  async statusBar() {
    return this.page.$$eval('.statusbar-item', (items) =>
      items.map((item) => ({ id: item.id, text: item.innerText.trim(), label: item.ariaLabel ?? item.querySelector('a')?.ariaLabel })));
  }

  /** The frame of a webview that `holds` a selector. */
  frame(holds, limit = 15_000) {
    return until(`a webview with ${holds}`, async () => {
      for (const frame of this.page.frames()) {
        if (await frame.locator(holds).count().catch(() => 0)) return frame;
      }
      return undefined;
    }, { limit, state: () => this.page.frames().map((f) => f.url().slice(0, 80)) });
  }

  /** As it was at the start: nothing open, no setting of ours. */
  async reset() {
    // Off whatever shows something under the pointer.
    await this.page.mouse.move(640, 400);
    await this.press('Escape');
    await this.ask(async (vscode) => {
      for (const group of vscode.window.tabGroups.all) {
        for (const tab of group.tabs) {
          if (tab.isDirty && tab.input?.uri) {
            await vscode.window.showTextDocument(tab.input.uri);
            await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
          }
        }
      }
      await vscode.commands.executeCommand('workbench.action.closeAllEditors');
      await vscode.commands.executeCommand('workbench.action.editorLayoutSingle');
      await vscode.commands.executeCommand('workbench.action.closePanel');
      await vscode.commands.executeCommand('workbench.action.closeSidebar');
      await vscode.commands.executeCommand('notifications.clearAll');
      const ours = vscode.workspace.getConfiguration('zhengwen');
      for (const key of ['enable', 'select', 'ignore', 'language', 'maxHints', 'maxProblems', 'server.path']) {
        if (ours.inspect(key)?.globalValue !== undefined) {
          await ours.update(key, undefined, vscode.ConfigurationTarget.Global);
        }
      }
    });
  }
}

// Runs in the page: error messages go away by themselves.
function collectErrors() {
  window.shownErrors = [];
  const seen = new WeakSet();
  const look = () => {
    for (const item of document.querySelectorAll('.notification-list-item')) {
      if (seen.has(item) || !item.querySelector('.codicon-error') || !item.innerText.trim()) continue;
      seen.add(item);
      window.shownErrors.push(item.innerText.trim());
    }
  };
  document.addEventListener('DOMContentLoaded', () => {
    new MutationObserver(look).observe(document.body, { childList: true, subtree: true });
  });
}

// Runs in the page.
function boxOf(text) {
  const editors = [...document.querySelectorAll('.editor-instance .monaco-editor, .monaco-editor')];
  const editor = editors.find((e) => e.classList.contains('focused')) ?? editors[0];
  if (!editor) return null;
  for (const line of editor.querySelectorAll('.view-line')) {
    const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
    const nodes = [];
    let all = '';
    while (walker.nextNode()) {
      nodes.push([walker.currentNode, all.length]);
      all += walker.currentNode.data.replaceAll('\u00a0', ' ');
    }
    const index = all.indexOf(text);
    if (index < 0) continue;
    const range = document.createRange();
    const [first, before] = nodes.findLast(([, start]) => start <= index);
    const [last, start] = nodes.findLast(([, start]) => start < index + text.length);
    range.setStart(first, index - before);
    range.setEnd(last, index + text.length - start);
    const { x, y, width, height } = range.getClientRects()[0];
    return { x, y, width, height };
  }
  return null;
}

function summary(diagnostics) {
  const counts = {};
  for (const d of diagnostics) counts[`${d.code} ${d.severity}`] = (counts[`${d.code} ${d.severity}`] ?? 0) + 1;
  return counts;
}

function difference(found, expected) {
  let at = 0;
  while (at < found.length && found[at] === expected[at]) at++;
  const around = (text) => text.slice(Math.max(0, at - 20), at + 40);
  return { at, found: around(found), expected: around(expected), lengths: [found.length, expected.length] };
}

module.exports = { Window };
