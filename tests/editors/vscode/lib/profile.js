// What the profile of the editor is set to.

const fs = require('node:fs');
const path = require('node:path');

const THEMES = { light: 'Default Light Modern', dark: 'Default Dark Modern' };

const settings = {
  'workbench.colorTheme': THEMES.light,
  'workbench.startupEditor': 'none',
  'workbench.enableExperiments': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.reduceMotion': 'on',
  'security.workspace.trust.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'update.mode': 'none',
  // They add entries to the menus.
  'chat.disableAIFeatures': true,
  'files.autoSave': 'off',
  'editor.lightbulb.enabled': 'on',
  'editor.fontSize': 15,
  // The Chinese font lacks some of the letters of pinyin.
  'editor.fontFamily': "'DejaVu Sans Mono', 'WenQuanYi Micro Hei', 'Noto Sans CJK SC', monospace",
};

/** Two files: VS Code in a browser reads the user's settings from one and the machine's from the other. */
function write(profile) {
  for (const kind of ['User', 'Machine']) {
    const folder = path.join(profile, kind);
    fs.mkdirSync(folder, { recursive: true });
    const content = kind === 'User' ? settings : {};
    fs.writeFileSync(path.join(folder, 'settings.json'), JSON.stringify(content, null, 2));
  }
}

module.exports = { THEMES, write };
