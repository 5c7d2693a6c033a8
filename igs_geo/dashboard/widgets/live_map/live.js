/* Mounts a map in the page and keeps it between reruns. */
const shelf = (globalThis.igsShelf ??= { ready: new Map(), waiting: [] });
const states = new WeakMap();
const SPELL_MS = 400;

export default function (component) {
  const host = component.parentElement.querySelector(".igs-host");
  let state = states.get(host);
  if (!state) states.set(host, (state = { turn: 0, place: "" }));
  state.component = component;
  refresh(host, state);
  return () => {
    clearInterval(state.speller);
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
  const options = { basemap: data.basemap, fill: data.fill };
  if (!state.map) {
    const onPick = (nis) => {
      state.clicks = [...unanswered(state), { nis, turn: (state.turn += 1) }];
      draw(state, nis);
      state.component.setStateValue("picked", { nis, turn: state.turn, clicks: state.clicks });
    };
    const onEntry = data.pen ? (nis) => state.component.setStateValue("entry", { nis, turn: (state.turn += 1) }) : undefined;
    const onLine = (id) => state.component.setStateValue("line", { id, turn: (state.turn += 1) });
    const onMove = (place) => { state.place = place; };
    state.turn = Math.max(state.turn, data.answers);
    const hover = (nis) => shelf.hover?.[nis];
    const more = { onPick, onEntry, onLine, onMove, hover, place: data.place };
    state.map = new globalThis.IgsMap(host, geometry, JSON.parse(data.spec), { ...options, ...more });
    state.place = state.map.place();
    /* The server writes the rest of the address, at moments of its own; this keeps what it does not know in it. */
    if (data.place !== null) state.speller = setInterval(() => spell(state.place), SPELL_MS);
    host.igsMap = state.map;
  } else if (state.geometry !== data.geometry) {
    state.map.replace(geometry, JSON.parse(data.spec), options);
  } else if (state.spec !== data.spec || state.basemap !== data.basemap) {
    state.map.update(JSON.parse(data.spec), options);
  }
  /* Somebody went back, forward, or opened another address of this page. */
  if (state.given !== undefined && state.given !== data.place) state.map.goTo(data.place);
  Object.assign(state, { spec: data.spec, geometry: data.geometry, basemap: data.basemap, given: data.place });
  if (data.answers >= state.turn) state.map.select(data.selected);
  state.of = { ...data.pen?.of };
  for (const { nis } of unanswered(state)) draw(state, nis);
}

/* Clicks that the server does not know yet: a second one may follow before the first is answered. */
function unanswered(state) {
  return (state.clicks ?? []).filter(({ turn }) => turn > state.component.data.answers);
}

/* In or out of the region that is drawn, at once; the server says later what that means. */
function draw(state, nis) {
  const { pen } = state.component.data;
  if (!pen || pen.locked.includes(pen.region) || pen.locked.includes(state.of[nis])) return;
  const out = state.of[nis] === pen.region;
  state.of[nis] = out ? "" : pen.region;
  state.map.paint(nis, out ? "#ffffff" : pen.colour);
}

function spell(place) {
  const address = new URL(location.href);
  if ((address.searchParams.get("place") ?? "") === place) return;
  if (place) address.searchParams.set("place", place); else address.searchParams.delete("place");
  history.replaceState(history.state, "", address);
}
