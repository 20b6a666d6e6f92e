// The list on this device. It is kept in this browser (local storage) because somebody asked for it; the page /my-list
// is made by the server from the services that stand in its address. Without JavaScript the address alone is the list.

const name = 'my-list';
const longest = 100;

function read() {
  try {
    const kept = JSON.parse(localStorage.getItem(name) ?? '[]');
    return Array.isArray(kept) ? kept.filter((slug) => /^[a-z0-9-]{1,200}$/i.test(slug)) : [];
  } catch {
    return undefined;
  }
}

/** Keeps the list; false where the browser does not let us. */
function keep(slugs) {
  try {
    if (slugs.length > 0) localStorage.setItem(name, JSON.stringify(slugs.slice(0, longest)));
    else localStorage.removeItem(name);
    showCount(slugs.length);
    return true;
  } catch {
    return false;
  }
}

function addressOf(slugs) {
  return slugs.length > 0 ? `/my-list?${new URLSearchParams(slugs.map((slug) => ['s', slug]))}` : '/my-list';
}

function showCount(count) {
  for (const link of document.querySelectorAll('.site-nav a[href="/my-list"]'))
    link.textContent = count > 0 ? `My list (${count})` : 'My list';
}

// "Add to my list" on the pages of services: <a href="/my-list?add=…" data-add-to-list="…">
function improveAddLinks() {
  const main = document.querySelector('main');
  const announcement = document.createElement('p');
  announcement.className = 'govuk-visually-hidden';
  announcement.setAttribute('role', 'status');
  main?.append(announcement);
  showWhatIsOn();
  // results change in place
  if (main) new MutationObserver(showWhatIsOn).observe(main, { childList: true, subtree: true });
  document.addEventListener('click', (event) => {
    const link = event.target.closest?.('a[data-add-to-list]:not([data-on-list])');
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const slugs = read() ?? [];
    if (slugs.length >= longest) {
      event.preventDefault();
      const full = document.createElement('span');
      full.className = 'added-to-list';
      full.textContent = `Your list is full: it holds up to ${longest} services.`;
      if (!link.nextElementSibling?.matches('.added-to-list')) link.after(full);
      announcement.textContent = full.textContent;
    } else if (keep([...slugs, link.dataset.addToList])) {
      event.preventDefault();
      showWhatIsOn();
      announcement.textContent = `Added. ${slugs.length === 0 ? '1 service is' : `${slugs.length + 1} services are`} on your list.`;
    }
  });
}

function showWhatIsOn() {
  const slugs = new Set(read());
  for (const link of document.querySelectorAll('a[data-add-to-list]:not([data-on-list])')) {
    if (!slugs.has(link.dataset.addToList)) continue;
    link.dataset.onList = '';
    link.firstChild.textContent = 'On my list: see it';
    link.href = '/my-list';
  }
}

// The page /my-list itself.
const region = document.querySelector('#my-list');
const statusLine = document.querySelector('#list-status');

function say(text, button) {
  statusLine.replaceChildren(text, ...(button ? [' ', button] : []));
}

function buttonOf(text, press) {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'govuk-button govuk-button--secondary';
  button.textContent = text;
  button.addEventListener('click', press);
  return button;
}

/** Puts the server's page of this device's list in the place of what stands there. */
async function showOwnList() {
  const slugs = read() ?? [];
  try {
    const answer = await fetch(addressOf(slugs), { headers: { accept: 'text/html' } });
    if (!answer.ok) throw new Error(String(answer.status));
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    region.replaceChildren(...page.querySelector('#my-list').childNodes);
    // what is not there any more has been said, and leaves the list
    const there = [...region.querySelectorAll('[data-slug]')].map((item) => item.dataset.slug);
    if (there.length < slugs.length) keep(there);
    useOwnList();
  } catch {
    say(
      'We could not load your list. It is still on this device.',
      buttonOf('Try again', () => showOwnList()),
    );
  }
}

function useOwnList() {
  for (const link of region.querySelectorAll('[data-remove]'))
    link.addEventListener('click', (event) => {
      event.preventDefault();
      takeOff(link.dataset.remove);
    });
  for (const link of region.querySelectorAll('[data-up]'))
    link.addEventListener('click', (event) => {
      event.preventDefault();
      moveUp(link.dataset.up);
    });
  const empty = region.querySelector('[data-empty]');
  if (empty) {
    empty.hidden = false;
    empty.addEventListener('click', () => change([], 'The list is empty now.'));
  }
  offerSharing();
}

function takeOff(slug) {
  const item = region.querySelector(`[data-slug="${slug}"]`);
  const title = item?.querySelector('h3')?.textContent?.trim() ?? 'The service';
  change(
    (read() ?? []).filter((kept) => kept !== slug),
    `${title} is off your list.`,
  );
}

async function moveUp(slug) {
  const slugs = read() ?? [];
  const at = slugs.indexOf(slug);
  if (at < 1) return;
  keep(slugs.toSpliced(at - 1, 2, slug, slugs[at - 1]));
  await showOwnList();
  const item = region.querySelector(`[data-slug="${slug}"]`);
  say(`${item?.querySelector('h3')?.textContent?.trim() ?? 'The service'} is number ${at} now.`);
  (item?.querySelector('[data-up]') ?? item?.querySelector('h3 a'))?.focus();
}

async function change(slugs, words) {
  const before = read() ?? [];
  keep(slugs);
  await showOwnList();
  const undo = buttonOf('Put it back', async () => {
    keep(before);
    await showOwnList();
    say('Your list is as it was.');
    document.querySelector('h1').focus();
  });
  say(words, undo);
  document.querySelector('h1').focus();
}

function offerSharing() {
  const button = region.querySelector('[data-share]');
  const field = region.querySelector('#list-address');
  if (!button || !field) return;
  button.hidden = false;
  if (!navigator.share) button.textContent = 'Copy the link';
  button.addEventListener('click', async () => {
    try {
      if (navigator.share) await navigator.share({ title: document.title, url: field.value });
      else {
        await navigator.clipboard.writeText(field.value);
        say('The link is copied. Paste it into a message.');
      }
    } catch (problem) {
      if (problem.name === 'AbortError') return;
      field.focus();
      field.select();
      say('We could not copy it. The address is marked: copy it yourself.');
    }
  });
}

/** Somebody else's list, or a bookmark: it is shown as it is, and can be put on this device's list. */
function offerToKeep(slugs) {
  const own = read() ?? [];
  const fresh = slugs.filter((slug) => !own.includes(slug));
  offerSharing();
  if (slugs.length === 0) return;
  if (fresh.length === 0) return say('All of this is on your own list on this device.');
  const words = own.length > 0 ? 'Put this on my own list' : 'Keep this list on this device';
  say(
    'This list came with a link.',
    buttonOf(words, async () => {
      if (own.length + fresh.length > longest) return say(`Your list holds up to ${longest} services.`);
      keep([...own, ...fresh]);
      history.replaceState(null, '', '/my-list');
      await showOwnList();
      say('It is on your list now.');
      document.querySelector('h1').focus();
    }),
  );
}

async function startPage() {
  for (const part of document.querySelectorAll('[data-with-script]')) part.hidden = false;
  for (const part of document.querySelectorAll('[data-without-script]')) part.hidden = true;
  const query = new URLSearchParams(location.search);
  const shown = [...region.querySelectorAll('[data-slug]')].map((item) => item.dataset.slug);
  const added = region.querySelector('[data-added]')?.dataset.added;
  if (added && !query.has('s') && !query.has('list')) {
    const slugs = read() ?? [];
    const title = region.querySelector(`[data-slug="${added}"] h3`)?.textContent?.trim();
    if (slugs.includes(added) || keep([...slugs, added])) {
      history.replaceState(null, '', '/my-list');
      await showOwnList();
      say(`${title} is on your list.`);
    }
  } else if (shown.length > 0 || query.size > 0) offerToKeep(shown);
  else if ((read() ?? []).length > 0) await showOwnList();
}

if (read() !== undefined) {
  showCount(read().length);
  improveAddLinks();
  if (region) startPage();
}
