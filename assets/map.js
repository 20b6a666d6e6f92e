// A map that moves, in place of the picture that the server has drawn: the same markers, outlines and towns, all our own.
// It is loaded only when somebody asks for it, and asks nobody else for anything unless the council has given an address
// for tiles.

let leaflet;
/** Across, in pixels. */
const pinSize = 28;

async function load() {
  const version = new URL(import.meta.url).search;
  const style = document.createElement('link');
  style.rel = 'stylesheet';
  style.href = `/assets/leaflet.css${version}`;
  const styled = new Promise((done, failed) => {
    style.onload = done;
    style.onerror = failed;
  });
  document.head.prepend(style);
  const [data] = await Promise.all([
    fetch('/map-data.json', { credentials: 'omit' }).then((answer) => answer.json()),
    import(`/assets/leaflet.js${version}`),
    styled,
  ]);
  return { L: globalThis.L, data };
}

const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

function drawOutlines(L, map, { areas }) {
  for (const { kind, rings } of areas) {
    const lines = rings.map((ring) => ring.map(([longitude, latitude]) => [latitude, longitude]));
    L.polygon(
      lines.map((line) => [line]),
      {
        color: colour('--line-strong'),
        weight: kind === 'county' ? 1.2 : 0.6,
        fillColor: colour('--land'),
        fillOpacity: 1,
        interactive: false,
      },
    ).addTo(map);
  }
}

/** Names of towns, more of them the nearer one looks, none over another. */
function nameTowns(L, map, { towns }) {
  const layer = L.layerGroup().addTo(map);
  return (pins) => {
    layer.clearLayers();
    const taken = pins.map(({ latitude, longitude }) => {
      const { x, y } = map.latLngToContainerPoint([latitude, longitude]);
      return { x: x - pinSize / 2, y, wide: pinSize };
    });
    for (const town of towns) {
      const at = L.latLng(town.latitude, town.longitude);
      if (!map.getBounds().contains(at)) continue;
      const { x, y } = map.latLngToContainerPoint(at);
      const wide = town.name.length * 8 + 12;
      const covers = (box) => x < box.x + box.wide && x + wide > box.x && Math.abs(y - box.y) < 18;
      if (taken.some(covers)) continue;
      taken.push({ x, y, wide });
      const name = document.createElement('span');
      name.textContent = town.name;
      name.setAttribute('aria-hidden', 'true');
      const icon = L.divIcon({ className: 'town-name', html: name, iconSize: [wide, 18], iconAnchor: [-5, 9] });
      L.marker(at, { icon, interactive: false, keyboard: false }).addTo(layer);
      L.circleMarker(at, { radius: 2, color: colour('--ink-soft'), interactive: false }).addTo(layer);
      if (taken.length > pins.length + 30) break;
    }
  };
}

/** The markers; those that would cover one another are one, as on the server's picture. */
function gatherMarkers(L, map, { markers }) {
  const layer = L.layerGroup().addTo(map);
  return () => {
    layer.clearLayers();
    const groups = [];
    for (const marker of markers) {
      const at = map.latLngToLayerPoint([marker.latitude, marker.longitude]);
      const near = groups.find((group) => group.at.distanceTo(at) < pinSize);
      if (near) near.members.push(marker);
      else groups.push({ at, members: [marker] });
    }
    for (const { members } of groups) {
      const [first] = members;
      const text = members.length > 1 ? `${first.number}+` : String(first.number);
      const name =
        members.length > 1
          ? `${members.length} places: ${members.map(({ number }) => number).join(', ')}`
          : `${first.number}: ${first.label}`;
      const icon = L.divIcon({ className: 'pin', html: text, iconSize: [pinSize, pinSize] });
      L.marker([first.latitude, first.longitude], { icon, title: name, zIndexOffset: 1000 })
        .bindPopup(() => listOf(members))
        .addTo(layer)
        .getElement()
        .setAttribute('aria-label', name);
    }
    return groups.map(({ members }) => members[0]);
  };
}

function listOf(members) {
  const list = document.createElement('ul');
  list.className = 'plain';
  for (const { number, label, href } of members) {
    const link = document.createElement('a');
    link.href = href;
    link.textContent = `${number}: ${label}`;
    const item = document.createElement('li');
    item.append(link);
    list.append(item);
  }
  return list;
}

/** Whether somebody has asked for a map that moves: then it moves for the next results too. */
let isWanted = false;

async function move(figure, results) {
  figure.dataset.moves = 'yes';
  leaflet ??= load();
  const { L, data } = await leaflet;
  const box = document.createElement('div');
  box.setAttribute('role', 'application');
  const drawing = figure.querySelector('svg');
  box.setAttribute('aria-label', `${drawing.getAttribute('aria-label')}. The list has the same.`);
  drawing.replaceWith(box);
  const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
  const map = L.map(box, {
    zoomAnimation: !still,
    fadeAnimation: !still,
    attributionControl: false,
    scrollWheelZoom: false,
    zoomSnap: 0.25,
  });
  if (results.tiles_url) {
    L.tileLayer(results.tiles_url).addTo(map);
    const credit = document.createElement('span');
    credit.textContent = results.tiles_attribution ?? '';
    L.control.attribution({ prefix: false }).addAttribution(credit.innerHTML).addTo(map);
  } else drawOutlines(L, map, data);
  L.control.scale({ metric: false }).addTo(map);
  const { west, south, east, north } = results.extent;
  map.fitBounds([
    [south, west],
    [north, east],
  ]);
  const placeMarkers = gatherMarkers(L, map, results);
  const placeNames = results.tiles_url ? () => {} : nameTowns(L, map, data);
  let pins = placeMarkers();
  placeNames(pins);
  map.on('zoomend', () => {
    pins = placeMarkers();
  });
  map.on('moveend', () => placeNames(pins));
}

function offer() {
  const figure = document.querySelector('#map');
  const source = document.querySelector('#map-data');
  if (!figure || !source || figure.dataset.moves) return;
  const results = JSON.parse(source.textContent);
  const button = figure.querySelector('button');
  const start = () => {
    isWanted = true;
    button.hidden = true;
    return move(figure, results).catch(() => {
      button.hidden = false;
    });
  };
  if (isWanted) return start();
  button.hidden = false;
  button.addEventListener('click', () => start().then(() => figure.querySelector('.leaflet-container')?.focus()));
}

offer();
document.addEventListener('results', offer);
