/* The frame: title, map, legend and source, so that a picture of it can stand alone. */
class Frame {
  constructor(host, mapElement) {
    this.id = "igs" + (instances += 1);
    this.box = block("figure", "igs-frame", host);
    const head = block("figcaption", "igs-head", this.box);
    this.title = block("div", "igs-title", head);
    this.subtitle = block("div", "igs-subtitle", head);
    this.body = block("div", "igs-spread", this.box);
    this.stage = block("div", "igs-stage", this.body);
    this.canvas = mapElement || block("div", "", null);
    this.canvas.classList.add("igs-map");
    this.stage.appendChild(this.canvas);
    this.tip = block("div", "igs-tip", this.stage);
    this.tip.setAttribute("role", "status");
    this.index = block("ul", "igs-index", this.body);
    /* A list that scrolls has to be reached by the keyboard. */
    this.index.tabIndex = 0;
    this.legend = block("ul", "igs-legend", this.box);
    this.source = block("div", "igs-source", this.box);
  }
  fill(spec) {
    this.title.textContent = spec.title;
    this.subtitle.textContent = spec.subtitle;
    this.source.textContent = spec.source;
    this.legend.replaceChildren();
    this.index.replaceChildren();
    spec.index.forEach((entry, index) => this.entry(entry, "i" + index, this.index));
    this.index.setAttribute("aria-label", spec.title);
    this.index.style.display = spec.index.length ? "" : "none";
    this.box.classList.toggle("igs-indexed", spec.index.length > 0);
    spec.legend.forEach((entry, index) => this.entry(entry, index));
    const chosen = { colour: "#000000", width: 3, style: "pick" };
    this.chosen = this.entry({ text: spec.words.chosen, outline: chosen }, spec.legend.length);
    this.showChosen(this.hasChosen);
  }
  showChosen(there) {
    this.hasChosen = Boolean(there);
    this.chosen.style.display = there ? "" : "none";
  }
  /* Beside the map while there is room, else under it. */
  spread(below) { this.box.classList.toggle("igs-below", below); }
  /* How high the list beside the map is as a whole, 0 without one. */
  listed() {
    if (!this.box.classList.contains("igs-indexed") || this.box.classList.contains("igs-below")) return 0;
    return [...this.index.children].reduce((sum, entry) => sum + entry.offsetHeight + 3, 0);
  }
  /* What stands above and below the map, in pixels. */
  around() {
    const look = getComputedStyle(this.box);
    const own = parseFloat(look.paddingTop) + parseFloat(look.paddingBottom) + 2;
    const parts = [this.title.parentElement, this.legend, this.source, ...(this.box.classList.contains("igs-below") ? [this.index] : [])];
    return own + parts.reduce((sum, part) => {
      const { marginTop, marginBottom, display } = getComputedStyle(part);
      return sum + (display === "none" ? 0 : part.offsetHeight + parseFloat(marginTop) + parseFloat(marginBottom));
    }, 0);
  }
  entry(entry, index, list) {
    const sign = entry.fill || entry.outline || entry.line;
    const look = sign ? "" : entry.note ? " igs-remark" : " igs-heading";
    const item = block("li", "igs-entry" + look, list || this.legend);
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
