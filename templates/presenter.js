/* presenter.js - the speaker's desk and the audience's window are the same
 * file: the window is opened with ?audience, throws the notes away, and the two
 * tell each other where they are by postMessage, which also works offline. */
(() => {
  const desk = document.querySelector('.desk');
  const store = document.querySelector('.desk-store');
  const audience = location.search === '?audience';
  let other = audience ? window.opener : null;
  let hearing = false;

  deck.listen(state => {
    if (!hearing && other && !other.closed) other.postMessage({deck: state}, '*');
  });

  addEventListener('message', event => {
    const state = event.data?.deck;
    if (event.source !== other || typeof state !== 'object') return;
    hearing = true;
    if (state.ready) other.postMessage({deck: deck.state()}, '*');
    else {
      if (state.blanked !== deck.state().blanked) deck.setBlank(state.blanked === true);
      deck.go(Number(state.index) || 0, Number(state.step) || 0);
    }
    hearing = false;
  });

  if (audience) {
    desk.remove();
    store.remove();
    deck.keys.s = () => other?.focus();
    other?.postMessage({deck: {ready: true}}, '*');
    return;
  }

  const now = desk.querySelector('.desk-now .desk-stage');
  const coming = desk.querySelector('.desk-next .desk-stage');
  const text = desk.querySelector('.desk-text');
  const where = desk.querySelector('.desk-where');
  const clock = desk.querySelector('.clock');
  const timer = desk.querySelector('.timer');
  const pause = desk.querySelector('[data-desk=pause]');
  let seconds = 0;
  let running = true;

  function copy(slide, step) {
    const clone = slide.cloneNode(true);
    clone.removeAttribute('aria-labelledby');
    [clone, ...clone.querySelectorAll('[id]')].forEach(e => e.removeAttribute('id'));
    clone.querySelectorAll('a, [tabindex]').forEach(e => { e.removeAttribute('href'); e.removeAttribute('tabindex'); });
    clone.querySelectorAll('.incremental li').forEach((item, n) => item.classList.toggle('waiting', n >= step));
    clone.classList.add('current');
    return clone;
  }

  function render({index, step, blanked}) {
    const next = deck.slides[index + 1];
    const notes = store.querySelector(`[data-notes="${index + 1}"]`);
    now.replaceChildren(copy(deck.slides[index], step));
    coming.replaceChildren(next ? copy(next, 0) : coming.dataset.end);
    text.replaceChildren(...(notes ? [...notes.cloneNode(true).childNodes] : []));
    if (text.textContent.trim() === '') text.textContent = text.dataset.none;
    text.scrollTop = 0;
    where.textContent = `${index + 1} / ${deck.slides.length}`;
    now.classList.toggle('is-blank', blanked);
  }

  const two = n => String(n).padStart(2, '0');

  function tick() {
    const time = new Date();
    if (running) seconds++;
    clock.textContent = `${two(time.getHours())}:${two(time.getMinutes())}`;
    timer.textContent = `${Math.floor(seconds / 60)}:${two(seconds % 60)}`;
  }

  function openAudience() {
    if (other && !other.closed) { other.focus(); return; }
    other = window.open(`${location.href.split(/[?#]/)[0]}?audience#${deck.state().index + 1}`, '_blank', 'popup,width=960,height=540');
  }

  const actions = {
    next: deck.next, previous: deck.previous, audience: openAudience,
    pause: () => { running = !running; pause.setAttribute('aria-pressed', String(!running)); },
    restart: () => { seconds = -1; running = true; pause.setAttribute('aria-pressed', 'false'); tick(); },
  };

  desk.addEventListener('click', event => actions[event.target.closest('button')?.dataset.desk]?.());
  deck.keys.s = openAudience;
  deck.listen(render);
  desk.hidden = false;
  document.documentElement.classList.add('at-desk');
  render(deck.state());
  tick();
  setInterval(tick, 1000);
})();
