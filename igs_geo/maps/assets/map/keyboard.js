/* Choosing a municipality without a mouse: Enter begins, arrows go to the neighbour on that side, Enter chooses,
   Escape goes back to panning. Every step is told to screen readers by the hint, which is a live region. */
const ARROWS = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };

class Keyboard {
  constructor(map) {
    this.map = map;
    this.at = null;
    /* On the way up: Leaflet listens on the document, and pans by what reaches it. */
    map.frame.canvas.addEventListener("keydown", (event) => {
      if (event.target !== map.frame.canvas || event.altKey || event.ctrlKey || event.metaKey || !this.press(event.key)) return;
      event.preventDefault();
      event.stopPropagation();
    });
    map.frame.canvas.addEventListener("blur", () => this.leave());
  }
  press(key) {
    if (key === "Enter" || key === " ") {
      if (this.at === null) this.go(this.start()); else this.map.choose(this.at);
      return true;
    }
    if (this.at === null) return false;
    if (key === "Escape") this.leave();
    else if (ARROWS[key]) this.go(this.next(ARROWS[key]));
    else return false;
    return true;
  }
  start() {
    const { drawing, map } = this.map;
    const chosen = drawing.picked && this.map.geometry.shape(drawing.picked);
    if (chosen) return drawing.picked;
    const middle = map.containerPointToLayerPoint(map.getSize().divideBy(2));
    return this.nearest((spot) => spot.distanceTo(middle));
  }
  next([x, y]) {
    const from = this.map.drawing.spot(this.at);
    /* Straight ahead counts more than near. */
    return this.nearest((spot) => {
      const along = (spot.x - from.x) * x + (spot.y - from.y) * y;
      const across = Math.abs((spot.x - from.x) * y) + Math.abs((spot.y - from.y) * x);
      return along > 0 && across <= 1.8 * along ? along + 2 * across : Infinity;
    }) || this.at;
  }
  nearest(distance) {
    let best = null, least = Infinity;
    for (const nis of this.map.geometry.flemish()) {
      const far = nis === this.at ? Infinity : distance(this.map.drawing.spot(nis));
      if (far < least) { best = nis; least = far; }
    }
    return best;
  }
  go(nis) {
    this.at = nis;
    const { map, drawing } = this.map;
    const point = () => map.layerPointToContainerPoint(drawing.spot(nis));
    if (!map.getSize().subtract([80, 80]).contains(point().subtract([40, 40]))) map.panInside(map.layerPointToLatLng(drawing.spot(nis)), { padding: [60, 60], animate: false });
    drawing.hover(nis);
    this.map.tell(nis, point());
  }
  leave() {
    if (this.at === null) return;
    this.at = null;
    this.map.drawing.hover(null);
    this.map.frame.unhint();
  }
}
