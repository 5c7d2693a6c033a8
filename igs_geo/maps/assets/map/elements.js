const L = root.L;
const SVG = "http://www.w3.org/2000/svg";
const TILE = 12;
const DASHES = { own: "10 3", added: "5 4", other: "1.5 4", division: "9 5", province: "", body: "", pick: "" };
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
