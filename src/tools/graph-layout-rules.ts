import type { Drawn } from './graph-rules.ts';

/** A box of a drawn graph with its lines of text; places and lengths are CSS pixels, from the drawing's top left corner. */
export interface Box {
  kind: 'question' | 'answer' | 'end' | 'onward';
  x: number;
  y: number;
  width: number;
  height: number;
  /** each by where its baseline begins */
  lines: { text: string; x: number; y: number }[];
}

/** A graph as boxes and the lines between them, for an SVG of that size. */
export interface Drawing {
  width: number;
  height: number;
  boxes: Box[];
  /** as an SVG path draws them; those with a head point at the box where they end */
  lines: { path: string; has_head: boolean }[];
}

const widths = { question: 250, end: 230, onward: 230, answer: 150 };
/** The widest that a letter of the site's type is on average, at 16 pixels. */
const letter = 7.8;
const lineHeight = 20;
const padding = 10;
const gap = 24;
/** How far a question stands to the right of one that has several questions below it. */
const indent = 40;
/** Where a line leaves the bottom of a box, from its left edge. */
const foot = 20;

/**
 * Draws a graph as a reader goes through it: the ends of a question stand beside it, the next questions below it, and
 * each answer on the line that leads on. No lines cross, and it stays narrow however long it is.
 */
export function layOut(root: Drawn): Drawing {
  const boxes: Box[] = [];
  const lines: Drawing['lines'] = [];

  function place(kind: Box['kind'], text: string, x: number, y: number, widest = widths[kind]): Box {
    const texts = wrapped(text, (widest - 2 * padding) / letter);
    const box: Box = {
      kind,
      x,
      y,
      // an answer's box is as wide as its words
      width: kind === 'answer' ? Math.min(widest, Math.ceil(longestOf(texts) * letter) + 2 * padding) : widest,
      height: texts.length * lineHeight + 2 * padding,
      lines: texts.map((one, at) => ({ text: one, x: x + padding, y: y + padding + (at + 0.75) * lineHeight })),
    };
    boxes.push(box);
    return box;
  }

  const draw = (path: string, has_head: boolean) => lines.push({ path, has_head });

  /** Places a question with everything below it, and gives the lowest place that it takes. */
  function question(node: Drawn, x: number, y: number): { box: Box; bottom: number } {
    const box = place('question', `${node.number}. ${node.text}`, x, y);
    const isNext = ({ next }: Drawn['answers'][number]) => next.answers.length > 0;
    let bottom = y;
    for (const { text, next } of node.answers.filter((answer) => !isNext(answer)))
      bottom = beside(box, text, next, bottom) + gap / 2;
    bottom = Math.max(box.y + box.height, bottom - gap / 2);
    const below = node.answers.filter(isNext);
    for (const { text, next } of below) {
      const answer = place('answer', text, x + (below.length > 1 ? indent : 0), bottom + gap, widths.question);
      const middle = answer.y + answer.height / 2;
      if (below.length > 1) draw(`M${x + foot} ${box.y + box.height}V${middle}H${answer.x}`, false);
      else draw(`M${x + foot} ${box.y + box.height}V${answer.y}`, false);
      const under = question(next, answer.x, answer.y + answer.height + gap);
      draw(`M${answer.x + foot} ${answer.y + answer.height}V${under.box.y}`, true);
      bottom = under.bottom;
    }
    return { box, bottom };
  }

  /** Places an answer and the end, or the question further up, to which it leads beside a question, and gives the lowest place that they take. */
  function beside(from: Box, text: string, { number, text: result }: Drawn, y: number): number {
    const answer = place('answer', text, from.x + from.width + gap, y);
    const x = answer.x + widths.answer + gap;
    const end = number === null ? place('end', result, x, y) : place('onward', `Go on at question ${number}`, x, y);
    const height = Math.max(answer.height, end.height);
    const middle = y + height / 2;
    centre(answer, middle);
    centre(end, middle);
    const start = from.y + Math.min(from.height, 2 * padding + lineHeight) / 2;
    draw(`M${from.x + from.width} ${start}h${gap / 2}V${middle}H${answer.x}`, false);
    draw(`M${answer.x + answer.width} ${middle}H${end.x}`, true);
    return y + height;
  }

  question(root, 1, 1);
  return {
    width: Math.max(...boxes.map((box) => box.x + box.width)) + 1,
    height: Math.max(...boxes.map((box) => box.y + box.height)) + 1,
    boxes,
    lines,
  };
}

function centre(box: Box, middle: number): void {
  const by = middle - box.height / 2 - box.y;
  box.y += by;
  for (const line of box.lines) line.y += by;
}

function longestOf(texts: readonly string[]): number {
  return Math.max(...texts.map((one) => one.length));
}

/** A text in lines of at most so many letters; a longer word has its own line. */
function wrapped(text: string, letters: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last === undefined || last.length + 1 + word.length > letters) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}
