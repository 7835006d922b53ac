/* harness.mjs - a browser that notices everything, and a count of what held. */
import {chromium} from 'playwright-core';
import {createRequire} from 'node:module';
import {pathToFileURL} from 'node:url';
import {readFileSync} from 'node:fs';
import path from 'node:path';

const require = createRequire(import.meta.url);
const axeSource = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

let passed = 0;
let failed = 0;

export function check(name, ok, detail = '') {
  if (ok) passed++;
  else {
    failed++;
    console.log(`not ok: ${name}${detail ? `\n    ${detail}` : ''}`);
  }
}

export function finish() {
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
}

export const launch = () => chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-quic', '--no-first-run',
    '--disable-background-networking', '--disable-component-update',
    '--disable-sync'],
});

export const urlOf = (dir, file) => pathToFileURL(path.resolve(dir, file)).href;

/* A page on which every console message, error and request outside `dir` is a
 * failure of the check `name`. */
export async function open(browser, dir, file, options = {}) {
  const {hash = '', bypassCSP = false, ...rest} = options;
  const context = await browser.newContext({...rest, bypassCSP});
  const page = await context.newPage();
  const home = urlOf(dir, '.');
  const heard = [];
  page.on('console', m => heard.push(`console ${m.type()}: ${m.text()}`));
  page.on('pageerror', e => heard.push(`error: ${e.message}`));
  page.on('request', r => {
    const url = r.url();
    if (!url.startsWith(home) && !url.startsWith('data:')) heard.push(`request: ${url}`);
  });
  page.on('requestfailed', r => heard.push(`failed request: ${r.url()}`));
  await page.goto(urlOf(dir, file) + hash);
  return {page, heard, close: () => context.close()};
}

/* axe is run past the page's policy, in a browser of its own. */
export async function axe(page) {
  await page.evaluate(axeSource);
  const result = await page.evaluate(() => globalThis.axe.run(document, {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  }));
  return result.violations.map(v =>
    `${v.id}: ${v.nodes.length} × ${v.help}; first: ${v.nodes[0].html.slice(0, 160)} ${v.nodes[0].failureSummary?.replace(/\s+/g, ' ').slice(0, 240)}`);
}
