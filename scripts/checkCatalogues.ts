/** Looks through every `*.texts.ts` file of the core and the renderer. */
import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { isCatalogue, problemsOf } from './catalogues.ts';
import { root } from './run.ts';

const files = ['src-core', 'src-renderer', 'src-main']
  .flatMap((folder) => readdirSync(join(root, folder), { recursive: true, withFileTypes: true }))
  .filter((entry) => entry.isFile() && entry.name.endsWith('.texts.ts'))
  .map((entry) => join(entry.parentPath, entry.name));

const problems: string[] = [];
let count = 0;
for (const file of files) {
  const exported: Readonly<Record<string, unknown>> = await import(pathToFileURL(file).href);
  for (const [name, value] of Object.entries(exported)) {
    if (!isCatalogue(value)) continue;
    count += 1;
    problems.push(...problemsOf(`${relative(root, file)}: ${name}`, value));
  }
}
for (const problem of problems) console.error(problem);
console.log(`${count} catalogues in ${files.length} files, ${problems.length} problems`);
process.exit(problems.length === 0 ? 0 : 1);
