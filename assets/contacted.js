// Counts that somebody went on to a contact of a service: that it happened, and nothing of who it was.
for (const link of document.querySelectorAll(
  'a[href^="tel:"], a[href^="mailto:"], [aria-labelledby="contact"] a[href^="http"]',
)) {
  if (!link.closest('[aria-labelledby="contact"]')) continue;
  link.addEventListener('click', () => navigator.sendBeacon(`${location.pathname}/contacted`, new URLSearchParams()));
}
