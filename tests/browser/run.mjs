/* node run.mjs OUT - checks a finished set in Chromium and with the Nu HTML
 * checker.  CHROMIUM names another browser. */
import {spawnSync} from 'node:child_process';
import {createRequire} from 'node:module';
import path from 'node:path';
import {check, finish, launch} from './harness.mjs';
import {filesOf, testPages} from './pages.mjs';
import {testDeck} from './deck.mjs';
import {testPresenter} from './presenter.mjs';

const dir = process.argv[2] ?? 'out';

function testMarkup() {
  const jar = createRequire(import.meta.url)('vnu-jar');
  const files = filesOf(dir).map(f => path.join(dir, f));
  const html = spawnSync('java', ['-jar', jar, '--errors-only', '--stdout', ...files], {encoding: 'utf8'});
  check('the Nu HTML checker has no errors', html.status === 0, (html.stdout + html.stderr).trim());
}

const browser = await launch();
try {
  testMarkup();
  await testPages(browser, dir);
  await testDeck(browser, dir);
  await testPresenter(browser, dir);
} finally {
  await browser.close();
}
finish();
