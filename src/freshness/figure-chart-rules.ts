import { monthAndYear } from '../directory/date-rules.ts';

/** A figure of a day, as a share of the whole from 0 to 1. */
export interface Share {
  day: string;
  share: number;
}

/** A drawn chart of bars, one for each day; all numbers are units of its own drawing. */
export interface BarChart {
  view_box: string;
  bars: { x: number; y: number; width: number; height: number }[];
  /** lines across, with what they stand for */
  lines: { y: number; x1: number; x2: number; text: string }[];
  /** below the bars: the months, as many as fit */
  labels: { x: number; y: number; text: string }[];
}

const width = 320;
const height = 190;
const left = 44;
/** for the last label, which stands in the middle below its bar */
const right = 10;
const top = 12;
const floor = 160;
/** So many months are named below the bars at most. */
const mostLabels = 5;

/** Draws shares as bars, in their order, over lines at nothing, half and the whole. */
export function drawShares(shares: readonly Share[]): BarChart {
  const step = (width - left - right) / Math.max(shares.length, 1);
  const gap = Math.min(step / 4, 8);
  const at = (n: number) => left + n * step;
  const heightOf = (share: number) => round(Math.min(Math.max(share, 0), 1) * (floor - top));
  // counted from the last, which is today
  const every = Math.ceil(shares.length / mostLabels);
  return {
    view_box: `0 0 ${width} ${height}`,
    bars: shares.map(({ share }, n) => ({
      x: round(at(n) + gap / 2),
      y: round(floor - heightOf(share)),
      width: round(step - gap),
      height: heightOf(share),
    })),
    lines: [0, 0.5, 1].map((share) => ({
      y: round(floor - share * (floor - top)),
      x1: left,
      x2: width - right,
      text: `${share * 100}%`,
    })),
    labels: shares.flatMap(({ day }, n) =>
      (shares.length - 1 - n) % every === 0
        ? [
            {
              x: round(at(n) + step / 2),
              y: floor + 20,
              text: monthAndYear(day).replace(/^(\w{3})\w* \d\d(\d\d)$/, '$1 $2'),
            },
          ]
        : [],
    ),
  };
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
