/* pages.mjs - every HTML file of a set, in both schemes, on a desktop, a phone
 * and the narrowest screen of WCAG 1.4.10, at 200 % and without scripts. */
import {readdirSync, existsSync} from 'node:fs';
import path from 'node:path';
import {axe, check, open} from './harness.mjs';

const desktop = {viewport: {width: 1280, height: 900}};
const phone = {viewport: {width: 390, height: 844}, isMobile: true, hasTouch: true};
const narrow = {width: 320, height: 640};
const zoomed = {width: 640, height: 450}; /* 1280 × 900 at 200 % */

export const filesOf = dir => [
  ...readdirSync(dir).filter(f => f.endsWith('.html')),
  ...(existsSync(path.join(dir, 'internal/presenter.html')) ? ['internal/presenter.html'] : []),
];

const culprits = page => page.evaluate(() => [...document.querySelectorAll('body *')]
  .filter(e => e.getBoundingClientRect().right > innerWidth + 1 && !e.closest('.frame table'))
  .map(e => `${e.tagName}.${e.getAttribute('class')}`).slice(0, 6).join(' '));

export async function fits(page, name) {
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  check(`${name}: nothing sticks out sideways`, wide <= 0, wide > 0 ? `${wide} px: ${await culprits(page)}` : '');
}

async function obeys(page, name, rules) {
  const violations = await axe(page, rules);
  check(`${name}: axe`, violations.length === 0, violations.join('\n    '));
}

/* A scheme changes colours only, so the other one is asked about contrast. */
async function look(browser, dir, file, name, screen) {
  const {page, heard, close} = await open(browser, dir, file, {...screen, colorScheme: 'light'});
  await page.evaluate(() => document.fonts.ready);
  const fonts = await page.evaluate(() => [...document.fonts].filter(f => f.status === 'error').length);
  check(`${name}: fonts load`, fonts === 0);
  await fits(page, name);
  await obeys(page, `${name} light`);
  await page.emulateMedia({colorScheme: 'dark'});
  await obeys(page, `${name} dark`, ['color-contrast', 'link-in-text-block']);
  if (!screen.isMobile) {
    await shape(page, file);
    for (const viewport of [narrow, zoomed]) {
      await page.setViewportSize(viewport);
      await fits(page, `${file} ${viewport.width} px`);
    }
  }
  check(`${name}: no message, no request`, heard.length === 0, heard.join('\n    '));
  await close();
}

async function shape(page, file) {
  const facts = await page.evaluate(() => ({
    h1: document.querySelectorAll('h1').length,
    main: document.querySelectorAll('main').length,
    policy: document.querySelector('meta[http-equiv=Content-Security-Policy]')?.content ?? '',
    dead: [...document.querySelectorAll('a[href^="#"]')]
      .map(a => decodeURIComponent(a.getAttribute('href').slice(1)))
      .filter(id => id !== '' && !document.getElementById(id)),
    broken: [...document.images].filter(i => i.naturalWidth === 0).length,
  }));
  if (!file.startsWith('internal/')) { /* the desk shows copies of slides */
    check(`${file}: one h1`, facts.h1 === 1, `${facts.h1}`);
    check(`${file}: one main`, facts.main === 1);
  }
  check(`${file}: strict policy`, facts.policy.includes("default-src 'none'") && !facts.policy.includes('unsafe'));
  check(`${file}: links inside lead somewhere`, facts.dead.length === 0, facts.dead.join(' '));
  check(`${file}: pictures load`, facts.broken === 0, `${facts.broken}`);
}

async function withoutScript(browser, dir, file) {
  const {page, heard, close} = await open(browser, dir, file, {...desktop, javaScriptEnabled: false});
  check(`${file}: is read without scripts`, (await page.locator('main').innerText()).length > 100);
  check(`${file}: no message without scripts`, heard.length === 0, heard.join('\n    '));
  await close();
}

export function pageJobs(browser, dir, files = filesOf(dir)) {
  return files.flatMap(file => [
    () => look(browser, dir, file, `${file} desktop`, desktop),
    () => look(browser, dir, file, `${file} phone`, phone),
    ...(file.startsWith('internal/') ? [] : [() => withoutScript(browser, dir, file)]),
  ]);
}
