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
    this.tip.setAttribute("role", "status");
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
