const LEAST = { height: 200, filling: 160, room: 320, rest: 150, beside: 725 };
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
  /* host: where the frame goes; options.map: a Leaflet map that exists already; options.onPick(nis), options.onLine(id);
     options.tallest: most pixels that the map may be high; options.fill: share of the window's height that the frame fills,
     without buttons; options.listBelow: the index is never beside the map; options.onEntry(nis): a click in the index, by its
     first municipality; options.hover(nis): one more line for the hint; options.place: latitude, longitude and zoom to begin with, joined by _; options.onMove(place), empty for all of it. */
  constructor(host, geometry, spec, options) {
    this.options = options || {};
    this.geometry = geometry;
    this.frame = new Frame(host, this.options.map && this.options.map.getContainer());
    const map = this.map = this.options.map || L.map(this.frame.canvas, {
      zoomSnap: 0.1, zoomDelta: 0.5, wheelPxPerZoomLevel: 120, minZoom: 6.5, maxZoom: 14, attributionControl: false, zoomControl: false,
    });
    map.options.zoomSnap = 0.1; map.options.zoomDelta = 0.5;
    // A press focuses the map: a page that scrolled to it then would take the place away under the mouse.
    const canvas = map.getContainer();
    canvas.focus = () => HTMLElement.prototype.focus.call(canvas, { preventScroll: true });
    this.controls(spec.words);
    this.drawing = new Drawing(geometry, this.frame.id);
    this.spec = spec;
    this.frame.fill(spec);
    this.fit(false);
    this.goTo(this.options.place);
    this.drawing.addTo(map);
    this.listen();
    this.keyboard = new Keyboard(this);
    this.watch = new ResizeObserver(() => this.resize());
    this.watch.observe(this.frame.box);
    this.onWindow = () => this.resize();
    addEventListener("resize", this.onWindow);
    this.redraw();
  }
  controls(words) {
    if (this.map.zoomControl) this.map.zoomControl.remove();
    const zoom = L.control.zoom({ zoomInTitle: words.zoom_in, zoomOutTitle: words.zoom_out });
    const home = new Home(words, () => this.fit(true));
    const buttons = this.options.fill ? [] : [zoom, home];
    const scale = L.control.scale({ imperial: false, maxWidth: 110 });
    if (this.added) this.added.forEach((control) => control.remove());
    this.added = [...buttons, scale, new North()];
    this.added.forEach((control) => control.addTo(this.map));
    this.frame.canvas.setAttribute("aria-label", words.keyboard);
    this.frame.canvas.setAttribute("role", "application");
  }
  /* As high as what it shows is for its width, within the window; or what the frame leaves of the window. */
  height() {
    const { fill, tallest } = this.options;
    if (fill) return Math.max(LEAST.filling, Math.floor(innerHeight * fill - this.frame.around()));
    const width = this.frame.stage.clientWidth;
    /* A long list beside the map is worth some height. */
    const wish = Math.max(width * Math.min(Math.max(this.geometry.aspect(this.members()), 0.5), 1), Math.min(this.frame.listed(), width * 0.56));
    return Math.round(Math.min(Math.max(wish, LEAST.height), tallest || Infinity, Math.max(innerHeight - LEAST.rest, LEAST.room)));
  }
  members() { return opening(this.spec).length ? opening(this.spec) : this.geometry.shapes.map((shape) => shape.id); }
  /* Sets the height; says whether the size of the map has changed. */
  size() {
    const { box, canvas, stage } = this.frame;
    box.classList.remove("igs-small");
    this.frame.spread(Boolean(this.options.fill || this.options.listBelow) || box.clientWidth < LEAST.beside);
    if (this.options.fill) box.classList.toggle("igs-small", this.frame.around() > 0.4 * innerHeight * this.options.fill);
    const before = [canvas.style.height, this.width];
    this.width = stage.clientWidth;
    canvas.style.height = this.height() + "px";
    return canvas.style.height !== before[0] || this.width !== before[1];
  }
  resize() {
    const untouched = !this.moved;
    if (!this.size()) return;
    this.map.invalidateSize({ pan: false });
    if (untouched) this.fit(false);
  }
  fit(animate) {
    this.size();
    this.map.invalidateSize({ pan: false });
    this.fitting = true;
    /* An animation starts and ends later. */
    this.map.once("moveend", () => { this.fitting = this.moved = false; this.tellPlace(); });
    this.map.fitBounds(this.geometry.bounds(this.members()), { padding: this.options.fill ? [6, 6] : [12, 12], animate: Boolean(animate) });
  }
  /* What part is on the screen, as text; empty as long as it is the one that the map opens with. */
  place() {
    const { lat, lng } = this.map.getCenter();
    return this.moved ? [lat.toFixed(4), lng.toFixed(4), this.map.getZoom().toFixed(1)].join("_") : "";
  }
  goTo(place) {
    if (!place || place === this.place()) return;
    const [lat, lng, zoom] = place.split("_").map(Number);
    this.map.setView([lat, lng], zoom, { animate: false });
    this.moved = true;
  }
  tellPlace() { if (this.options.onMove) this.options.onMove(this.place()); }
  update(spec, extra) {
    Object.assign(this.options, extra || {});
    const before = this.spec;
    this.spec = spec;
    if (before.language !== spec.language) this.controls(spec.words);
    this.frame.fill(spec);
    if (opening(before).join() !== opening(spec).join()) this.fit(true);
    this.redraw();
  }
  redraw() {
    const { spec } = this;
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
      if (shape) this.choose(shape.dataset.nis);
    });
    this.map.on("mousemove", (event) => {
      const line = under(event, "[data-line]"), shape = under(event, "[data-nis]");
      const nis = shape && !line ? shape.dataset.nis : null;
      this.drawing.hover(nis);
      if (line && line.igsText) this.frame.hint(event.containerPoint, line.igsText, []);
      else if (nis) this.tell(nis, event.containerPoint);
      else this.frame.unhint();
    });
    this.frame.index.addEventListener("click", (event) => {
      const entry = event.target.closest(".igs-entry"), at = [...this.frame.index.children].indexOf(entry);
      const [first] = at < 0 ? [] : this.spec.index[at].members;
      if (!first) return;
      if (this.options.onEntry) this.options.onEntry(first); else this.choose(first);
    });
    this.map.on("mouseout", () => { this.drawing.hover(null); this.frame.unhint(); });
    this.map.on("movestart zoomstart", () => { if (!this.fitting) this.moved = true; this.frame.unhint(); });
    this.map.on("moveend", () => { this.drawing.label(); if (!this.fitting) this.tellPlace(); });
  }
  choose(nis) {
    if (!this.geometry.shape(nis).properties.flemish) return;
    this.select(nis);
    if (this.options.onPick) this.options.onPick(nis);
  }
  tell(nis, point) {
    const { name, province, inhabitants } = this.geometry.shape(nis).properties;
    const words = this.spec.words;
    const number = inhabitants === null ? "" :
      new Intl.NumberFormat(this.spec.language === "nl" ? "nl-BE" : "en-GB").format(inhabitants) + " " + words.inhabitants;
    this.frame.hint(point, name, [province && words.province.replace("{name}", province), number, this.spec.notes[nis], this.options.hover && this.options.hover(nis)]);
  }
  /* Another colour for one municipality, until the map is drawn again. */
  paint(nis, colour) { this.drawing.surfaces[this.geometry.place.get(nis)].setAttribute("fill", colour); }
  select(nis) {
    this.drawing.pick(nis || undefined);
    this.frame.showChosen(nis);
  }
  remove() { removeEventListener("resize", this.onWindow); this.watch.disconnect(); this.map.remove(); this.frame.box.remove(); }
}

root.IgsGeometry = Geometry;
root.IgsMap = IgsMap;
