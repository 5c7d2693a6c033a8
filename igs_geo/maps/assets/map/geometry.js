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
  /* How many times higher than wide some municipalities are together, on the screen. */
  aspect(members) {
    const box = this.bounds(members);
    return (box.getNorth() - box.getSouth()) / (box.getEast() - box.getWest()) / Math.cos((box.getCenter().lat * Math.PI) / 180);
  }
  flemish() { return this.shapes.filter((shape) => shape.properties.flemish).map((shape) => shape.id); }
}
