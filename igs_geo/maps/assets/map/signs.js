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
