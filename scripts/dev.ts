/** `npm run dev`: a desk over data of its own in dist/dev, and the screens from their sources with hot reload. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { createServer, type ProxyOptions } from 'vite';
import { childEnvironment, nodeBinary, root } from './run.ts';

const data = join(root, 'dist', 'dev');
const words = ['--no-window', '--data', data, ...process.argv.slice(2)];
const desk = spawn(nodeBinary(), [join(root, 'src-main', 'start.ts'), ...words], {
  stdio: ['ignore', 'pipe', 'inherit'],
  env: childEnvironment(),
});
desk.on('exit', (code) => process.exit(code ?? 1));

const printedUrl = async (): Promise<URL> => {
  for await (const line of createInterface(desk.stdout)) {
    const found = /Orda: (http:\S+)/.exec(line)?.[1];
    if (found !== undefined) return new URL(found);
  }
  throw new Error('the desk ended before it was ready');
};

const url = await printedUrl();
const { headers } = await fetch(url, { redirect: 'manual' });
const cookie = headers.get('set-cookie')?.split(';')[0] ?? '';
// The desk answers its own pages only: what the development server passes on must look as if it came from one.
const passed: ProxyOptions = {
  target: url.origin,
  changeOrigin: true,
  configure: (proxy) =>
    proxy.on('proxyReq', (request) => {
      request.setHeader('origin', url.origin);
      request.setHeader('cookie', cookie);
      request.setHeader('sec-fetch-site', 'same-origin');
    }),
};
const server = await createServer({
  configFile: join(root, 'src-renderer', 'vite.config.ts'),
  server: {
    host: '127.0.0.1',
    open: '/desk/',
    proxy: { '/api': passed, '/upload': passed, '/download': passed },
  },
});
await server.listen();
server.printUrls();
