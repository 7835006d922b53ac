/* presenter.mjs - internal/presenter.html: notes for the speaker, none for the
 * audience, both on the same slide. */
import {existsSync} from 'node:fs';
import path from 'node:path';
import {check, open} from './harness.mjs';

export async function testPresenter(browser, dir) {
  if (!existsSync(path.join(dir, 'internal/presenter.html'))) return;
  const {page, heard, close} = await open(browser, dir, 'internal/presenter.html',
    {viewport: {width: 1280, height: 720}});
  const at = p => p.evaluate(() => Number(document.querySelector('.slides > .slide.current').dataset.number));
  check('the desk shows this slide and the next', await page.locator('.desk-stage .slide').count() === 2);
  const [audience] = await Promise.all([page.waitForEvent('popup'), page.keyboard.press('s')]);
  await audience.waitForLoadState();
  check('the audience sees no notes', await audience.locator('.desk, .desk-store').count() === 0);
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await audience.waitForTimeout(200);
  check('the audience follows the desk', await at(audience) === 3 && await at(page) === 3);
  await audience.keyboard.press('ArrowLeft');
  await page.waitForTimeout(200);
  check('the desk follows the audience', await at(page) === 2);
  await page.keyboard.press('b');
  await audience.waitForTimeout(200);
  check('both go blank', await audience.locator('.blank').isVisible());
  await page.keyboard.press('b');
  await testDesk(page, audience);
  check('presenter: no message, no request', heard.length === 0, heard.join('\n    '));
  await close();
}

/* Every slide's notes at the desk, none of them at the audience's. */
async function testDesk(page, audience) {
  const desk = await page.evaluate(() => ({
    clock: document.querySelector('.clock').textContent,
    timer: document.querySelector('.timer').textContent,
    notes: [...document.querySelectorAll('.desk-store [data-notes]')].map(n => n.textContent.trim()),
  }));
  check('the desk has a clock and a timer', /^\d\d:\d\d$/.test(desk.clock) && /^\d+:\d\d$/.test(desk.timer), JSON.stringify(desk));
  for (const [i, notes] of desk.notes.entries()) {
    if (notes === '') continue;
    await page.evaluate(n => deck.go(n), i);
    const shown = await page.locator('.desk-text').innerText();
    check(`the desk shows the notes of slide ${i + 1}`, shown.replace(/\s/g, '') === notes.replace(/\s/g, ''), shown);
    const words = await audience.evaluate(() => document.documentElement.outerHTML);
    check(`and the audience does not, ${i + 1}`, !words.includes(notes.slice(0, 20)));
  }
  await page.locator('[data-desk=pause]').click();
  const paused = await page.locator('.timer').textContent();
  await page.waitForTimeout(1200);
  check('the timer can be stopped', await page.locator('.timer').textContent() === paused);
  await page.locator('[data-desk=restart]').click();
  const again = await page.locator('.timer').textContent();
  check('and set to nought', ['0:00', '0:01'].includes(again), again);
}
