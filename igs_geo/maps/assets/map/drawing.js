/* The drawing: lives in Leaflet's renderer, so panning and zooming move it as a whole. */
const Drawing = L.SVG.extend({
  options: { padding: 0.4 },
  initialize(geometry, id) {
    L.SVG.prototype.initialize.call(this);
    this.geometry = geometry;
    this.id = id;
    this.surfaces = [];
    this.strokes = [];
    this.texts = [];
  },
  _initContainer() {
    L.SVG.prototype._initContainer.call(this);
    this._container.setAttribute("class", "igs-drawing");
    const layer = (name) => element("g", { class: "igs-" + name }, this._rootGroup);
    this.defs = element("defs", {}, this._rootGroup);
    this.parts = {};
    for (const name of ["surfaces", "dim", "outlines", "lines", "picks", "labels"]) this.parts[name] = layer(name);
    this.surfaces = this.geometry.shapes.map((shape) =>
      element("path", { class: "leaflet-interactive igs-municipality", "data-nis": shape.id, stroke: "#9b9b9b",
        "stroke-width": 0.5, "fill-rule": "evenodd", fill: "#fff" }, this.parts.surfaces));
    this.dim = element("path", { fill: "#ffffff", "fill-opacity": 0.72, "fill-rule": "evenodd" }, this.parts.dim);
    const pick = (colour, width) => element("path", { fill: "none", stroke: colour, "stroke-width": width,
      "stroke-linejoin": "round" }, this.parts.picks);
    this.hovered = pick("#111", 1.4);
    this.haloed = pick("#fff", 6);
    this.selected = pick("#000", 3);
    this.selected.setAttribute("class", "igs-selected");
    this.parts.picks.setAttribute("pointer-events", "none");
    this.parts.labels.setAttribute("pointer-events", "none");
  },
  onAdd(map) { L.SVG.prototype.onAdd.call(this, map); this.project(); },
  _onZoomEnd() { this.project(); },
  _reset() { L.SVG.prototype._reset.call(this); this.project(); },

  draw(spec, opacity) {
    this.spec = spec;
    this.defs.replaceChildren();
    const kinds = spec.fills.map((fill) => paint(fill, this.defs, this.id, opacity));
    this.geometry.shapes.forEach((shape, index) => {
      const kind = spec.surface[shape.id];
      const colour = kind !== undefined ? kinds[kind] : shape.properties.flemish ? "#ffffff" : "#d9d9d9";
      this.surfaces[index].setAttribute("fill", colour);
      this.surfaces[index].setAttribute("fill-opacity", opacity);
    });
    this.parts.outlines.replaceChildren();
    this.parts.lines.replaceChildren();
    this.strokes = [];
    const provinces = this.geometry.where((sides) => {
      const [a, b] = sides.map((side) => this.geometry.shapes[side].properties.province);
      return sides.length === 1 || a !== b;
    });
    this.stroke(provinces, { stroke: "#6d6d6d", "stroke-width": 1.3, fill: "none", "stroke-linejoin": "round" });
    for (const outline of spec.outlines) {
      const chains = this.geometry.outline(outline.members.filter((nis) => this.geometry.place.has(nis)));
      if (outline.style === "division") {
        this.stroke(chains, { stroke: "#fff", "stroke-width": outline.width + 2, "stroke-opacity": 0.75, fill: "none" });
      }
      this.stroke(chains, stroke(outline));
    }
    for (const line of spec.lines) this.line(line);
    this.parts.outlines.setAttribute("pointer-events", "none");
    this.labels();
    this.project();
  },
  stroke(chains, attributes, parent) {
    const path = element("path", attributes, parent || this.parts.outlines);
    this.strokes.push({ path, chains });
    return path;
  },
  line(line) {
    const known = line.ends.every((nis) => this.geometry.place.has(nis));
    if (!known) return;
    const look = { stroke: line.colour, "stroke-width": line.width, fill: "none", "stroke-linecap": "round" };
    /* A wide, invisible twin makes a thin line easy to hit. */
    const hit = { stroke: "#000", "stroke-opacity": 0, "stroke-width": Math.max(line.width, 9), fill: "none",
      class: "leaflet-interactive igs-line", "data-line": line.id };
    const add = (attributes) => {
      if (line.kind === "border") return this.stroke(this.geometry.between(...line.ends), attributes, this.parts.lines);
      const path = element("path", attributes, this.parts.lines);
      this.strokes.push({ path, ends: line.ends });
      return path;
    };
    add(look);
    add(hit).igsText = line.text;
  },
  labels() {
    this.parts.labels.replaceChildren();
    this.texts = [];
    const add = (label, rank) => {
      const group = element("g", { class: "igs-label igs-label-" + label.style }, this.parts.labels);
      const lines = label.style === "region" ? broken(label.text) : [label.text];
      const entry = { group, label, rank };
      if (label.style === "number") {
        entry.leader = element("path", { class: "igs-leader" }, group);
        entry.disc = element("circle", { r: label.text.length > 1 ? 8.5 : 7.5 }, group);
        if (label.colour) entry.disc.setAttribute("style", `stroke: ${label.colour}; stroke-width: 1.8`);
      }
      entry.text = element("text", { "text-anchor": "middle" }, group);
      lines.forEach((words, index) => {
        const part = element("tspan", { x: 0, dy: index ? "1.05em" : (0.35 - 0.525 * (lines.length - 1)) + "em" }, entry.text);
        part.textContent = words;
      });
      this.texts.push(entry);
    };
    /* Those that can stand in few places first. */
    const numbers = this.spec.labels.filter((label) => label.style === "number");
    numbers.sort((a, b) => a.places.length - b.places.length);
    for (const label of [...numbers, ...this.spec.labels.filter((other) => other.style !== "number")]) add(label, 0);
    add({ text: this.spec.words.brussels, places: this.geometry.shapes.filter((s) => !s.properties.flemish).map((s) => s.id).slice(0, 1),
      style: "place", always: true }, -1);
    const flemish = this.geometry.shapes.filter((shape) => shape.properties.flemish);
    flemish.sort((a, b) => a.properties.order - b.properties.order);
    for (const { id, properties } of flemish) {
      add({ text: properties.name, places: [id], style: properties.landmark ? "landmark" : "place" }, 1);
    }
    /* Measured together at the end: the browser lays the page out once instead of once per label. */
    for (const entry of this.texts) {
      const box = entry.text.getBBox();
      entry.size = entry.label.style === "number" ? [9.5, 9.5] : [box.width / 2 + 1, box.height / 2 - 1];
    }
  },
  project() {
    if (!this._map || !this.spec) return;
    const map = this._map;
    const arcs = this.geometry.arcs.map((arc) => {
      const points = arc.map((point) => { const p = map.latLngToLayerPoint(point); return p.x + "," + p.y; });
      return points;
    });
    this.projected = arcs;
    const walk = (chain, closed) => {
      let d = "";
      for (const step of chain) {
        const points = step < 0 ? arcs[~step].slice().reverse() : arcs[step];
        d += d ? "L" + points.slice(1).join("L") : "M" + points.join("L");
      }
      return d + (closed ? "Z" : "");
    };
    this.paths = this.geometry.shapes.map((shape) => shape.arcs.flat().map((ring) => walk(ring, true)).join(""));
    this.paths.forEach((d, index) => this.surfaces[index].setAttribute("d", d));
    const focus = new Set(this.spec.focus);
    this.dim.setAttribute("d", focus.size
      ? this.paths.filter((_, index) => !focus.has(this.geometry.shapes[index].id)).join("") : "");
    for (const { path, chains, ends } of this.strokes) {
      if (chains) { path.setAttribute("d", chains.map((chain) => walk(chain, false)).join("")); continue; }
      const [a, b] = ends.map((nis) => this.spot(nis));
      path.setAttribute("d", `M${a.x},${a.y}L${b.x},${b.y}`);
    }
    this.label();
    this.pick(this.picked);
    this.hover(null);
  },
  label() { if (this._map && this.spec) placeLabels(this); },
  spot(nis) {
    const [lng, lat] = this.geometry.shape(nis).properties.spot;
    return this._map.latLngToLayerPoint([lat, lng]);
  },
  room(members) {
    const box = this.geometry.bounds(members);
    return this._map.latLngToLayerPoint(box.getNorthEast()).x - this._map.latLngToLayerPoint(box.getSouthWest()).x;
  },
  brussels() {
    const box = this.geometry.bounds(this.geometry.shapes.filter((s) => !s.properties.flemish).map((s) => s.id));
    return this._map.latLngToLayerPoint(box.getCenter());
  },
  pick(nis) {
    this.picked = nis;
    const index = this.geometry.place.get(nis);
    const d = index === undefined || !this.paths ? "" : this.paths[index];
    this.haloed.setAttribute("d", d);
    this.selected.setAttribute("d", d);
  },
  hover(nis) {
    const index = this.geometry.place.get(nis);
    this.hovered.setAttribute("d", index === undefined || !this.paths ? "" : this.paths[index]);
  },
});

function broken(text) {
  if (text.length < 16 || !text.includes(" ")) return [text];
  const words = text.split(" ");
  let best = [text], length = text.length;
  for (let cut = 1; cut < words.length; cut += 1) {
    const lines = [words.slice(0, cut).join(" "), words.slice(cut).join(" ")];
    const longest = Math.max(lines[0].length, lines[1].length);
    if (longest < length) { best = lines; length = longest; }
  }
  return best;
}
