/* serve.mjs - plenum serve, as a writer has it open beside the editor: an edit,
 * an error and its repair. */
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {cpSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {check} from './harness.mjs';

const PATIENCE = 60000; /* ms; a build takes one or two hundred */

export async function testServe(browser, program, site) {
  const root = mkdtempSync(path.join(tmpdir(), 'plenum-serve-'));
  cpSync(site, root, {recursive: true});
  const file = path.join(root, 'content/01-tekst.md');
  const good = readFileSync(file, 'utf8');
  const server = spawn(program, ['serve', '-q', '-C', root, '-p', '0', '--to', 'html,slides'],
    {stdio: ['ignore', 'pipe', 'ignore']});
  const ended = once(server, 'exit');
  const [line] = await once(server.stdout, 'data');
  const home = line.toString().trim();
  const context = await browser.newContext({viewport: {width: 800, height: 400}});
  const page = await context.newPage();
  const problems = page.locator('#plenum-problems');
  page.setDefaultTimeout(PATIENCE);

  await page.goto(`${home}01-tekst.html`);
  await page.evaluate(() => scrollTo({top: 300, behavior: 'instant'}));
  writeFileSync(file, `${good}\n\nEen zin die er net bij kwam.\n`);
  await page.getByText('Een zin die er net bij kwam.').waitFor();
  await page.waitForFunction(() => Math.abs(scrollY - 300) < 5, null, {timeout: 5000}).catch(() => {});
  const y = await page.evaluate(() => scrollY);
  check('serve: an edit shows, where the writer was', Math.abs(y - 300) < 5, `scrolled to ${y}`);

  writeFileSync(file, `${good}\n\nZie @fig-bestaat-niet.\n`);
  await problems.waitFor();
  const said = await problems.innerText();
  check('serve: an error has its file and line', /01-tekst\.md:\d+:\d+: error: /.test(said), said);
  check('serve: the last good set stays', await page.getByText('Een zin die er net bij kwam.').isVisible());
  await page.reload();
  await problems.waitFor();
  check('serve: also after loading again', await page.getByText('Een zin die er net bij kwam.').isVisible());

  writeFileSync(file, `${good}\n\nHersteld.\n`);
  await page.getByText('Hersteld.').waitFor();
  await problems.waitFor({state: 'detached'});
  check('serve: a repair takes the message away', await problems.count() === 0);

  await page.goto(`${home}slides.html#4`);
  writeFileSync(file, `${good}\n\nNog een zin.\n`);
  await page.getByText('Nog een zin.').first().waitFor({state: 'attached'});
  check('serve: the deck stays on its slide', page.url().endsWith('#4'), page.url());

  await saveInManyWays(page, home, root, file, good);
  const port = home.match(/:(\d+)\//)[1];
  const second = spawn(program, ['serve', '-q', '-C', root, '-p', port], {stdio: ['ignore', 'ignore', 'pipe']});
  let complaint = '';
  second.stderr.on('data', data => { complaint += data; });
  const [busy] = await once(second, 'close');
  check('serve: a port in use is status 2 and a message', busy === 2 && complaint.includes(`port ${port}`), complaint);

  await context.close();
  server.kill('SIGINT');
  const [status] = await ended;
  check('serve: ends when told to, with status 0', status === 0, `${status}`);
  rmSync(root, {recursive: true});
}

/* As editors and file managers do it. */
async function saveInManyWays(page, home, root, file, good) {
  await page.goto(`${home}01-tekst.html`);
  for (let i = 1; i <= 5; i++) writeFileSync(file, `${good}\n\nBewaard, ${i} keer.\n`);
  await page.getByText('Bewaard, 5 keer.').waitFor();
  check('serve: of many quick saves the last one shows', true);

  writeFileSync(`${file}~`, `${good}\n\nHernoemd.\n`);
  renameSync(`${file}~`, file);
  await page.getByText('Hernoemd.').waitFor();
  check('serve: a save by renaming shows', true);

  writeFileSync(path.join(root, 'content/04-Een naam met é.md'), '# Nieuw\n\nEen nieuwe pagina.\n');
  const link = page.locator('.pages a', {hasText: 'Nieuw'}).first();
  await link.waitFor({state: 'attached'});
  const name = await link.getAttribute('href');
  check('serve: a new file is a page with a safe name', name === '04-een-naam-met-e.html', name);

  const content = path.join(root, 'content');
  renameSync(content, `${content}-weg`);
  await page.locator('#plenum-problems').waitFor();
  check('serve: without its folder it keeps the last good set', await page.getByText('Hernoemd.').isVisible());
  renameSync(`${content}-weg`, content);
  await page.locator('#plenum-problems').waitFor({state: 'detached'});
  check('serve: and goes on when the folder is back', await page.getByText('Hernoemd.').isVisible());
}
