// Suggestions while one types: a combobox with a list (ARIA Authoring Practices). Nothing is asked while an input method composes.
import { search, open } from './live.js';

const form = document.getElementById('search');
const input = document.getElementById('q');
const base = document.documentElement.dataset.base ?? '';
const statuses = JSON.parse(form.dataset.statuses);
const COUNT = 8;
const DELAY = 60; // ms

const list = document.createElement('ul');
list.id = 'suggestions';
list.className = 'suggestions';
list.hidden = true;
list.setAttribute('role', 'listbox');
list.setAttribute('aria-label', form.querySelector('button').textContent);
form.append(list);
for (const [name, value] of [['role', 'combobox'], ['aria-autocomplete', 'list'], ['aria-expanded', 'false'], ['aria-controls', list.id]])
  input.setAttribute(name, value);

let timer = 0;
let fetching = null;
let shown = [];
let active = -1;
let composing = false;

export const isOpen = () => !list.hidden;

function close() {
  clearTimeout(timer);
  fetching?.abort();
  list.hidden = true;
  active = -1;
  input.setAttribute('aria-expanded', 'false');
  input.removeAttribute('aria-activedescendant');
}

function activate(i) {
  list.children[active]?.setAttribute('aria-selected', 'false');
  active = i;
  list.children[active]?.setAttribute('aria-selected', 'true');
  if (active < 0) input.removeAttribute('aria-activedescendant');
  else input.setAttribute('aria-activedescendant', list.children[active].id);
}

function item(suggestion, i) {
  const li = document.createElement('li');
  li.id = `suggestion-${i}`;
  li.setAttribute('role', 'option');
  li.setAttribute('aria-selected', 'false');
  const text = document.createElement('bdi');
  text.className = 'text';
  text.textContent = suggestion.text;
  li.append(text);
  const about = [suggestion.title ?? (suggestion.kind === 'title' ? suggestion.id : ''), statuses[suggestion.status] ?? suggestion.status].filter(Boolean).join(' · ');
  if (about) {
    const more = document.createElement('bdi');
    more.className = 'about';
    more.textContent = about;
    li.append(' ', more);
  }
  return li;
}

function render(suggestions) {
  shown = suggestions;
  list.replaceChildren(...suggestions.map(item));
  active = -1;
  input.removeAttribute('aria-activedescendant');
  list.hidden = suggestions.length === 0;
  input.setAttribute('aria-expanded', String(!list.hidden));
}

async function ask() {
  const typed = input.value.trim();
  fetching?.abort();
  if (!typed) return close();
  const mine = (fetching = new AbortController());
  const address = new URL(`${base}/api/v1/suggest`, location.href);
  const index = form.elements.index?.value;
  address.searchParams.set('q', typed);
  address.searchParams.set('count', COUNT);
  if (index) address.searchParams.set('index', index);
  try {
    const answer = await fetch(address, { signal: mine.signal });
    if (answer.ok && mine === fetching && document.activeElement === input) render((await answer.json()).suggestions);
  } catch (error) {
    if (error.name !== 'AbortError') close();
  }
}

function pick(i) {
  const one = shown[i];
  close();
  if (!one.id) return search(one.text);
  const address = new URL(`${base}/documents/${encodeURIComponent(one.id).replaceAll('%2F', '/')}`, location.href);
  for (const name of ['index', 'lang']) if (form.elements[name]?.value) address.searchParams.set(name, form.elements[name].value);
  input.value = '';
  open(address);
}

input.addEventListener('compositionstart', () => {
  composing = true;
  close();
});
input.addEventListener('compositionend', () => {
  composing = false;
  clearTimeout(timer);
  timer = setTimeout(ask, DELAY);
});
input.addEventListener('input', (event) => {
  clearTimeout(timer);
  if (!composing && !event.isComposing) timer = setTimeout(ask, DELAY);
});

input.addEventListener('keydown', (event) => {
  if (event.isComposing || event.keyCode === 229) return; // the key is the input method's
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (event.key === 'Escape' && isOpen()) {
    event.preventDefault(); // the next one empties the field
    close();
  } else if (event.key === 'Enter' && isOpen() && active >= 0) {
    event.preventDefault();
    pick(active);
  } else if (step && isOpen()) {
    event.preventDefault();
    activate(((active + 1 + step + shown.length + 1) % (shown.length + 1)) - 1);
  }
});

form.addEventListener('submit', (event) => {
  if (composing) {
    event.preventDefault();
    event.stopImmediatePropagation();
  }
  close();
}, true);
input.addEventListener('blur', close);
list.addEventListener('pointerdown', (event) => {
  event.preventDefault(); // the field keeps the focus
  const li = event.target.closest('li');
  if (li) pick([...list.children].indexOf(li));
});
