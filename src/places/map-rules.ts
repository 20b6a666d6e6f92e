import type { Extent, Point } from './distance-rules.ts';
import { placeLabels, type TownLabel } from './map-label-rules.ts';

export interface MapArea {
  code: string;
  name: string;
  kind: string;
  /** outer rings of [longitude, latitude] */
  rings: [number, number][][];
}

export interface MapTown extends Point {
  name: string;
  kind: string;
  population: number | null;
}

export interface MapMarker extends Point {
  /** the number by which the list beside the map calls it */
  number: number;
  label: string;
}

/** A marker as it is drawn: of one result, or of several that would cover one another. Positions in pixels. */
export interface DrawnMarker {
  x: number;
  y: number;
  /** what stands in the circle: `4`, or `4+` for several of which 4 is the first */
  text: string;
  numbers: number[];
  /** for screen readers and as a tooltip: `4: Cromer Swimmers`, or `3 places: 4, 9 and 12` */
  title: string;
}

/** Everything that a template needs to draw a map as SVG; numbers are pixels. */
export interface DrawnMap {
  width: number;
  height: number;
  view_box: string;
  areas: { code: string; name: string; kind: string; path: string }[];
  labels: TownLabel[];
  markers: DrawnMarker[];
  /** how many markers lie outside the map's frame and are not drawn */
  hidden_markers: number;
  /** a bar for the corner: so many miles are so many pixels */
  scale: { miles: number; pixels: number };
  /** what the frame shows, after it was grown to the picture's proportions */
  extent: Extent;
}

export interface MapRequest {
  areas: MapArea[];
  towns: MapTown[];
  markers: MapMarker[];
  extent: Extent;
  width: number;
  height: number;
}

/** Across: WCAG 2.2, 2.5.8, wants targets of 24 pixels. */
export const marker_pixels = 26;

/**
 * A map as a model for SVG, in the Web Mercator projection that tile maps use too. The whole extent is shown, with what
 * lies beside it if the picture is wider or higher. Labels of larger towns come first, and none covers another label or
 * a marker; markers that would cover one another are drawn as one.
 */
export function drawMap(request: MapRequest): DrawnMap {
  const { width, height } = request;
  const frame = fitFrame(request.extent, width, height);
  const toPixels = ({ latitude, longitude }: Point) => ({
    x: round((mercatorX(longitude) - frame.left) * frame.pixels_per_unit),
    y: round((frame.top - mercatorY(latitude)) * frame.pixels_per_unit),
  });
  const isInside = ({ x, y }: { x: number; y: number }) => x >= 0 && x <= width && y >= 0 && y <= height;
  const placed = request.markers.map((marker) => ({ ...marker, ...toPixels(marker) }));
  const visible = placed.filter(isInside);
  const markers = gatherMarkers(visible);
  const towns = request.towns.map((town) => ({ ...town, ...toPixels(town) })).filter(isInside);
  return {
    width,
    height,
    view_box: `0 0 ${width} ${height}`,
    areas: request.areas.map(({ code, name, kind, rings }) => ({ code, name, kind, path: pathOf(rings, toPixels) })),
    labels: placeLabels(towns, markers, { width, height, marker_pixels }),
    markers,
    hidden_markers: placed.length - visible.length,
    scale: scaleBar(frame.pixels_per_unit, request.extent, width),
    extent: {
      west: degreesX(frame.left),
      east: degreesX(frame.left + width / frame.pixels_per_unit),
      north: degreesY(frame.top),
      south: degreesY(frame.top - height / frame.pixels_per_unit),
    },
  };
}

/** The extent that holds all points with some room, and shows at least so many miles from side to side. */
export function extentAround(points: Point[], least_miles: number): Extent | undefined {
  if (points.length === 0) return undefined;
  const latitudes = points.map((point) => point.latitude);
  const longitudes = points.map((point) => point.longitude);
  const [south, north] = [Math.min(...latitudes), Math.max(...latitudes)];
  const [west, east] = [Math.min(...longitudes), Math.max(...longitudes)];
  const least_north = least_miles / 69;
  const least_east = least_north / Math.cos((((south + north) / 2) * Math.PI) / 180);
  const up = Math.max((north - south) * 1.2, least_north) / 2;
  const right = Math.max((east - west) * 1.2, least_east) / 2;
  const [middle_y, middle_x] = [(south + north) / 2, (west + east) / 2];
  return { west: middle_x - right, south: middle_y - up, east: middle_x + right, north: middle_y + up };
}

// Mercator units: radians of longitude, and what stretches latitude alike.
const mercatorX = (longitude: number) => (longitude * Math.PI) / 180;
const mercatorY = (latitude: number) => Math.log(Math.tan(Math.PI / 4 + (latitude * Math.PI) / 360));
const degreesX = (x: number) => (x * 180) / Math.PI;
const degreesY = (y: number) => ((Math.atan(Math.exp(y)) - Math.PI / 4) * 360) / Math.PI;

interface Frame {
  left: number;
  top: number;
  pixels_per_unit: number;
}

function fitFrame(extent: Extent, width: number, height: number): Frame {
  const [left, right] = [mercatorX(extent.west), mercatorX(extent.east)];
  const [bottom, top] = [mercatorY(extent.south), mercatorY(extent.north)];
  const pixels_per_unit = Math.min(width / (right - left), height / (top - bottom));
  return {
    left: (left + right) / 2 - width / pixels_per_unit / 2,
    top: (top + bottom) / 2 + height / pixels_per_unit / 2,
    pixels_per_unit,
  };
}

function pathOf(rings: [number, number][][], toPixels: (point: Point) => { x: number; y: number }): string {
  return rings
    .map((ring) => {
      const steps: string[] = [];
      for (const [longitude, latitude] of ring) {
        const { x, y } = toPixels({ latitude, longitude });
        const step = `${x} ${y}`;
        if (steps.at(-1) !== step) steps.push(step);
      }
      return `M${steps.join('L')}Z`;
    })
    .join('');
}

// Each marker joins the first drawn one that it would cover; the first in the list keeps its true place.
function gatherMarkers(markers: (MapMarker & { x: number; y: number })[]): DrawnMarker[] {
  const groups: { x: number; y: number; members: MapMarker[] }[] = [];
  for (const marker of markers.toSorted((one, other) => one.number - other.number)) {
    const near = groups.find((group) => Math.hypot(group.x - marker.x, group.y - marker.y) < marker_pixels);
    if (near) near.members.push(marker);
    else groups.push({ x: marker.x, y: marker.y, members: [marker] });
  }
  return groups.map(({ x, y, members }) => {
    const numbers = members.map((member) => member.number);
    const [first = 0] = numbers;
    const several = members.length > 1;
    const title = several ? `${members.length} places: ${inWords(numbers)}` : `${first}: ${members[0]?.label}`;
    return { x, y, text: several ? `${first}+` : `${first}`, numbers, title };
  });
}

function inWords(numbers: number[]): string {
  if (numbers.length > 8) return `${numbers.slice(0, 7).join(', ')} and ${numbers.length - 7} more`;
  return `${numbers.slice(0, -1).join(', ')} and ${numbers.at(-1)}`;
}

const earth_radius_miles = 3958.8;

function scaleBar(pixels_per_unit: number, extent: Extent, width: number): { miles: number; pixels: number } {
  const middle = (((extent.south + extent.north) / 2) * Math.PI) / 180;
  const pixels_per_mile = pixels_per_unit / (earth_radius_miles * Math.cos(middle));
  const miles = [100, 50, 20, 10, 5, 2, 1, 0.5, 0.2].find((one) => one * pixels_per_mile <= width / 4) ?? 0.1;
  return { miles, pixels: round(miles * pixels_per_mile) };
}

function round(pixels: number): number {
  return Math.round(pixels * 10) / 10;
}
