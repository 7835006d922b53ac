/* deck.js - shows the sections of the deck one at a time.  What it needs is in
 * deckbar.html; all words come from there.  Without it the deck is a document. */
'use strict';
const deck = (() => {
  const root = document.documentElement;
  const slides = [...document.querySelectorAll('.slides > .slide')];
  const bar = document.querySelector('.bar');
  const where = bar.querySelector('.where');
  const progress = document.querySelector('.progress');
  const blank = document.querySelector('.blank');
  const status = document.querySelector('[role=status]');
  const help = document.querySelector('.help');
  const wide = matchMedia('(min-width: 640px)');
  const listeners = [];
  const fitted = new Set();
  let index = 0;
  let step = 0;
  let digits = '';
  let reading = false;
  let blanked = false;
  let awake = 0;

  const staged = () => root.classList.contains('staged');
  const overview = () => root.classList.contains('overview');
  const stepsOf = slide => [...slide.querySelectorAll('.incremental li')];
  const clamp = n => Math.min(Math.max(n, 0), slides.length - 1);

  /* The sizes are those of the PDF, whose layout was checked; a browser can
   * still set a line more.  Rather smaller than cut off. */
  function fit(slide) {
    const body = slide.querySelector('.slide-body');
    if (!body || fitted.has(slide) || !staged()) return;
    const notes = body.querySelector(':scope > .footnotes');
    const full = () => body.scrollHeight > body.clientHeight + 1 ||
      (notes && notes.previousElementSibling?.getBoundingClientRect().bottom > notes.getBoundingClientRect().top);
    fitted.add(slide);
    for (let by = 0.99; by >= 0.6 && full(); by -= 0.01)
      slide.style.setProperty('--net', by.toFixed(2));
  }

  function showSteps() {
    slides.forEach((slide, i) => {
      if (Math.abs(i - index) > 1) return;
      stepsOf(slide).forEach((item, n) =>
        item.classList.toggle('waiting', i === index && n >= step));
    });
  }

  function say(text) {
    if (status.textContent !== text) status.textContent = text;
  }

  function show() {
    const slide = slides[index];
    document.querySelector('.slide.current')?.classList.remove('current');
    slide.classList.add('current');
    fit(slide);
    if (index + 1 < slides.length) fit(slides[index + 1]);
    showSteps();
    root.classList.toggle('on-ground', slide.classList.contains('section-slide') && !overview());
    progress.style.setProperty('--progress', slides.length > 1 ? index / (slides.length - 1) : 1);
    where.textContent = `${index + 1} ${where.dataset.of} ${slides.length}`;
  }

  function tell() {
    listeners.forEach(listener => listener({index, step, blanked}));
  }

  /* A new slide: the address, the focus and the announcement follow it. */
  function go(to, atStep = 0, quiet = false) {
    const changed = clamp(to) !== index;
    index = clamp(to);
    step = Math.min(atStep, stepsOf(slides[index]).length);
    show();
    if (!staged()) slides[index].scrollIntoView();
    if (overview()) slides[index].scrollIntoView({block: 'nearest'});
    history.replaceState(null, '', `#${index + 1}`);
    if (changed) {
      say(`${status.dataset.slide} ${index + 1} ${status.dataset.of} ${slides.length}`);
      if (!overview() && staged() && !quiet)
        slides[index].querySelector('h1, h2, h3')?.focus({preventScroll: true});
    }
    if (!quiet) tell();
  }

  function next() {
    if (step < stepsOf(slides[index]).length) go(index, step + 1);
    else if (index + 1 < slides.length) go(index + 1);
  }

  function previous() {
    if (step > 0 && stepsOf(slides[index]).length > 0) go(index, step - 1);
    else if (index > 0) go(index - 1, stepsOf(slides[index - 1]).length);
  }

  function setBlank(on, quiet = false) {
    blanked = on;
    root.classList.toggle('blanked', on);
    blank.hidden = !on;
    say(on ? status.dataset.blank : '');
    if (!quiet) tell();
  }

  function setOverview(on) {
    root.classList.toggle('overview', on && staged());
    if (on) slides.forEach(fit);
    show();
    if (on) slides[index].scrollIntoView({block: 'center'});
    say(on ? status.dataset.overview : '');
  }

  /* The stage is for screens that are wide enough to read from it: on a phone
   * held upright, and at high zoom, the deck stays a document. */
  function choose() {
    const on = wide.matches && !reading;
    const was = staged();
    const button = bar.querySelector('[data-do=read]');
    root.classList.toggle('staged', on);
    if (!on) root.classList.remove('overview', 'on-ground');
    bar.hidden = !wide.matches;
    progress.hidden = !on;
    button.dataset.read ??= button.textContent;
    button.textContent = reading ? button.dataset.slides : button.dataset.read;
    show();
    if (was && !on) slides[index].scrollIntoView();
    if (!was && on) scrollTo(0, 0);
  }

  function read(on) {
    if (!on) index = nearest();
    reading = on;
    choose();
  }

  /* The slide that fills most of the window when reading. */
  function nearest() {
    const middle = innerHeight / 3;
    const at = slides.findIndex(s => s.getBoundingClientRect().bottom > middle);
    return at < 0 ? slides.length - 1 : at;
  }

  function fullscreen() {
    if (document.fullscreenElement) document.exitFullscreen();
    else root.requestFullscreen?.().catch(() => {});
  }

  function wake() {
    bar.classList.add('awake');
    clearTimeout(awake);
    awake = setTimeout(() => bar.classList.remove('awake'), 2500);
  }

  const actions = {
    next, previous, fullscreen, read: () => read(!reading),
    overview: () => setOverview(!overview()),
    help: () => help.showModal(),
  };

  const keys = {
    ArrowRight: next, PageDown: next, ' ': next,
    ArrowLeft: previous, PageUp: previous,
    Home: () => go(0), End: () => go(slides.length - 1),
    f: fullscreen, b: () => setBlank(true), '?': actions.help, r: actions.read,
    o: actions.overview,
    Escape: () => setOverview(!overview()),
  };

  function onDigit(event) {
    if (/^[0-9]$/.test(event.key)) {
      digits = (digits + event.key).slice(-5);
      return true;
    }
    if (event.key === 'Enter' && digits !== '') {
      const to = Number(digits) - 1;
      digits = '';
      setOverview(false);
      go(to);
      return true;
    }
    digits = '';
    return false;
  }

  /* In the overview the arrows also go up and down, Enter opens a slide. */
  function onOverview(event) {
    const columns = getComputedStyle(slides[0].parentElement).gridTemplateColumns.split(' ').length;
    if (event.key === 'ArrowDown') go(index + columns);
    else if (event.key === 'ArrowUp') go(index - columns);
    else if (event.key === 'ArrowRight') go(index + 1);
    else if (event.key === 'ArrowLeft') go(index - 1);
    else if (event.key === 'Enter' || event.key === ' ') { setOverview(false); go(index); }
    else return false;
    return true;
  }

  /* Keys with Ctrl, Alt or Meta belong to the browser; keys on a control belong
   * to the control. */
  function onKey(event) {
    const control = event.target.closest?.('a, button, summary, input, select, textarea');
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || help.open) return;
    if (control && (key === ' ' || key === 'Enter')) return;
    if (blanked) { setBlank(false); event.preventDefault(); return; }
    if (!staged()) { if (key === 'r' && wide.matches) { read(false); event.preventDefault(); } return; }
    if (onDigit(event) || (overview() && onOverview(event))) { event.preventDefault(); return; }
    if (!keys[key]) return;
    keys[key]();
    event.preventDefault();
  }

  function hashName() {
    const name = location.hash.slice(1);
    try { return decodeURIComponent(name); } catch { return name; }
  }

  function onHash() {
    const name = hashName();
    if (/^[0-9]+$/.test(name)) { go(Number(name) - 1); return; }
    const at = slides.findIndex(s => s.id === name || (name !== '' && s.contains(document.getElementById(name))));
    if (at >= 0) go(at, stepsOf(slides[at]).length);
  }

  function listenToTouch() {
    let start = null;
    addEventListener('touchstart', event => {
      start = event.touches.length === 1 ? event.touches[0] : null;
    }, {passive: true});
    addEventListener('touchend', event => {
      const end = event.changedTouches[0];
      if (!start || !staged() || overview() || help.open) return;
      const dx = end.clientX - start.clientX;
      const dy = end.clientY - start.clientY;
      start = null;
      if (Math.abs(dx) < 40 || Math.abs(dx) < 1.5 * Math.abs(dy)) { wake(); return; }
      if (blanked) setBlank(false);
      else if (dx < 0) next();
      else previous();
    }, {passive: true});
  }

  function listen() {
    let before = false;
    addEventListener('keydown', onKey);
    addEventListener('hashchange', onHash);
    addEventListener('mousemove', wake, {passive: true});
    wide.addEventListener('change', choose);
    listenToTouch();
    bar.addEventListener('click', event => actions[event.target.closest('button')?.dataset.do]?.());
    blank.addEventListener('click', () => setBlank(false));
    document.querySelector('.slides').addEventListener('click', event => {
      const slide = event.target.closest('.slide');
      if (!overview() || !slide) return;
      event.preventDefault();
      setOverview(false);
      go(slides.indexOf(slide));
    });
    addEventListener('beforeprint', () => {
      before = staged();
      root.classList.remove('overview');
      root.classList.add('staged');
      slides.forEach(fit);
    });
    addEventListener('afterprint', () => root.classList.toggle('staged', before));
  }

  function start() {
    listen();
    choose();
    if (location.hash.length > 1) onHash();
    document.fonts?.ready.then(() => {
      fitted.clear();
      slides.forEach(slide => slide.style.removeProperty('--net'));
      show();
    });
  }

  return {
    slides, start, go, next, previous, setBlank, keys,
    state: () => ({index, step, blanked}),
    listen: listener => listeners.push(listener),
  };
})();
deck.start();
