/* Where labels stand: each at the first of its places where it touches no other, numbers first. A number that fits nowhere
   in its region stands beside it, with a line to it. Then the names of municipalities in their order, as many as the map
   has room for: what is left out is small, not long. */
const ROOM_PER_NAME = 4200;
const BESIDE = 16;
const REACH = { nearest: 15, step: 5, landmark: 40, farthest: 120 };

function placeLabels(drawing) {
  const focus = new Set(drawing.spec.focus);
  const size = drawing._map.getSize();
  const corner = drawing._map.containerPointToLayerPoint([0, 0]);
  const taken = controlsOf(drawing._map.getContainer(), corner);
  const wanted = roomFor(drawing);
  /* No label lies across the edge of what is on the screen. */
  const within = (box) => box[0] > corner.x && box[1] > corner.y && box[2] < corner.x + size.x && box[3] < corner.y + size.y;
  const without = (box) => box[2] < corner.x || box[3] < corner.y || box[0] > corner.x + size.x || box[1] > corner.y + size.y;
  const whole = (at, half) => within(boxAt(at, half)) || without(boxAt(at, half));
  let named = 0;
  const hidden = [];
  for (const entry of drawing.texts) {
    const { label, rank } = entry;
    const known = label.places.filter((nis) => drawing.geometry.place.has(nis) && !(focus.size && !focus.has(nis) && rank >= 0));
    const spots = known.map((nis) => label.always ? drawing.brussels() : drawing.spot(nis));
    if (rank === 1 && known.length) {
      named += 1;
      const landmark = label.style === "landmark";
      if (named > wanted && !landmark) spots.length = 0; else spots.push(...beside(spots[0], entry.size));
      if (landmark) spots.push(...[...around(spots[0], REACH.landmark)].map(([at]) => at));
    }
    const tooNarrow = label.style === "body" && drawing.room(label.places) < 2 * entry.size[0];
    const home = tooNarrow ? null : spots.find((at) => free(boxAt(at, entry.size), taken) && whole(at, entry.size));
    if (home) taken.push(boxAt(home, entry.size));
    show(entry, home);
    if (!home && label.style === "number" && spots.length) hidden.push([entry, spots]);
    /* The last of the numbers: those that found no place go beside, before any name takes the room. */
    if (isLastNumber(drawing.texts, entry)) hidden.splice(0).forEach(([left, at]) => lead(left, at, taken, whole));
  }
}

/* Buttons lie over the map: nothing can be read below them. */
function controlsOf(container, corner) {
  const frame = container.getBoundingClientRect();
  return [...container.querySelectorAll(".leaflet-control")].map((control) => control.getBoundingClientRect())
    .filter((box) => box.width && box.height)
    .map((box) => [box.left - frame.left + corner.x, box.top - frame.top + corner.y,
      box.right - frame.left + corner.x, box.bottom - frame.top + corner.y]);
}

const boxAt = (at, [halfWidth, halfHeight]) => [at.x - halfWidth, at.y - halfHeight, at.x + halfWidth, at.y + halfHeight];
const free = (box, taken) =>
  taken.every((other) => box[0] > other[2] || box[2] < other[0] || box[1] > other[3] || box[3] < other[1]);
const isLastNumber = (texts, entry) => entry.label.style === "number" && texts[texts.indexOf(entry) + 1].label.style !== "number";

function roomFor(drawing) {
  const box = drawing.geometry.bounds(drawing.spec.focus.length ? drawing.spec.focus : drawing.geometry.flemish());
  const low = drawing._map.latLngToLayerPoint(box.getSouthWest()), high = drawing._map.latLngToLayerPoint(box.getNorthEast());
  return (0.55 * (high.x - low.x) * (low.y - high.y)) / ROOM_PER_NAME;
}

/* A name that a number stands on goes above or below it, or to its side. */
function beside(at, [halfWidth]) {
  const aside = halfWidth + BESIDE - 4, half = halfWidth / 2;
  return [[0, BESIDE], [0, -BESIDE], [aside, 0], [-aside, 0], [half, BESIDE], [-half, BESIDE], [half, -BESIDE], [-half, -BESIDE]]
    .map(([dx, dy]) => ({ x: at.x + dx, y: at.y + dy }));
}

function show(entry, home) {
  entry.group.style.display = home ? "" : "none";
  if (home) entry.group.setAttribute("transform", `translate(${home.x},${home.y})`);
  if (entry.leader) entry.leader.setAttribute("d", "");
}

/* A number beside its region: as near as can be, with a line from a place that no other number covers; where there is no
   such place, or every line would cross something, with a line that crosses. */
function lead(entry, spots, taken, whole) {
  const open = spots.find((spot) => free(boxAt(spot, [1, 1]), taken));
  const at = open || spots[0];
  const fits = (home, line, strict) =>
    free(boxAt(home, entry.size), taken) && whole(home, entry.size) && (!strict || line.every((part) => free(part, taken)));
  for (const strict of open ? [true, false] : [false]) {
    for (const [home, angle, far] of around(at)) {
      const line = lineTo(at, home, far);
      if (!fits(home, line, strict)) continue;
      show(entry, home);
      entry.leader.setAttribute("d", `M${at.x - home.x},${at.y - home.y}L${-7.5 * Math.cos(angle)},${-7.5 * Math.sin(angle)}`);
      taken.push(boxAt(home, entry.size), ...line);
      return;
    }
  }
}

/* Points around a point, the nearest first. */
function* around(at, farthest = REACH.farthest) {
  for (let far = REACH.nearest; far <= farthest; far += REACH.step) {
    const turns = Math.round(far / 1.3);
    for (let turn = 0; turn < turns; turn += 1) {
      const angle = (2 * Math.PI * turn) / turns - Math.PI / 2;
      yield [{ x: at.x + far * Math.cos(angle), y: at.y + far * Math.sin(angle) }, angle, far];
    }
  }
}

/* The line as small boxes that no name may cover; it begins on the place itself, and ends at the edge of the disc. */
function lineTo(at, home, far) {
  const parts = [];
  for (let along = 0; along < far - 10; along += 3) {
    const share = along / far;
    parts.push(boxAt({ x: at.x + share * (home.x - at.x), y: at.y + share * (home.y - at.y) }, [1, 1]));
  }
  return parts;
}
