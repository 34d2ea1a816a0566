// Pages in the place of the one that is there: the server's <main> and foot, fetched; the address stays one that can be shared.
const form = document.getElementById('search');
const input = document.getElementById('q');
const said = document.getElementById('said');
const DELAY = 160; // ms after the last key

let fetching = null; // of the last request, which alone counts
let timer = 0;
let shown = location.pathname + location.search; // a # alone is no other page
let typing = false; // the address of what is being typed is in the history already

export const view = () => document.getElementById('main').dataset.view;

// Tools have forms with what people wrote: these are not replaced while one types above them.
const isLive = () => !['check', 'duplicates'].includes(view());

export function addressOf(query) {
  const address = new URL(form.action);
  for (const [name, value] of new FormData(form))
    if (value && name !== 'q') address.searchParams.append(name, value);
  if (query) address.searchParams.set('q', query);
  return address;
}

function put(html, address) {
  const made = document.createElement('template');
  made.innerHTML = html;
  const [main, foot] = ['main', 'footer'].map((name) => made.content.querySelector(name));
  if (!main) return false;
  const wasOpen = document.querySelector('.fold')?.open;
  document.getElementById('main').replaceWith(main);
  if (foot) document.querySelector('footer.foot').replaceWith(foot);
  if (main.querySelector('.fold')) main.querySelector('.fold').open = !!wasOpen;
  shown = new URL(address).pathname + new URL(address).search;
  document.title = main.dataset.title;
  said.textContent = main.dataset.said || main.dataset.title;
  document.querySelectorAll('nav [aria-current=page]').forEach((link) => link.removeAttribute('aria-current'));
  const other = document.querySelector('a.language');
  const there = new URL(address);
  there.searchParams.set('lang', other.hreflang.slice(0, 2));
  other.href = there;
  document.dispatchEvent(new Event('page'));
  return true;
}

// Shows ADDRESS; HOW it goes into the history: 'push', 'replace' or '' (it is there).
export async function show(address, how, focus) {
  clearTimeout(timer);
  fetching?.abort();
  const mine = (fetching = new AbortController());
  const part = new URL(address);
  part.searchParams.set('fragment', '1');
  part.hash = '';
  document.documentElement.dataset.busy = '';
  try {
    const answer = await fetch(part, { signal: mine.signal, headers: { Accept: 'text/html' } });
    const html = await answer.text();
    if (mine !== fetching) return;
    if (how) history[`${how}State`](null, '', address);
    if (!put(html, address)) location.assign(address);
    if (focus) {
      document.getElementById('main').focus({ preventScroll: true });
      scrollTo(0, 0);
    }
  } catch (error) {
    if (error.name !== 'AbortError') location.assign(address);
  } finally {
    if (mine === fetching) delete document.documentElement.dataset.busy;
  }
}

export function search(query) {
  if (input.value !== query) input.value = query;
  clearTimeout(timer);
  if (!isLive()) {
    location.assign(addressOf(query));
    return;
  }
  show(addressOf(query), typing ? 'replace' : 'push');
  typing = false;
}

export const open = (address) => {
  typing = false;
  show(address, 'push', true);
};

input.addEventListener('input', (event) => {
  clearTimeout(timer);
  if (event.isComposing || !isLive()) return;
  timer = setTimeout(() => {
    show(addressOf(input.value.trim()), typing ? 'replace' : 'push');
    typing = true;
  }, DELAY);
});
input.addEventListener('compositionstart', () => clearTimeout(timer));
input.addEventListener('compositionend', () => input.dispatchEvent(new InputEvent('input')));
input.addEventListener('change', () => (typing = false));

form.addEventListener('submit', (event) => {
  if (!isLive()) return;
  event.preventDefault();
  search(input.value.trim());
});

document.addEventListener('click', (event) => {
  const link = event.target.closest('a[data-live]');
  if (!link || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  const address = new URL(link.href.baseVal ?? link.href, location.href);
  input.value = address.searchParams.get('q') ?? '';
  open(address);
});

addEventListener('popstate', () => {
  if (location.pathname + location.search === shown) return;
  input.value = new URL(location).searchParams.get('q') ?? '';
  typing = false;
  show(location.href, '');
});
