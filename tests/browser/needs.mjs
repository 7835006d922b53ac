/* needs.mjs - readers who change how pages look: forced colours, four times the
 * size, their own spacing, no motion, paper; who use keys and not a mouse.  And
 * a test of the tests: what is planted is found. */
import {axe, check, open} from './harness.mjs';
import {fits} from './pages.mjs';

/* 1280 x 1024 at 400 %: WCAG 2.2, 1.4.10. */
const magnified = {viewport: {width: 320, height: 256}};
const desktop = {viewport: {width: 1280, height: 900}};

/* WCAG 2.2, 1.4.12. */
const spacing = `* { line-height: 1.5 !important; letter-spacing: .12em !important;
  word-spacing: .16em !important; } p { margin-bottom: 2em !important; }`;

async function magnify(browser, dir, file) {
  const {page, close} = await open(browser, dir, file, magnified);
  await fits(page, `${file} at 400 %`);
  const fixed = await page.evaluate(() => [...document.querySelectorAll('body *')]
    .filter(e => ['fixed', 'sticky'].includes(getComputedStyle(e).position) && !e.closest('table, dialog'))
    .filter(e => getComputedStyle(e).visibility !== 'hidden' && e.getBoundingClientRect().height > innerHeight / 2)
    .map(e => e.className));
  check(`${file} at 400 %: nothing stands before the text`, fixed.length === 0, fixed.join(' '));
  await close();
}

async function space(browser, dir, file) {
  const {page, close} = await open(browser, dir, file, {viewport: {width: 390, height: 844}});
  await page.evaluate(css => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    document.adoptedStyleSheets = [sheet];
  }, spacing);
  await fits(page, `${file} with wide spacing`);
  const cut = await page.evaluate(() => [...document.querySelectorAll('p, li, h1, h2, h3, th, td')]
    .filter(e => !e.closest('.spoken') && getComputedStyle(e).overflow === 'hidden' && e.scrollHeight > e.clientHeight + 1)
    .map(e => e.textContent.slice(0, 30)));
  check(`${file} with wide spacing: nothing is cut`, cut.length === 0, cut.join('; '));
  await close();
}

async function forceColours(browser, dir, file) {
  for (const colorScheme of ['light', 'dark']) {
    const {page, close} = await open(browser, dir, file, {...desktop, forcedColors: 'active', colorScheme});
    const violations = await axe(page, ['color-contrast']);
    check(`${file}: forced colours, ${colorScheme}`, violations.length === 0, violations.join('\n    '));
    const flat = await page.evaluate(() => [...document.querySelectorAll('.tiles > li, .callout')]
      .filter(e => e.getClientRects().length > 0 && getComputedStyle(e).borderTopStyle === 'none').length);
    check(`${file}: forced colours leave tiles an edge`, flat === 0, `${flat} without`);
    await close();
  }
}

async function stand(browser, dir, file) {
  const {page, close} = await open(browser, dir, file, {...desktop, reducedMotion: 'reduce'});
  const moving = await page.evaluate(() => [document.documentElement, ...document.querySelectorAll('body *')]
    .filter(e => {
      const style = getComputedStyle(e);
      return style.scrollBehavior === 'smooth' || style.animationName !== 'none' ||
        style.transitionDuration.split(',').some(t => parseFloat(t) > 0);
    }).map(e => e.tagName));
  check(`${file}: nothing moves for who wants no motion`, moving.length === 0, moving.slice(0, 4).join(' '));
  await close();
}

async function print(browser, dir, file) {
  const {page, close} = await open(browser, dir, file, {...desktop, colorScheme: 'dark'});
  await page.emulateMedia({media: 'print', colorScheme: 'dark'});
  const facts = await page.evaluate(() => ({
    ground: getComputedStyle(document.body).backgroundColor,
    ink: getComputedStyle(document.querySelector('main p')).color,
    controls: [...document.querySelectorAll('.skip, .side, .turn, .head, .bar, .progress, .small-contents')]
      .filter(e => e.getClientRects().length > 0).length,
  }));
  const [ink] = facts.ink.match(/\d+/g).map(Number);
  check(`${file}: prints dark on white, whatever the screen`,
    ink < 128 && ['rgb(255, 255, 255)', 'rgba(0, 0, 0, 0)'].includes(facts.ground), JSON.stringify(facts));
  check(`${file}: prints no controls`, facts.controls === 0, `${facts.controls}`);
  await close();
}

/* A chart's numbers stand below it; who folds them away has them on paper. */
async function seeNumbers(browser, dir, file) {
  const {page, close} = await open(browser, dir, file, desktop);
  const hidden = () => page.evaluate(() => [...document.querySelectorAll('figure.chart')]
    .filter(chart => !chart.querySelector('td')?.checkVisibility())
    .map(chart => chart.id));
  check(`${file}: charts have their numbers in sight`, (await hidden()).length === 0, (await hidden()).join(' '));
  await page.evaluate(() => document.querySelectorAll('.numbers').forEach(numbers => { numbers.open = false; }));
  await page.emulateMedia({media: 'print'});
  check(`${file}: charts have their numbers in print`, (await hidden()).length === 0, (await hidden()).join(' '));
  await close();
}

/* Skip link, frames that scroll, ways to a note and back. */
async function keysOnPages(browser, dir, file) {
  const {page, close} = await open(browser, dir, file, {viewport: {width: 360, height: 740}});
  await page.keyboard.press('Tab');
  const first = await page.evaluate(() => document.activeElement.className);
  check(`${file}: the first stop skips to the content`, first === 'skip', first);
  await page.keyboard.press('Enter');
  check(`${file}: and leads there`, await page.evaluate(() => document.activeElement.id === 'main'));
  const frames = await page.evaluate(() => [...document.querySelectorAll('.frame')]
    .filter(f => !f.closest('details:not([open])') && f.scrollWidth > f.clientWidth + 1)
    .map(f => {
      f.focus();
      f.scrollLeft = 60;
      const name = f.querySelector('tbody tr:last-child > :first-child').getBoundingClientRect();
      return {reached: document.activeElement === f, named: f.ariaLabel?.length > 0 || f.hasAttribute('aria-label'),
        inSight: Math.abs(name.left - f.getBoundingClientRect().left) < 2};
    }));
  check(`${file}: wide tables scroll by key, their names in sight`,
    frames.every(f => f.reached && f.named && f.inSight), JSON.stringify(frames));
  const mark = page.locator('[role=doc-noteref]').first();
  if (await mark.count() > 0) {
    const id = await mark.getAttribute('id');
    await mark.click();
    const note = page.locator(`[id="${decodeURIComponent(new URL(page.url()).hash.slice(1))}"]`);
    check(`${file}: a mark leads to its note`, await note.isVisible());
    await note.locator('.back').first().click();
    check(`${file}: and the note back`, page.url().endsWith(`#${id}`), page.url());
  }
  await close();
}

/* Every kind of check fails on a page that deserves it. */
export async function testChecks(browser, dir) {
  const {page, heard, close} = await open(browser, dir, 'index.html', desktop);
  await page.evaluate(() => {
    const plant = html => document.querySelector('main').insertAdjacentHTML('beforeend', html);
    const sheet = new CSSStyleSheet();
    sheet.replaceSync('.pale { color: #aaa } .broad { width: 3000px }');
    document.adoptedStyleSheets = [sheet];
    plant('<img src="https://example.invalid/a.png">');
    plant('<p class="pale">Te licht</p><p class="broad">Te breed</p><h5>Te diep</h5>');
    console.log('een bericht');
  });
  await page.waitForTimeout(100);
  const found = (await axe(page)).join('\n');
  for (const rule of ['image-alt', 'color-contrast', 'heading-order'])
    check(`planted: axe says ${rule}`, found.includes(rule), found);
  check('planted: what sticks out is seen',
    await page.evaluate(() => document.documentElement.scrollWidth > innerWidth));
  check('planted: the message is heard', heard.some(h => h.includes('een bericht')));
  check('planted: the request outside is heard, or forbidden',
    heard.some(h => /example\.invalid/.test(h)), heard.join('\n'));
  await close();
}

export function needJobs(browser, dir, files) {
  return files.filter(f => !f.startsWith('internal/')).flatMap(file => [
    () => magnify(browser, dir, file),
    () => forceColours(browser, dir, file),
    () => stand(browser, dir, file),
    () => print(browser, dir, file),
    () => seeNumbers(browser, dir, file),
    ...(file === 'slides.html' ? [] : [
      () => space(browser, dir, file),
      () => keysOnPages(browser, dir, file),
    ]),
  ]);
}
