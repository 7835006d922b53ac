/* node run.mjs OUT... - checks finished sets in Chromium and with the Nu HTML
 * checker.  CHROMIUM names another browser. */
import {spawnSync} from 'node:child_process';
import {readFileSync, readdirSync} from 'node:fs';
import {createRequire} from 'node:module';
import path from 'node:path';
import {check, finish, launch} from './harness.mjs';
import {filesOf, testPages} from './pages.mjs';
import {testDeck} from './deck.mjs';
import {testPresenter} from './presenter.mjs';

/* A note that starts with this word is in no published file. */
const SECRET = 'GEHEIME-NOTITIE';

function testMarkup(dir) {
  const jar = createRequire(import.meta.url)('vnu-jar');
  const files = filesOf(dir).map(f => path.join(dir, f));
  const html = spawnSync('java', ['-jar', jar, '--errors-only', '--stdout', ...files], {encoding: 'utf8'});
  check('the Nu HTML checker has no errors', html.status === 0, (html.stdout + html.stderr).trim());
}

function testSecrets(dir) {
  for (const file of readdirSync(dir, {recursive: true, withFileTypes: true})) {
    const name = path.join(file.parentPath ?? file.path, file.name);
    if (!file.isFile() || name.includes(`${path.sep}internal${path.sep}`)) continue;
    check(`${name}: no speaker notes`, !readFileSync(name).includes(SECRET));
  }
}

const browser = await launch();
try {
  for (const dir of process.argv.slice(2)) {
    testMarkup(dir);
    testSecrets(dir);
    await testPages(browser, dir);
    await testDeck(browser, dir);
    await testPresenter(browser, dir);
  }
} finally {
  await browser.close();
}
finish();
