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
  check('presenter: no message, no request', heard.length === 0, heard.join('\n    '));
  await close();
}
