/** The name of a town on a map: where its text begins or ends, and where its dot is. Positions in pixels. */
export interface TownLabel {
  name: string;
  x: number;
  y: number;
  /** `start`: the text runs to the right of x; `end`: to the left; `middle`: both ways */
  anchor: 'start' | 'end' | 'middle';
  size: 'large' | 'small';
  dot_x: number;
  dot_y: number;
}

interface Town {
  name: string;
  kind: string;
  population: number | null;
  x: number;
  y: number;
}

interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

const font_pixels = { large: 15, small: 12 };
/** From this many people on a town's name is written large. */
const large_people = 30_000;
/** One name on so many square pixels: more would make a map of names. */
const pixels_per_label = 11_000;
const room = 3;

/**
 * The names that a map has room for: larger towns first, each right of its dot, else left, above or below it; none over
 * another name or dot, over a marker, or over the edge. A place so near to a named one that both are one dot is left out.
 */
export function placeLabels(
  towns: Town[],
  markers: { x: number; y: number }[],
  picture: { width: number; height: number; marker_pixels: number },
): TownLabel[] {
  const most = Math.max(3, Math.floor((picture.width * picture.height) / pixels_per_label));
  const taken: Box[] = markers.map(({ x, y }) => boxAround(x, y, picture.marker_pixels / 2));
  const labels: TownLabel[] = [];
  const settlements = towns.filter((town) => town.kind === 'town' || town.kind === 'village');
  for (const town of settlements.sort(byImportance)) {
    if (labels.length === most) break;
    if (labels.some((label) => Math.hypot(label.dot_x - town.x, label.dot_y - town.y) < font_pixels.small)) continue;
    const size = (town.population ?? 0) >= large_people ? 'large' : 'small';
    for (const label of positions(town, size, picture.marker_pixels)) {
      const box = boxOf(label);
      const is_inside = box.left >= 0 && box.right <= picture.width && box.top >= 0 && box.bottom <= picture.height;
      if (!is_inside || taken.some((other) => overlaps(box, other))) continue;
      labels.push(label);
      taken.push(box, boxAround(town.x, town.y, room));
      break;
    }
  }
  return labels;
}

function byImportance(one: Town, other: Town): number {
  const rank = (town: Town) => (town.population ?? 0) + (town.kind === 'town' ? 3_000 : 0);
  return rank(other) - rank(one) || one.name.localeCompare(other.name, 'en-GB');
}

// Close to the dot, or, where a marker covers the dot, beside the marker.
function positions({ name, x, y }: Town, size: 'large' | 'small', marker_pixels: number): TownLabel[] {
  const font = font_pixels[size];
  const label = { name, size, dot_x: x, dot_y: y };
  const tenth = (pixels: number) => Math.round(pixels * 10) / 10;
  const beside = tenth(y + font * 0.35);
  return [6, marker_pixels * 0.6 + 6].flatMap((gap) => [
    { ...label, x: tenth(x + gap), y: beside, anchor: 'start' as const },
    { ...label, x: tenth(x - gap), y: beside, anchor: 'end' as const },
    ...(['middle', 'end', 'start'] as const).flatMap((anchor) => [
      { ...label, x, y: tenth(y - gap - 1), anchor },
      { ...label, x, y: tenth(y + gap + 1 + font * 0.8), anchor },
    ]),
  ]);
}

// The width of a text is only known when it is drawn: 0.56 of the font size for a letter is on the safe side.
function boxOf(label: TownLabel): Box {
  const font = font_pixels[label.size];
  const width = label.name.length * font * 0.56;
  const left = label.anchor === 'start' ? label.x : label.anchor === 'end' ? label.x - width : label.x - width / 2;
  return { left, right: left + width, top: label.y - font * 0.85, bottom: label.y + font * 0.25 };
}

function boxAround(x: number, y: number, half: number): Box {
  return { left: x - half, right: x + half, top: y - half, bottom: y + half };
}

function overlaps(one: Box, other: Box): boolean {
  return (
    one.left < other.right + room &&
    other.left < one.right + room &&
    one.top < other.bottom + room &&
    other.top < one.bottom + room
  );
}
