/* Draws a map description (MapSpec) on Leaflet: one SVG for all municipalities, the same in every host.
   Names come from data, so text only ever enters the page as textContent. */
(function (root) {
  "use strict";
  const L = root.L;
  const SVG = "http://www.w3.org/2000/svg";
  const TILE = 12;
  const CITIES = 13;
  const DASHES = { added: "5 4", other: "1.5 4", division: "9 5", province: "", body: "", pick: "" };
  let instances = 0;

  const element = (name, attributes, parent) => {
    const made = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes || {})) made.setAttribute(key, value);
    if (parent) parent.appendChild(made);
    return made;
  };
  const block = (name, className, parent, text) => {
    const made = document.createElement(name);
    if (className) made.className = className;
    if (text !== undefined) made.textContent = text;
    if (parent) parent.appendChild(made);
    return made;
  };

  /* Geometry: TopoJSON decoded once, and which municipalities lie on either side of each arc. */
  class Geometry {
    constructor(topojson) {
      const { scale, translate } = topojson.transform;
      this.arcs = topojson.arcs.map((arc) => {
        let x = 0, y = 0;
        return arc.map(([dx, dy]) => {
          x += dx; y += dy;
          return L.latLng(y * scale[1] + translate[1], x * scale[0] + translate[0]);
        });
      });
      this.shapes = topojson.objects.municipalities.geometries;
      this.place = new Map(this.shapes.map((shape, index) => [shape.id, index]));
      this.sides = this.arcs.map(() => []);
      this.shapes.forEach((shape, index) => {
        shape.bounds = L.latLngBounds([]);
        for (const ring of shape.arcs.flat()) for (const arc of ring) {
          const number = arc < 0 ? ~arc : arc;
          this.sides[number].push(index);
          for (const point of this.arcs[number]) shape.bounds.extend(point);
        }
      });
    }
    shape(nis) { return this.shapes[this.place.get(nis)]; }
    /* Arcs with exactly one side inside: the outline of a group, without the borders between its members. */
    outline(members) {
      const inside = new Set(members.map((nis) => this.place.get(nis)));
      return this.where((sides) => sides.filter((side) => inside.has(side)).length === 1);
    }
    between(a, b) {
      const left = this.place.get(a), right = this.place.get(b);
      return this.where((sides) => sides.includes(left) && sides.includes(right));
    }
    where(test) {
      const found = [];
      this.sides.forEach((sides, arc) => { if (test(sides)) found.push(arc); });
      return this.chains(found);
    }
    /* Arcs joined end to end where they can be, so that dashes run on. */
    chains(numbers) {
      const key = (point) => point.lat + "," + point.lng;
      const ends = new Map();
      const left = new Set(numbers);
      for (const number of numbers) {
        const arc = this.arcs[number];
        for (const end of [arc[0], arc[arc.length - 1]]) {
          const name = key(end);
          if (!ends.has(name)) ends.set(name, []);
          ends.get(name).push(number);
        }
      }
      const onward = (point, chain, before) => {
        for (;;) {
          const next = ends.get(key(point)).find((number) => left.has(number));
          if (next === undefined) return;
          left.delete(next);
          const arc = this.arcs[next];
          const forwards = key(arc[0]) === key(point);
          const step = before ? (forwards ? ~next : next) : (forwards ? next : ~next);
          if (before) chain.unshift(step); else chain.push(step);
          point = forwards ? arc[arc.length - 1] : arc[0];
        }
      };
      const made = [];
      for (const number of numbers) {
        if (!left.delete(number)) continue;
        const chain = [number], arc = this.arcs[number];
        onward(arc[arc.length - 1], chain, false);
        onward(arc[0], chain, true);
        made.push(chain);
      }
      return made;
    }
    bounds(members) {
      const box = L.latLngBounds([]);
      for (const nis of members) { const shape = this.shape(nis); if (shape) box.extend(shape.bounds); }
      return box;
    }
    flemish() { return this.shapes.filter((shape) => shape.properties.flemish).map((shape) => shape.id); }
  }

  /* Signs: a fill as a colour or as a pattern of its own. */
  function paint(fill, defs, prefix, opacity) {
    const bands = fill.bands;
    if (!fill.white_spot && !bands.length) return "#ffffff";
    if (!fill.white_spot && bands.length === 1 && bands[0].pattern === "solid" && !fill.over) return bands[0].colour;
    const id = prefix + "-" + defs.childNodes.length;
    const pattern = element("pattern", { id, patternUnits: "userSpaceOnUse", width: TILE, height: TILE }, defs);
    element("rect", { width: TILE, height: TILE, fill: "#ffffff" }, pattern);
    if (fill.white_spot) {
      pattern.setAttribute("width", 5); pattern.setAttribute("height", 5);
      pattern.setAttribute("patternTransform", "rotate(45)");
      element("rect", { width: 0.9, height: 5, fill: "#8a8a8a" }, pattern);
    } else if (fill.over) {
      /* A tint under the lines keeps them apart from the lines of a white spot, in grey too. */
      element("rect", { width: TILE, height: TILE, fill: bands[0].colour, "fill-opacity": 0.14 }, pattern);
      for (const band of bands) hatch(band, pattern);
    } else if (bands.length === 1) {
      pattern.setAttribute("width", 6); pattern.setAttribute("height", 6);
      dots(bands[0].colour, pattern, 0, 6, 6);
    } else {
      const width = bands.length > 2 ? 5 : 7, height = 6;
      pattern.setAttribute("width", width * bands.length); pattern.setAttribute("height", height);
      pattern.setAttribute("patternTransform", "rotate(45)");
      bands.forEach((band, index) => {
        if (band.pattern === "dots") dots(band.colour, pattern, index * width, width, height);
        else element("rect", { x: index * width, width: width + 0.05, height, fill: band.colour }, pattern);
      });
    }
    return "url(#" + id + ")";
  }
  function dots(colour, pattern, x, width, height) {
    element("rect", { x, width, height, fill: "#ffffff" }, pattern);
    element("rect", { x, width, height, fill: colour, "fill-opacity": 0.22 }, pattern);
    element("circle", { cx: x + width / 2, cy: height / 2, r: 1.7, fill: colour }, pattern);
    element("circle", { cx: x + width / 2, cy: height / 2, r: 1.7, fill: "none", stroke: "#333", "stroke-width": 0.25 }, pattern);
  }
  function hatch(band, pattern) {
    const t = TILE, d = {
      forward: `M-2,2L2,-2M0,${t}L${t},0M${t - 2},${t + 2}L${t + 2},${t - 2}`,
      backward: `M-2,${t - 2}L2,${t + 2}M0,0L${t},${t}M${t - 2},-2L${t + 2},2`,
      level: `M0,3H${t}M0,9H${t}`,
      upright: `M3,0V${t}M9,0V${t}`,
    }[band.pattern];
    if (!d) { element("rect", { width: t, height: t, fill: band.colour }, pattern); return; }
    const thin = band.pattern === "level" || band.pattern === "upright";
    element("path", { d, stroke: band.colour, "stroke-width": thin ? 1.3 : 2, fill: "none" }, pattern);
  }
  function stroke(outline) {
    return {
      fill: "none", stroke: outline.colour, "stroke-width": outline.width, "stroke-linejoin": "round",
      "stroke-linecap": outline.style === "other" ? "round" : "butt",
      "stroke-dasharray": DASHES[outline.style] || "none",
    };
  }

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
        if (label.style === "number") element("circle", { r: label.text.length > 1 ? 8.5 : 7.5 }, group);
        const text = element("text", { "text-anchor": "middle" }, group);
        lines.forEach((words, index) => {
          const part = element("tspan", { x: 0, dy: index ? "1.05em" : (0.35 - 0.525 * (lines.length - 1)) + "em" }, text);
          part.textContent = words;
        });
        this.texts.push({ group, text, label, rank });
      };
      for (const label of this.spec.labels) add(label, 0);
      /* The largest places come first, and the cities that everyone steers by may run over their own border. */
      const flemish = this.geometry.shapes.filter((shape) => shape.properties.flemish);
      flemish.sort((a, b) => (b.properties.inhabitants || 0) - (a.properties.inhabitants || 0));
      flemish.forEach((shape, place) => {
        add({ text: shape.properties.name, places: [shape.id], style: "place", city: place < CITIES }, 1);
      });
      add({ text: this.spec.words.brussels, places: this.geometry.shapes.filter((s) => !s.properties.flemish).map((s) => s.id).slice(0, 1),
        style: "place", always: true }, -1);
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
      this.place();
      this.pick(this.picked);
      this.hover(null);
    },
    spot(nis) {
      const [lng, lat] = this.geometry.shape(nis).properties.spot;
      return this._map.latLngToLayerPoint([lat, lng]);
    },
    /* Labels at the first place where they touch no other; a name of a municipality, cities apart, only where it fits inside. */
    place() {
      const taken = [];
      const focus = new Set(this.spec.focus);
      for (const { group, label, size, rank } of this.texts) {
        const [halfWidth, halfHeight] = size;
        let home = null;
        const known = label.places.filter((nis) => this.geometry.place.has(nis) && !(focus.size && !focus.has(nis) && rank >= 0));
        const spots = known.map((nis) => [nis, label.always ? this.brussels() : this.spot(nis)]);
        if (label.style === "number" && known.length) {
          const { x, y } = spots[0][1];
          for (const [dx, dy] of [[-11, -8], [11, -8], [-11, 8], [11, 8]]) spots.push([known[0], { x: x + dx, y: y + dy }]);
        }
        for (const [nis, at] of spots) {
          if (label.style === "body" && this.room(label.places) < 2 * halfWidth) continue;
          if (rank === 1 && !label.city && this.room([nis]) < 2 * halfWidth + 2) continue;
          const box = [at.x - halfWidth, at.y - halfHeight, at.x + halfWidth, at.y + halfHeight];
          const free = taken.every((other) => box[0] > other[2] || box[2] < other[0] || box[1] > other[3] || box[3] < other[1]);
          if (free) { home = at; taken.push(box); break; }
        }
        group.style.display = home ? "" : "none";
        if (home) group.setAttribute("transform", `translate(${home.x},${home.y})`);
      }
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

  /* The frame: title, map, legend and source, so that a picture of it can stand alone. */
  class Frame {
    constructor(host, mapElement) {
      this.id = "igs" + (instances += 1);
      this.box = block("figure", "igs-frame", host);
      const head = block("figcaption", "igs-head", this.box);
      this.title = block("div", "igs-title", head);
      this.subtitle = block("div", "igs-subtitle", head);
      this.stage = block("div", "igs-stage", this.box);
      this.canvas = mapElement || block("div", "", null);
      this.canvas.classList.add("igs-map");
      this.stage.appendChild(this.canvas);
      this.tip = block("div", "igs-tip", this.stage);
      this.legend = block("ul", "igs-legend", this.box);
      this.source = block("div", "igs-source", this.box);
    }
    fill(spec) {
      this.title.textContent = spec.title;
      this.subtitle.textContent = spec.subtitle;
      this.source.textContent = spec.source;
      this.legend.replaceChildren();
      spec.legend.forEach((entry, index) => this.entry(entry, index));
      const chosen = { colour: "#000000", width: 3, style: "pick" };
      this.chosen = this.entry({ text: spec.words.chosen, outline: chosen }, spec.legend.length);
      this.showChosen(this.hasChosen);
    }
    showChosen(there) {
      this.hasChosen = Boolean(there);
      this.chosen.style.display = there ? "" : "none";
    }
    entry(entry, index) {
      const sign = entry.fill || entry.outline || entry.line;
      const look = sign ? "" : entry.note ? " igs-remark" : " igs-heading";
      const item = block("li", "igs-entry" + look, this.legend);
      if (sign) {
        const svg = element("svg", { width: 28, height: 16, "aria-hidden": "true" }, item);
        const defs = element("defs", {}, svg);
        if (entry.fill) {
          element("rect", { x: 0.5, y: 0.5, width: 27, height: 15, stroke: "#777", "stroke-width": 0.7,
            fill: paint(entry.fill, defs, this.id + "-l" + index, 1) }, svg);
        }
        if (entry.outline) element("path", { d: "M1,8H27", ...stroke(entry.outline) }, svg);
        if (entry.line) element("path", { d: "M1,8H27", stroke: entry.line.colour, "stroke-width": entry.line.width }, svg);
        if (entry.mark) {
          const label = element("g", { class: "igs-label igs-label-number", transform: "translate(14,8)" }, svg);
          element("circle", { r: 7.4 }, label);
          element("text", { "text-anchor": "middle", dy: "0.35em" }, label).textContent = entry.mark;
        }
      }
      block("span", "", item, entry.text);
      return item;
    }
    hint(point, title, lines) {
      this.tip.replaceChildren();
      block("strong", "", this.tip, title);
      for (const line of lines) if (line) block("span", "", this.tip, line);
      this.tip.style.display = "block";
      const right = point.x > this.stage.clientWidth / 2;
      const low = point.y > this.stage.clientHeight / 2;
      this.tip.style.left = right ? "" : point.x + 14 + "px";
      this.tip.style.right = right ? this.stage.clientWidth - point.x + 14 + "px" : "";
      this.tip.style.top = low ? "" : point.y + 14 + "px";
      this.tip.style.bottom = low ? this.stage.clientHeight - point.y + 14 + "px" : "";
    }
    unhint() { this.tip.style.display = "none"; }
  }

  const opening = (spec) => (spec.window.length ? spec.window : spec.focus);

  const Home = L.Control.extend({
    options: { position: "topleft" },
    initialize(words, go) { this.words = words; this.go = go; },
    onAdd() {
      const bar = block("div", "leaflet-bar leaflet-control");
      const button = block("a", "igs-home", bar, "⌂");
      button.href = "#"; button.setAttribute("role", "button");
      button.title = this.words.zoom_home; button.setAttribute("aria-label", this.words.zoom_home);
      L.DomEvent.disableClickPropagation(bar).on(button, "click", L.DomEvent.preventDefault).on(button, "click", this.go);
      return bar;
    },
  });
  const North = L.Control.extend({
    options: { position: "topright" },
    onAdd() { const sign = block("div", "igs-north", null, "▲"); block("span", "", sign, "N"); sign.setAttribute("aria-hidden", "true"); return sign; },
  });

  class IgsMap {
    /* host: where the frame goes; options.map: a Leaflet map that exists already; options.onPick(nis), options.onLine(id). */
    constructor(host, geometry, spec, options) {
      this.options = options || {};
      this.geometry = geometry;
      this.frame = new Frame(host, this.options.map && this.options.map.getContainer());
      const map = this.map = this.options.map || L.map(this.frame.canvas, {
        zoomSnap: 0.1, zoomDelta: 0.5, wheelPxPerZoomLevel: 120, minZoom: 6.5, maxZoom: 14, attributionControl: false, zoomControl: false,
      });
      map.options.zoomSnap = 0.1; map.options.zoomDelta = 0.5;
      this.controls(spec.words);
      this.drawing = new Drawing(geometry, this.frame.id);
      this.fit(spec, false);
      this.drawing.addTo(map);
      this.listen();
      this.watch = new ResizeObserver(() => this.resize());
      this.watch.observe(this.frame.box);
      this.update(spec);
    }
    controls(words) {
      if (this.map.zoomControl) this.map.zoomControl.remove();
      const zoom = L.control.zoom({ zoomInTitle: words.zoom_in, zoomOutTitle: words.zoom_out });
      const home = new Home(words, () => this.fit(this.spec, true));
      const scale = L.control.scale({ imperial: false, maxWidth: 110 });
      if (this.added) this.added.forEach((control) => control.remove());
      this.added = [zoom, home, scale, new North()];
      this.added.forEach((control) => control.addTo(this.map));
      this.frame.canvas.setAttribute("aria-label", words.keyboard);
      this.frame.canvas.setAttribute("role", "application");
    }
    height(spec) {
      const width = this.frame.box.clientWidth;
      const wish = width * (opening(spec).length ? 0.62 : 0.45);
      return Math.round(Math.min(Math.max(wish, 200), this.options.tallest || 620));
    }
    resize() {
      const height = this.height(this.spec) + "px";
      const width = this.frame.box.clientWidth;
      if (this.frame.canvas.style.height === height && this.width === width) return;
      const untouched = !this.moved;
      this.width = width;
      this.frame.canvas.style.height = height;
      this.map.invalidateSize({ pan: false });
      if (untouched) this.fit(this.spec, false);
    }
    fit(spec, animate) {
      this.width = this.frame.box.clientWidth;
      this.frame.canvas.style.height = this.height(spec) + "px";
      this.map.invalidateSize({ pan: false });
      const members = opening(spec).length ? opening(spec) : this.geometry.shapes.map((shape) => shape.id);
      this.fitting = true;
      this.map.fitBounds(this.geometry.bounds(members), { padding: [12, 12], animate: Boolean(animate) });
      this.fitting = false;
      this.moved = false;
    }
    update(spec, extra) {
      Object.assign(this.options, extra || {});
      const before = this.spec;
      this.spec = spec;
      if (before && opening(before).join() !== opening(spec).join()) this.fit(spec, true);
      if (!before || before.language !== spec.language) this.controls(spec.words);
      this.frame.fill(spec);
      this.basemap(spec);
      this.drawing.draw(spec, this.options.basemap ? 0.7 : 1);
      this.resize();
      this.frame.box.dataset.drawn = spec.title;
    }
    /* Another geometry (another edition): the drawing is replaced, the map and its position stay. */
    replace(geometry, spec, extra) {
      const picked = this.drawing.picked;
      this.drawing.remove();
      this.geometry = geometry;
      this.drawing = new Drawing(geometry, this.frame.id).addTo(this.map);
      this.update(spec, extra);
      this.select(picked);
    }
    basemap(spec) {
      if (!this.options.basemap === !this.tiles) return;
      if (this.tiles) { this.tiles.remove(); this.tiles = null; this.credit.remove(); return; }
      this.tiles = L.tileLayer("https://tile.openstreetmap.org/{z}/{x}/{y}.png", { maxZoom: 19 }).addTo(this.map);
      this.credit = L.control.attribution({ prefix: false }).addTo(this.map);
      this.credit.addAttribution(`<a href="https://www.openstreetmap.org/copyright">${this.spec.words.osm}</a>`);
    }
    listen() {
      const under = (event, sign) => {
        const target = event.originalEvent.target;
        return target.closest ? target.closest(sign) : null;
      };
      this.map.on("click", (event) => {
        const line = under(event, "[data-line]");
        if (line) { if (this.options.onLine) this.options.onLine(line.dataset.line); return; }
        const shape = under(event, "[data-nis]");
        if (!shape || !this.geometry.shape(shape.dataset.nis).properties.flemish) return;
        this.select(shape.dataset.nis);
        if (this.options.onPick) this.options.onPick(shape.dataset.nis);
      });
      this.map.on("mousemove", (event) => {
        const line = under(event, "[data-line]"), shape = under(event, "[data-nis]");
        const nis = shape && !line ? shape.dataset.nis : null;
        this.drawing.hover(nis);
        if (line && line.igsText) this.frame.hint(event.containerPoint, line.igsText, []);
        else if (nis) this.tell(nis, event.containerPoint);
        else this.frame.unhint();
      });
      this.map.on("mouseout", () => { this.drawing.hover(null); this.frame.unhint(); });
      this.map.on("movestart zoomstart", () => { if (!this.fitting) this.moved = true; this.frame.unhint(); });
    }
    tell(nis, point) {
      const { name, province, inhabitants } = this.geometry.shape(nis).properties;
      const words = this.spec.words;
      const number = inhabitants === null ? "" :
        new Intl.NumberFormat(this.spec.language === "nl" ? "nl-BE" : "en-GB").format(inhabitants) + " " + words.inhabitants;
      this.frame.hint(point, name, [province && words.province.replace("{name}", province), number, this.spec.notes[nis]]);
    }
    select(nis) {
      this.drawing.pick(nis || undefined);
      this.frame.showChosen(nis);
    }
    remove() { this.watch.disconnect(); this.map.remove(); this.frame.box.remove(); }
  }

  root.IgsGeometry = Geometry;
  root.IgsMap = IgsMap;
})(globalThis);
