import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import test from 'node:test';

const read = (name: string) => readFileSync(name, 'utf8');
const json = (name: string): Record<string, string> => JSON.parse(read(name));
const LANGUAGES = ['zh-cn', 'zh-tw'];
const HAN = /\p{Script=Han}/u;

test('each key of package.json is there in three languages, and no other', () => {
  const used = [...read('package.json').matchAll(/"%([^%"]+)%"/g)].map(([, key]) => key).sort();
  for (const name of ['package.nls.json', ...LANGUAGES.map((language) => `package.nls.${language}.json`)]) {
    assert.deepEqual(Object.keys(json(name)).sort(), [...new Set(used)], name);
  }
});

test('each message of the source is there in both Chinese scripts, with its places to fill', () => {
  const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
  const source = files.map((name) => read(`src/${name}`)).join('\n');
  const said = [...source.matchAll(/l10n\.t\(\s*'((?:[^'\\]|\\.)*)'/g)].map(([, text]) => text!.replaceAll("\\'", "'"));
  assert.ok(said.length > 40);
  assert.equal(said.length, source.match(/l10n\.t\(/g)?.length, 'a message that is not a plain string');
  for (const language of LANGUAGES) {
    const bundle = json(`l10n/bundle.l10n.${language}.json`);
    assert.deepEqual(Object.keys(bundle).sort(), [...new Set(said)].sort(), language);
    for (const [english, chinese] of Object.entries(bundle)) {
      assert.match(chinese, HAN);
      const places = (text: string) => [...text.matchAll(/\{\d\}/g)].map(([place]) => place).sort();
      assert.deepEqual(places(chinese), places(english), english);
    }
  }
});

test('each script in its own words', () => {
  const all = (name: string) => Object.values(json(name)).join('');
  assert.doesNotMatch(all('package.nls.zh-cn.json') + all('l10n/bundle.l10n.zh-cn.json'), /[與這為檔處數設顯壞]/);
  assert.doesNotMatch(all('package.nls.zh-tw.json') + all('l10n/bundle.l10n.zh-tw.json'), /[与这为档处数设显坏]/);
});
