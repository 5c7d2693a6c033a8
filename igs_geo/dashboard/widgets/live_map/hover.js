/* One more line in the hint of some municipalities, as long as the page that gave it is there. */
const shelf = (globalThis.igsShelf ??= { ready: new Map(), waiting: [] });

export default function ({ data }) {
  shelf.hover = data;
  return () => { shelf.hover = undefined; };
}
