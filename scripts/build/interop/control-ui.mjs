// The original's own web page, unmodified from its npm package, in a headless Chromium: it connects, sends a message and shows the answer.
import { createReadStream, existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { extname, join, normalize } from 'node:path';

const types = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml', '.json': 'application/json', '.png': 'image/png', '.woff2': 'font/woff2' };
const flags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

// Where Chromium is; undefined when it is not installed.
const chromium = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) => path && existsSync(path));

/**
 * Drives the page that comes with the version against the gateway; resolves with what came over its socket and what went wrong in the page, or null
 * where there is no page, or no Chromium. Throws when a step never came.
 */
export async function driveControlUi(v) {
  const page = join(v.package, 'dist/control-ui');
  if (!chromium || !existsSync(join(page, 'index.html'))) return null;
  const { chromium: driver } = createRequire(join(v.package, 'package.json'))('playwright-core');
  const server = await serve(page);
  const profile = mkdtempSync(join(tmpdir(), 'openclaw-chromium-'));
  const browser = await driver.launchPersistentContext(profile, { executablePath: chromium, headless: true, args: flags });
  const said = `typed into the page at ${Date.now()}`;
  const errors = [];
  const sent = [];
  try {
    const tab = browser.pages()[0] ?? (await browser.newPage());
    tab.setDefaultTimeout(v.patience);
    tab.on('pageerror', (error) => errors.push(error.message));
    tab.on('websocket', (socket) => {
      const asked = new Map();
      socket.on('framesent', ({ payload }) => {
        const frame = JSON.parse(payload);
        asked.set(frame.id, frame.method);
      });
      socket.on('framereceived', ({ payload }) => {
        const frame = JSON.parse(payload);
        if (frame.type === 'res') sent.push({ method: asked.get(frame.id), ok: frame.ok, error: frame.error?.message });
        else if (frame.event === 'chat' && frame.payload.state === 'final') sent.push({ event: 'chat final', ok: true });
      });
    });
    await tab.goto(`http://127.0.0.1:${server.address().port}/?gatewayUrl=${encodeURIComponent(v.gateway.url)}#token=${v.gateway.token}`);
    // The page asks before it leaves its own origin.
    await tab.getByRole('button', { name: /^(switch to|confirm)/i }).first().click();
    // The menus hold hidden ones.
    const box = tab.locator('textarea:visible').first();
    await box.waitFor();
    await box.fill(said);
    await box.press('Enter');
    await tab.waitForFunction((wanted) => {
      const text = (node) => [...(node.shadowRoot ? [node.shadowRoot] : []), ...node.children].map(text).join(' ') + [...node.childNodes].filter((child) => child.nodeType === 3).map((child) => child.data).join(' ');
      // What was typed, and what echoes it.
      return text(document.body).split(wanted).length > 2;
    }, said);
    await tab.screenshot({ path: v.screenshot });
    return [...sent.map((one) => JSON.stringify(one)), ...errors].join('\n');
  } catch (error) {
    await browser.pages()[0]?.screenshot({ path: v.screenshot });
    throw new Error(`${error.message}\n${JSON.stringify(sent, null, 1)}\n${errors.join('\n')}`);
  } finally {
    await browser.close();
    server.close();
    rmSync(profile, { recursive: true, force: true });
  }
}

/** The page's files, and its start page for every path that names no file. */
function serve(folder) {
  const server = createServer((request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url, 'http://x').pathname)).replace(/^(\.\.[/\\])+/, '');
    let file = join(folder, path);
    if (!existsSync(file) || !statSync(file).isFile()) {
      if (extname(path)) return response.writeHead(404).end();
      file = join(folder, 'index.html');
    }
    response.writeHead(200, { 'content-type': types[extname(file)] ?? 'application/octet-stream' });
    createReadStream(file).pipe(response);
  });
  return new Promise((done) => server.listen(0, '127.0.0.1', () => done(server)));
}
