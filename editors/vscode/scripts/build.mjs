// Bundles the extension and the page of the facts panel into dist/.
import { build } from 'esbuild';
import { pathToFileURL } from 'node:url';

export async function bundle() {
  const common = { bundle: true, minify: true, outdir: 'dist', logLevel: 'warning', legalComments: 'linked' };
  await build({
    ...common,
    entryPoints: ['src/extension.ts'],
    platform: 'node',
    target: 'node18',
    format: 'cjs',
    external: ['vscode'],
  });
  await build({
    ...common,
    entryPoints: ['webview/facts.ts', 'webview/facts.css'],
    platform: 'browser',
    target: 'es2022',
  });
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) await bundle();
