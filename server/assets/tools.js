// Citations are copied; lists and files are checked where they stand, so that the form keeps them; files are dropped.
const said = document.getElementById('said');

function prepare() {
  if (navigator.clipboard) document.querySelectorAll('.copy').forEach((button) => (button.hidden = false));
}

document.addEventListener('click', async (event) => {
  const button = event.target.closest('.copy');
  if (!button) return;
  await navigator.clipboard.writeText(button.parentElement.querySelector('pre').textContent);
  said.textContent = button.dataset.done;
  button.dataset.word ??= button.textContent;
  button.textContent = button.dataset.done;
  button.addEventListener('blur', () => (button.textContent = button.dataset.word), { once: true });
});

// The report of a form, in the place of the one before; what downloads goes its usual way.
async function report(form, submitter) {
  const address = new URL(form.action, location.href);
  address.searchParams.set('fragment', '1');
  submitter.disabled = true;
  form.setAttribute('aria-busy', 'true');
  try {
    const answer = await fetch(address, { method: 'POST', body: new FormData(form), headers: { Accept: 'text/html' } });
    const made = document.createElement('template');
    made.innerHTML = await answer.text();
    const part = made.content.getElementById('report') ?? made.content.querySelector('.problem');
    const place = document.getElementById('report');
    part.id = 'report';
    part.tabIndex = -1;
    place.replaceWith(part);
    part.focus();
    said.textContent = made.content.querySelector('main').dataset.said ?? '';
  } catch {
    form.submit();
  } finally {
    submitter.disabled = false;
    form.removeAttribute('aria-busy');
  }
}

document.addEventListener('submit', (event) => {
  const form = event.target;
  if (!form.matches('[data-report]') || event.submitter?.hasAttribute('formaction')) return;
  event.preventDefault();
  report(form, event.submitter ?? form.querySelector('button'));
});

const area = (event) => event.target.closest?.('.drop');
for (const [name, over] of [['dragover', true], ['dragleave', false], ['drop', false]])
  document.addEventListener(name, (event) => {
    const drop = area(event);
    if (!drop) return;
    drop.classList.toggle('over', over);
    if (name === 'dragleave') return;
    event.preventDefault();
    if (name === 'drop' && event.dataTransfer.files.length) drop.querySelector('input').files = event.dataTransfer.files;
  });

document.addEventListener('page', prepare);
prepare();
