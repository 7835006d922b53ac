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

/* Runs the jobs, two at a time: a browser keeps one core busy, and what
 * matters is never how long something took. */
export async function together(jobs) {
  const queue = [...jobs];
  const work = async () => {
    for (let job = queue.shift(); job; job = queue.shift()) await job();
  };
  await Promise.all([work(), work()]);
}

export const urlOf = (dir, file) => pathToFileURL(path.resolve(dir, file)).href;

/* A page that hears every console message, every error and every request for
 * something outside `dir`. */
export async function open(browser, dir, file, options = {}) {
  const {hash = '', ...rest} = options;
  const context = await browser.newContext(rest);
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

/* All rules of WCAG 2.2 AA and best practice, or those of `rules`.  The page's
 * policy forbids scripts; the debugger's door is not bound by it.  Style sheets
 * are not fetched again (preload), which the policy would forbid too. */
export async function axe(page, rules = null) {
  const runOnly = rules
    ? {type: 'rule', values: rules}
    : ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
  const door = await page.context().newCDPSession(page);
  const ask = async expression => {
    const {result, exceptionDetails} = await door.send('Runtime.evaluate',
      {expression, awaitPromise: true, returnByValue: true});
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value;
  };
  await ask(`${axeSource};0`);
  const violations = await ask(`axe.run(document, ${JSON.stringify({runOnly, preload: false, resultTypes: ['violations']})})
    .then(result => result.violations)`);
  await door.detach();
  return violations.map(v =>
    `${v.id}: ${v.nodes.length} × ${v.help}; first: ${v.nodes[0].html.slice(0, 160)} ${v.nodes[0].failureSummary?.replace(/\s+/g, ' ').slice(0, 240)}`);
}
