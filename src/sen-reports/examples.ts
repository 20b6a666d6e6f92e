import type { Guest } from '../freshness/polite-guest.ts';

/** A report that says something of each of a few things, dated 1 September 2026. */
export const exampleReport = `<html><body><main><h1>SEN information report, September 2026</h1>
<h2>What kinds of needs do we support?</h2><p>We support children with autism, dyslexia and a hearing impairment.</p>
<h2>Our SENCO</h2><p>Mrs Ada Example, 01632 960999.</p>
<h2>How do we teach children with SEN?</h2><p>Teachers plan lessons in small steps and scaffold what is new.</p>
<h2>Complaints</h2><p>Speak to the head first; the governors deal with complaints by their complaints procedure.</p>
<h2>Local Offer</h2><p>Norfolk's Local Offer: <a href="https://www.norfolk.gov.uk/localoffer">read it here</a></p>
</main></body></html>`;

/** A guest to whom made-up pages answer, by their address; a number is a status. */
export function exampleGuest(pages: Record<string, string | number>): Guest & { asked: string[] } {
  const asked: string[] = [];
  const answer = (address: string) => {
    asked.push(address);
    const page = pages[address] ?? 404;
    return typeof page === 'number' ? { status: page, text: '' } : { status: 200, text: page };
  };
  return {
    asked,
    ask: async (address) => ({ status: answer(address).status, location: undefined }),
    read: async (address) => {
      const { status, text } = answer(address);
      return { status, location: undefined, type: 'text/html', bytes: Buffer.from(text), is_cut: false };
    },
    close: () => {},
  };
}
