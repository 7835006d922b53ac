/* node run.mjs PROGRAM HOUSE OUT... - checks finished sets in Chromium and with the
 * Nu HTML checker; of HOUSE only what a house style changes.  CHROMIUM names another browser. */
import {execFile} from 'node:child_process';
import {readFileSync, readdirSync} from 'node:fs';
import {createRequire} from 'node:module';
import path from 'node:path';
import {promisify} from 'node:util';
import {check, finish, launch, together} from './harness.mjs';
import {needJobs, testChecks} from './needs.mjs';
import {filesOf, pageJobs} from './pages.mjs';
import {testBeside} from './beside.mjs';
import {deckJobs} from './deck.mjs';
import {testPresenter} from './presenter.mjs';
import {testServe} from './serve.mjs';

/* A note that starts with this word is in no published file. */
const SECRET = 'GEHEIME-NOTITIE';

const run = promisify(execFile);

/* One start of the checker for all files: starting takes it longest. */
async function testMarkup(dirs) {
  const jar = createRequire(import.meta.url)('vnu-jar');
  const files = dirs.flatMap(dir => filesOf(dir).map(f => path.join(dir, f)));
  const said = await run('java', ['-jar', jar, '--errors-only', '--stdout', ...files])
    .then(() => '', failure => `${failure.stdout}${failure.stderr}`);
  check('the Nu HTML checker has no errors', said === '', said.trim());
}

function testSecrets(dir) {
  for (const file of readdirSync(dir, {recursive: true, withFileTypes: true})) {
    const name = path.join(file.parentPath ?? file.path, file.name);
    if (!file.isFile() || name.includes(`${path.sep}internal${path.sep}`)) continue;
    check(`${name}: no speaker notes`, !readFileSync(name).includes(SECRET));
  }
}

const [program, house, ...dirs] = process.argv.slice(2);
const browser = await launch();
try {
  dirs.forEach(testSecrets);
  await together([
    () => testMarkup([house, ...dirs]),
    () => testServe(browser, program, 'site'),
    () => testChecks(browser, dirs[0]),
    () => testBeside(browser, house),
    ...pageJobs(browser, house, ['index.html', 'slides.html']),
    ...dirs.flatMap(dir => [
      ...needJobs(browser, dir, filesOf(dir)),
      ...deckJobs(browser, dir),
      ...pageJobs(browser, dir),
      () => testPresenter(browser, dir),
      () => testBeside(browser, dir),
    ]),
  ]);
} finally {
  await browser.close();
}
finish();
