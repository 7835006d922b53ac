/* deck.mjs - drives slides.html by key, touch and address, prints it, and
 * measures that no slide is cut off. */
import {axe, check, open} from './harness.mjs';

const sizes = [[1024, 768], [1280, 720], [1920, 1080], [3840, 2160], [844, 390]];
const phone = {viewport: {width: 360, height: 740}, isMobile: true, hasTouch: true};

const current = page => page.evaluate(() =>
  Number(document.querySelector('.slide.current')?.dataset.number));
const has = (page, name) => page.evaluate(n => document.documentElement.classList.contains(n), name);
const count = page => page.evaluate(() => document.querySelectorAll('.slides > .slide').length);

async function press(page, key, want, name) {
  await page.keyboard.press(key);
  const at = await current(page);
  check(`${name ?? key}: slide ${want}`, at === want, `at ${at}`);
}

async function keys(browser, dir) {
  const {page, heard, close} = await open(browser, dir, 'slides.html', {viewport: {width: 1280, height: 720}});
  const n = await count(page);
  check('starts at the first slide', await current(page) === 1);
  await press(page, 'ArrowRight', 2);
  await press(page, 'Space', 3);
  await press(page, 'PageDown', 4);
  await press(page, 'ArrowLeft', 3);
  await press(page, 'PageUp', 2);
  await press(page, 'End', n);
  await press(page, 'ArrowRight', n, 'ArrowRight at the end');
  await press(page, 'Home', 1);
  await press(page, 'ArrowLeft', 1, 'ArrowLeft at the start');
  await page.keyboard.press('5');
  await press(page, 'Enter', 5, '5 Enter');
  check('the address follows', page.url().endsWith('#5'), page.url());
  for (const key of ['Control+ArrowRight', 'Alt+ArrowRight', 'Meta+ArrowRight', 'Control+b'])
    await press(page, key, 5, key);
  check('Control+b does not blank', !await has(page, 'blanked'));
  const said = await page.evaluate(() => document.querySelector('[role=status]').textContent);
  check('the change is announced', /5/.test(said), said);
  const focused = await page.evaluate(() =>
    document.querySelector('.slide.current').contains(document.activeElement));
  check('the focus is on the slide', focused);
  const mute = await page.evaluate(() => [...document.querySelectorAll('.chart')].filter(c => !c.querySelector('table')).length);
  check('every chart has its numbers as a table', mute === 0, `${mute} without`);
  await page.keyboard.press('b');
  check('b blanks', await has(page, 'blanked') && await page.locator('.blank').isVisible());
  await press(page, 'b', 5, 'b again');
  check('b again shows', !await has(page, 'blanked'));
  await page.keyboard.press('?');
  check('? opens help', await page.locator('.help').isVisible());
  await page.keyboard.press('Escape');
  check('Escape closes help', !await page.locator('.help').isVisible());
  check('and stays out of the overview', !await has(page, 'overview'));
  await page.keyboard.press('o');
  check('o opens the overview', await has(page, 'overview'));
  const shown = await page.evaluate(() => [...document.querySelectorAll('.slides > .slide')]
    .filter(s => getComputedStyle(s).visibility === 'visible').length);
  check('the overview shows all slides', shown === n, `${shown} of ${n}`);
  await press(page, 'ArrowRight', 6, 'ArrowRight in the overview');
  await page.keyboard.press('Enter');
  check('Enter leaves the overview', !await has(page, 'overview') && await current(page) === 6);
  await page.keyboard.press('Escape');
  check('Escape opens the overview', await has(page, 'overview'));
  await page.locator('.slide').nth(1).click();
  check('a click chooses a slide', !await has(page, 'overview') && await current(page) === 2);
  await page.keyboard.press('f');
  await page.waitForTimeout(300);
  check('f is full screen', await page.evaluate(() => document.fullscreenElement !== null));
  await page.keyboard.press('f');
  await page.keyboard.press('r');
  check('r reads as a page', !await has(page, 'staged'));
  await page.keyboard.press('r');
  check('r again is a stage', await has(page, 'staged'));
  check('driving by key: no message, no request', heard.length === 0, heard.join('\n    '));
  await close();
}

async function steps(browser, dir) {
  const {page, close} = await open(browser, dir, 'slides.html', {viewport: {width: 1280, height: 720}});
  const [number, total] = await page.evaluate(() => {
    const slide = document.querySelector('.slide:has(.incremental li)');
    return slide ? [Number(slide.dataset.number), slide.querySelectorAll('.incremental li').length] : [0, 0];
  });
  const shown = () => page.evaluate(() => [...document.querySelectorAll('.slide.current .incremental li')]
    .filter(li => getComputedStyle(li).visibility === 'visible').length);
  if (number > 0) {
    await page.evaluate(n => { location.hash = `#${n}`; }, number);
    await page.waitForTimeout(50);
    for (let i = 0; i <= total; i++) {
      check(`step ${i} shows ${i}`, await current(page) === number && await shown() === i, `${await shown()}`);
      await page.keyboard.press('ArrowRight');
    }
    check('after the last step the next slide', await current(page) === number + 1);
    await press(page, 'ArrowLeft', number, 'back to the steps');
    check('which are all there', await shown() === total);
    await page.keyboard.press('ArrowLeft');
    check('and go one by one', await shown() === total - 1);
  }
  await close();
}

async function addresses(browser, dir) {
  const {page, heard, close} = await open(browser, dir, 'slides.html',
    {hash: '#7', viewport: {width: 1280, height: 720}});
  check('#7 opens slide 7', await current(page) === 7);
  await page.evaluate(() => { location.hash = '#3'; });
  await page.waitForTimeout(50);
  check('a changed address moves the deck', await current(page) === 3);
  const id = await page.evaluate(() => document.querySelectorAll('.slide')[4].id);
  await page.evaluate(i => { location.hash = `#${i}`; }, id);
  await page.waitForTimeout(50);
  check('an id moves the deck', await current(page) === 5);
  const [inner, on] = await page.evaluate(() => {
    const target = deck.slides.findLast(s => s.querySelector('[id]:not(h1, h2, h3)'));
    return [target.querySelector('[id]:not(h1, h2, h3)').id, Number(target.dataset.number)];
  });
  await page.evaluate(i => { location.hash = `#${i}`; }, inner);
  await page.waitForTimeout(50);
  check('an id inside a slide moves the deck', await current(page) === on, `${inner}: ${await current(page)}`);
  await page.evaluate(() => { location.hash = '#999'; });
  await page.waitForTimeout(50);
  check('a number beyond the end is the end', await current(page) === await count(page));
  await page.evaluate(() => { location.hash = '#%E0%A4%A'; });
  await page.waitForTimeout(50);
  check('an address that is none stays', await current(page) === await count(page));
  check('driving by address: no message', heard.length === 0, heard.join('\n    '));
  await close();
}

async function swipe(page, from, to) {
  await page.evaluate(([x1, x2]) => {
    const touch = x => new Touch({identifier: 1, target: document.body, clientX: x, clientY: 200});
    const fire = (type, x) => document.body.dispatchEvent(new TouchEvent(type, {
      bubbles: true, touches: type === 'touchend' ? [] : [touch(x)], changedTouches: [touch(x)]}));
    fire('touchstart', x1);
    fire('touchend', x2);
  }, [from, to]);
}

async function touches(browser, dir) {
  const {page, close} = await open(browser, dir, 'slides.html',
    {viewport: {width: 844, height: 390}, isMobile: true, hasTouch: true});
  await swipe(page, 600, 300);
  check('a swipe to the left goes on', await current(page) === 2);
  await swipe(page, 300, 600);
  check('a swipe to the right goes back', await current(page) === 1);
  await swipe(page, 300, 290);
  check('a tap stays', await current(page) === 1);
  await close();
}

/* What sticks out of its slide, its own box or the body of the slide; for every
 * slide in turn, with all its steps shown. */
const overflow = page => page.evaluate(() => deck.slides.map((slide, i) => {
  const found = [];
  deck.go(i, Infinity);
  const box = slide.getBoundingClientRect();
  const body = slide.querySelector('.slide-body');
  const foot = slide.querySelector('.slide-foot').getBoundingClientRect();
  if (box.left < -1 || box.top < -1 || box.right > innerWidth + 1 || box.bottom > innerHeight + 1)
    found.push('slide outside the window');
  for (const e of slide.querySelectorAll('p, li, td, th, h1, h2, h3, h4, svg, img, text')) {
    const r = e.getBoundingClientRect();
    if (r.width === 0 || e.closest('.spoken, .numeral')) continue;
    if (r.left < box.left - 1 || r.right > box.right + 1 || r.bottom > box.bottom + 1)
      found.push(`${e.tagName} "${e.textContent.trim().slice(0, 30)}"`);
    else if (body?.contains(e) && r.bottom > foot.top + 1)
      found.push(`in the foot: ${e.tagName} "${e.textContent.trim().slice(0, 30)}"`);
  }
  const cells = [...slide.querySelectorAll('td, th')].map(c => parseFloat(getComputedStyle(c).fontSize));
  const unit = box.width / 960;
  return {found, fit: slide.style.getPropertyValue('--net') || '1', cell: cells.length ? Math.min(...cells) / unit : null};
}));

async function nothingIsCut(browser, dir, [width, height]) {
  const {page, close} = await open(browser, dir, 'slides.html', {viewport: {width, height}});
  await page.evaluate(() => document.fonts.ready);
  for (const [i, {found, fit, cell}] of (await overflow(page)).entries()) {
    const name = `slide ${i + 1} at ${width}×${height}`;
    check(`${name}: nothing is cut`, found.length === 0, found.slice(0, 3).join('; '));
    check(`${name}: in its own size`, Number(fit) >= 0.9, `--net ${fit}`);
    if (cell !== null) check(`${name}: table is readable`, cell >= 13, `${cell.toFixed(1)} px`);
  }
  await close();
}

async function onAPhone(browser, dir) {
  const {page, close} = await open(browser, dir, 'slides.html', phone);
  check('a phone reads a page', !await has(page, 'staged'));
  const hidden = await page.evaluate(() => [...document.querySelectorAll('.slides > .slide')]
    .filter(s => getComputedStyle(s).visibility !== 'visible').length);
  check('a phone shows every slide', hidden === 0);
  const small = await page.evaluate(() => [...document.querySelectorAll('.slide-body :is(p, li, td)')]
    .filter(e => e.offsetParent && !e.closest('.below, .source, .spoken, .footnotes, .unit') && parseFloat(getComputedStyle(e).fontSize) < 15)
    .map(e => e.textContent.slice(0, 30)));
  check('a phone shows text at a readable size', small.length === 0, small.slice(0, 3).join('; '));
  await close();
}

async function withoutScript(browser, dir) {
  const {page, heard, close} = await open(browser, dir, 'slides.html', {javaScriptEnabled: false});
  const slides = page.locator('.slides > .slide');
  let visible = 0;
  for (let i = 0; i < await slides.count(); i++)
    if (await slides.nth(i).isVisible()) visible++;
  check('without scripts every slide is there', visible > 0 && visible === await slides.count());
  check('without scripts no controls', !await page.locator('.bar').isVisible());
  check('without scripts: no message', heard.length === 0, heard.join(' '));
  await close();
}

/* What is not on the screen when a page is first seen. */
async function states(browser, dir) {
  const {page, close} = await open(browser, dir, 'slides.html', {viewport: {width: 1280, height: 720}, reducedMotion: 'reduce'});
  const obeys = async (name, colorScheme) => {
    await page.emulateMedia({colorScheme});
    /* The overview is pictures of slides, too small to be read. */
    const violations = (await axe(page)).filter(v => name !== 'overview' || !v.startsWith('color-contrast'));
    check(`${name}, ${colorScheme}: axe`, violations.length === 0, violations.join('\n    '));
  };
  for (const [name, key, back] of [['overview', 'o', 'o'], ['help', '?', 'Escape'], ['blank', 'b', 'b'], ['the last slide', 'End', 'Home']]) {
    await page.keyboard.press(key);
    for (const scheme of ['light', 'dark']) await obeys(name, scheme);
    if (name === 'overview') {
      const broad = await page.evaluate(() => [...document.querySelectorAll('.slides > .slide')]
        .filter(s => s.getBoundingClientRect().right > innerWidth).length);
      check('the overview is as wide as the window', broad === 0, `${broad} slides stick out`);
    }
    await page.keyboard.press(back);
  }
  await page.mouse.move(300, 300);
  await obeys('with controls', 'light');
  await close();
}

async function printed(browser, dir) {
  for (const colorScheme of ['light', 'dark']) {
    const {page, close} = await open(browser, dir, 'slides.html',
      {viewport: {width: 1280, height: 720}, colorScheme});
    const pdf = await page.pdf({preferCSSPageSize: true, printBackground: true});
    const pages = pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length;
    check(`prints one slide a page (${colorScheme})`, pages === await count(page), `${pages} pages`);
    await close();
  }
}

export function deckJobs(browser, dir) {
  const tests = [keys, steps, addresses, touches, states, onAPhone, withoutScript, printed];
  return [
    ...tests.map(test => () => test(browser, dir)),
    ...sizes.map(size => () => nothingIsCut(browser, dir, size)),
  ];
}
