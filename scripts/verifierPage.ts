/**
 * Makes `assets/verify-certificate.html`, the page that checks certificates anywhere, from src-renderer/verifier: one file with its
 * style and its program inside. Run by hand after a change there; a test says when it was forgotten.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'vite';
import { root } from './run.ts';

export const VERIFIER_PAGE = join(root, 'assets', 'verify-certificate.html');

async function program(): Promise<string> {
  const built = await build({
    configFile: false,
    root,
    logLevel: 'error',
    publicDir: false,
    build: {
      write: false,
      target: 'es2020',
      minify: true,
      rolldownOptions: {
        input: join(root, 'src-renderer', 'verifier', 'main.ts'),
        output: { format: 'iife' },
      },
    },
  });
  const [output] = [built].flat();
  const chunk = output !== undefined && 'output' in output ? output.output[0] : undefined;
  if (chunk === undefined) throw new Error('the page has no program');
  return chunk.code.trim();
}

/** The page as its sources say it now. */
export async function verifierPage(): Promise<string> {
  const page = readFileSync(join(root, 'src-renderer', 'verifier', 'verifier.html'), 'utf8');
  const draws = readFileSync(join(root, 'assets', 'verify.html'), 'utf8');
  // Both pages for sceptics look alike.
  const style = /<style>\s*([\s\S]*?)\s*<\/style>/.exec(draws)?.[1] ?? '';
  const code = (await program()).replaceAll('</script', '<\\/script');
  return page.replace('/*STYLE*/', () => style).replace('/*SCRIPT*/', () => code);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  writeFileSync(VERIFIER_PAGE, await verifierPage());
