/* pages.mjs - every HTML file of a set, in both schemes, on a desktop, a phone
 * and the narrowest screen of WCAG 1.4.10, with and without scripts. */
import {readdirSync, existsSync} from 'node:fs';
import path from 'node:path';
import {axe, check, open} from './harness.mjs';

const screens = {
  desktop: {viewport: {width: 1280, height: 900}},
  phone: {viewport: {width: 390, height: 844}, isMobile: true, hasTouch: true},
  narrow: {viewport: {width: 320, height: 640}},
};

export const filesOf = dir => [
  ...readdirSync(dir).filter(f => f.endsWith('.html')),
  ...(existsSync(path.join(dir, 'internal/presenter.html')) ? ['internal/presenter.html'] : []),
];

const culprits = page => page.evaluate(() => [...document.querySelectorAll('body *')]
  .filter(e => e.getBoundingClientRect().right > innerWidth + 1 && !e.closest('.frame table'))
  .map(e => `${e.tagName}.${e.getAttribute('class')}`).slice(0, 6).join(' '));

async function look(browser, dir, file, screen, colorScheme) {
  const name = `${file} ${screen} ${colorScheme}`;
  const {page, heard, close} = await open(browser, dir, file, {...screens[screen], colorScheme});
  await page.evaluate(() => document.fonts.ready);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  check(`${name}: nothing sticks out sideways`, wide <= 0, `${wide} px: ${await culprits(page)}`);
  const fonts = await page.evaluate(() => [...document.fonts].filter(f => f.status === 'error').length);
  check(`${name}: fonts load`, fonts === 0);
  check(`${name}: no message, no request`, heard.length === 0, heard.join('\n    '));
  await close();
}

async function audit(browser, dir, file, screen, colorScheme) {
  const {page, close} = await open(browser, dir, file,
    {...screens[screen], colorScheme, bypassCSP: true});
  const violations = await axe(page);
  check(`${file} ${screen} ${colorScheme}: axe`, violations.length === 0, violations.join('\n    '));
  await close();
}

async function shape(browser, dir, file) {
  const {page, close} = await open(browser, dir, file, {javaScriptEnabled: true});
  const facts = await page.evaluate(() => ({
    h1: document.querySelectorAll('h1').length,
    main: document.querySelectorAll('main').length,
    policy: document.querySelector('meta[http-equiv=Content-Security-Policy]')?.content ?? '',
    dead: [...document.querySelectorAll('a[href^="#"]')]
      .map(a => decodeURIComponent(a.getAttribute('href').slice(1)))
      .filter(id => id !== '' && !document.getElementById(id)),
  }));
  if (!file.startsWith('internal/')) { /* the desk shows copies of slides */
    check(`${file}: one h1`, facts.h1 === 1, `${facts.h1}`);
    check(`${file}: one main`, facts.main === 1);
  }
  check(`${file}: strict policy`, facts.policy.includes("default-src 'none'") && !facts.policy.includes('unsafe'));
  check(`${file}: links inside lead somewhere`, facts.dead.length === 0, facts.dead.join(' '));
  await close();
}

async function zoomed(browser, dir, file) {
  const {page, close} = await open(browser, dir, file, {viewport: {width: 640, height: 450}});
  await page.addStyleTag({content: 'html{font-size:200%}'}).catch(() => {});
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  check(`${file}: 200 % zoom`, wide <= 0, `${wide} px`);
  await close();
}

export async function testPages(browser, dir) {
  for (const file of filesOf(dir)) {
    for (const screen of Object.keys(screens))
      for (const scheme of ['light', 'dark']) {
        await look(browser, dir, file, screen, scheme);
        if (screen !== 'narrow') await audit(browser, dir, file, screen, scheme);
      }
    await shape(browser, dir, file);
    await zoomed(browser, dir, file);
  }
}
