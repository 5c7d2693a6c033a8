/* Mounts a map in the page and keeps it between reruns. */
const shelf = (globalThis.igsShelf ??= { ready: new Map(), waiting: [] });
const states = new WeakMap();

export default function (component) {
  const host = component.parentElement.querySelector(".igs-host");
  let state = states.get(host);
  if (!state) states.set(host, (state = { turn: 0 }));
  state.component = component;
  refresh(host, state);
  return () => {
    if (state.map) state.map.remove();
    state.gone = true;
    states.delete(host);
  };
}

function refresh(host, state) {
  if (state.gone) return;
  const { data } = state.component;
  const geometry = shelf.ready.get(data.geometry);
  if (!geometry) { shelf.waiting.push(() => refresh(host, state)); return; }
  const options = { basemap: data.basemap, tallest: data.tallest };
  if (!state.map) {
    const onPick = (nis) => state.component.setStateValue("picked", { nis, turn: (state.turn += 1) });
    const onLine = (id) => state.component.setStateValue("line", { id, turn: (state.turn += 1) });
    state.turn = Math.max(state.turn, data.answers);
    state.map = new globalThis.IgsMap(host, geometry, JSON.parse(data.spec), { ...options, onPick, onLine });
    host.igsMap = state.map;
  } else if (state.geometry !== data.geometry) {
    state.map.replace(geometry, JSON.parse(data.spec), options);
  } else if (state.spec !== data.spec || state.basemap !== data.basemap) {
    state.map.update(JSON.parse(data.spec), options);
  }
  Object.assign(state, { spec: data.spec, geometry: data.geometry, basemap: data.basemap });
  if (data.answers >= state.turn) state.map.select(data.selected);
}
