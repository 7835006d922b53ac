/* beside.mjs - slides.html beside slides.pdf: the same slides, and on them the
 * same words at the same places, in the same lines. */
import {execFileSync} from 'node:child_process';
import path from 'node:path';
import {check, open} from './harness.mjs';

/* Points.  A browser centres a line in its box a little otherwise than we do;
 * the breaks of long lines of code are its own. */
const NEAR = 2;
/* In a typeface that is wider than the one that the measures are made for. */
const ABOUT = 8;

const plain = text => text.replace(/\u00ad/g, '');
const entities = {amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", '#39': "'"};

/* [{text, x, right, y}] a page: the ends and the middle of every word. */
function wordsOfPdf(file) {
  const xml = execFileSync('pdftotext', ['-bbox', file, '-'], {maxBuffer: 1 << 28}).toString();
  return xml.split('<page ').slice(1).map(page =>
    [...page.matchAll(/<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)<\/word>/g)]
      .map(([, x, top, right, bottom, text]) => ({
        text: plain(text.replace(/\u00ad$/, '-').replace(/&([#\w]+);/g, (all, name) => entities[name] ?? all)),
        x: Number(x),
        right: Number(right),
        y: (Number(top) + Number(bottom)) / 2,
      })));
}

/* The same of a slide on a stage of its size in the theme.  Words run on through
 * marks, as they do in the PDF. */
const wordsOfSlide = (page, i) => page.evaluate(index => {
  deck.go(index, Infinity);
  const walk = document.createTreeWalker(deck.slides[index], NodeFilter.SHOW_TEXT);
  const found = [];
  while (walk.nextNode()) {
    const text = walk.currentNode;
    if (text.parentElement.closest('.spoken, .narrow, .numeral, .cut, title, .back')) continue;
    for (const word of text.data.matchAll(/\S+/g)) {
      const range = document.createRange();
      range.setStart(text, word.index);
      range.setEnd(text, word.index + word[0].length);
      const box = range.getClientRects()[0];
      const isCut = word.index + word[0].length === text.length && text.nextSibling?.className === 'cut';
      found.push({
        text: word[0].replace(/\u00ad/g, '') + (isCut ? '-' : ''), x: box.left, y: (box.top + box.bottom) / 2,
        code: text.parentElement.closest('pre') !== null,
      });
    }
  }
  return found;
}, i);

/* Words that the page has not at the same place, alone or as a part of a longer
 * one ("link,").  In code only the height counts. */
const strays = (words, page, near) => words.filter(word => !page.some(other =>
  other.text.includes(word.text) && Math.abs(other.y - word.y) <= near &&
  (word.code || (word.x >= other.x - near && word.x <= other.right))));

export async function testBeside(browser, dir) {
  const near = dir.endsWith('house') ? ABOUT : NEAR;
  const pages = wordsOfPdf(path.join(dir, 'slides.pdf'));
  const {page, close} = await open(browser, dir, 'slides.html', {viewport: {width: 960, height: 540}});
  const [width, height] = await page.evaluate(() => ['width', 'height'].map(side =>
    Number(getComputedStyle(document.documentElement).getPropertyValue(`--slide-${side}`))));
  await page.setViewportSize({width, height});
  const n = await page.evaluate(() => deck.slides.length);
  await page.evaluate(() => document.fonts.ready);
  check(`${dir}: as many slides as pages`, n === pages.length, `${n} and ${pages.length}`);
  for (let i = 0; i < Math.min(n, pages.length); i++) {
    const words = await wordsOfSlide(page, i);
    const astray = strays(words, pages[i], near);
    check(`slide ${i + 1} looks as on paper`, words.length > 0 && astray.length === 0,
      astray.slice(0, 5).map(w => `"${w.text}" at ${w.x.toFixed(0)}, ${w.y.toFixed(0)}`).join('; '));
  }
  await close();
}
