// The search of a copy of the site in a folder: every word that was typed must begin a word of what is found.
(() => {
  const place = document.getElementById('offline-results');
  const field = document.getElementById('q');
  const typed = new URLSearchParams(location.search).get('q') ?? '';
  if (!place || !field) return;
  field.value = typed;
  const wordsOf = (text) => text.toLowerCase().match(/[a-z0-9']+/g) ?? [];
  const asked = wordsOf(typed);
  const most = 60;

  function scoreOf([title, summary, , words]) {
    const parts = [
      [wordsOf(title), 3],
      [wordsOf(words), 2],
      [wordsOf(summary), 1],
    ];
    let score = 0;
    for (const word of asked) {
      const best = Math.max(...parts.map(([own, weight]) => (own.some((one) => one.startsWith(word)) ? weight : 0)));
      if (best === 0) return 0;
      score += best;
    }
    return score;
  }

  if (asked.length === 0) return;
  const found = (window.offlineIndex ?? [])
    .map((entry) => ({ entry, score: scoreOf(entry) }))
    .filter(({ score }) => score > 0)
    .sort((one, other) => other.score - one.score || one.entry[0].localeCompare(other.entry[0]));
  const heading = document.createElement('h2');
  heading.className = 'govuk-heading-m';
  heading.textContent = found.length === 0 ? 'Nothing here is like that' : `${found.length} found`;
  const list = document.createElement('ul');
  list.className = 'govuk-list';
  for (const { entry } of found.slice(0, most)) {
    const item = document.createElement('li');
    const link = document.createElement('a');
    link.className = 'govuk-link';
    link.href = entry[2];
    link.textContent = entry[0];
    item.append(link, ': ', entry[1]);
    list.append(item);
  }
  place.append(heading, list);
})();
