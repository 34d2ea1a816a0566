// Keys: / goes to the search, arrows go through the results, Esc goes back to the search.
import { isOpen } from './suggest.js';

const input = document.getElementById('q');
const links = () => [...document.querySelectorAll('.hit h2 a')];
const writes = (element) => element.closest('input, textarea, select, [contenteditable]');

document.addEventListener('keydown', (event) => {
  if (event.isComposing || event.keyCode === 229 || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const all = links();
  const at = all.indexOf(document.activeElement);
  if (event.key === '/' && !writes(event.target)) {
    event.preventDefault();
    input.focus();
    input.select();
  } else if (event.key === 'Escape' && at >= 0) {
    input.focus();
  } else if (step && at >= 0) {
    event.preventDefault();
    (all[at + step] ?? (step < 0 ? input : all[at])).focus();
  } else if (step > 0 && event.target === input && !isOpen() && all.length) {
    event.preventDefault();
    all[0].focus();
  }
});
