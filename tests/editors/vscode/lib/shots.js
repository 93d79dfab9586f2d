// Screenshots: one for each step that failed, and those that sessions ask for.

const fs = require('node:fs');
const path = require('node:path');
const { THEMES } = require('./profile');
const { until } = require('./wait');

const MADE_HERE = /^FAIL-.*\.png$|-(dark|light)\.png$/;

class Shots {
  #window;
  #folder;

  constructor(window, folder) {
    this.#window = window;
    this.#folder = folder;
    fs.mkdirSync(folder, { recursive: true });
    // Those of the run before; the folder may be anyone's.
    for (const name of fs.readdirSync(folder)) if (MADE_HERE.test(name)) fs.rmSync(path.join(folder, name));
  }

  async failure(session) {
    const name = `FAIL-${session}-${Date.now() % 1_000_000}.png`;
    await this.#window.page.screenshot({ path: path.join(this.#folder, name) });
    console.log(`    screenshot: ${path.join(this.#folder, name)}`);
  }

  /** The whole window, light and dark. */
  async take(name) {
    for (const theme of ['dark', 'light']) {
      await this.theme(theme);
      await this.#window.page.screenshot({ path: path.join(this.#folder, `${name}-${theme}.png`) });
    }
  }

  async theme(theme) {
    await this.#window.setting('workbench.colorTheme', THEMES[theme]);
    const workbench = this.#window.page.locator(theme === 'dark' ? '.monaco-workbench.vs-dark' : '.monaco-workbench.vs');
    await until(`the ${theme} theme`, async () => (await workbench.count()) > 0);
    await this.#window.page.waitForTimeout(250);
  }
}

module.exports = { Shots };
