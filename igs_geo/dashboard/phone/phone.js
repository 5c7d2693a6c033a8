(() => {
  "use strict";
  const told = JSON.parse(document.getElementById("told").textContent);
  const key = `igs-${told.code}`;
  const at = (id) => document.getElementById(id);
  const fields = [...document.querySelectorAll("fieldset")];
  const newId = () => [...crypto.getRandomValues(new Uint8Array(16))].map((b) => b.toString(16).padStart(2, "0")).join("");
  const here = location.pathname.replace(/\/$/, "");
  let kept = true, busy = false, wait = 2000, offset = 0, now = { stage: "waiting", ends: null }, sending;

  function load() {
    try {
      const found = JSON.parse(localStorage.getItem(key));
      if (found && found.who) return found;
    } catch { kept = false; }
    return { who: newId(), role: "other", name: "", group: 0, given: {}, queue: [] };
  }
  const mine = load();
  function save() {
    try { localStorage.setItem(key, JSON.stringify(mine)); kept = true; } catch { kept = false; }
    say();
  }
  function say(refused) {
    const waiting = mine.queue.length;
    const text = refused || (waiting
      ? (navigator.onLine ? told.texts.waiting_to_send : told.texts.offline).replace("{number}", waiting)
      : Object.keys(mine.given).length ? told.texts.saved : "");
    const line = at("state");
    line.textContent = kept ? text : `${told.texts.no_storage} ${text}`;
    line.classList.toggle("bad", Boolean(refused) || waiting > 0 || !kept);
  }

  function answer(number) {
    const given = mine.given[number];
    // Of answers that still wait, the last one of a factor is enough; one on its way may arrive all the same.
    mine.queue = mine.queue.filter((one) => one.factor !== number || (sending && sending.has(one.id)));
    mine.queue.push({
      id: newId(), who: mine.who, factor: number, score: given.score, role: mine.role,
      name: mine.name.trim() || null, remark: given.remark, shared: given.shared,
    });
  }
  function changed(field) {
    const number = Number(field.dataset.factor);
    const chosen = field.querySelector("input[type=radio]:checked");
    const remark = field.querySelector("textarea").value;
    if (!chosen && !remark.trim()) return;
    mine.given[number] = {
      score: chosen && chosen.value ? Number(chosen.value) : null,
      chosen: chosen ? chosen.value : null,
      remark, shared: field.querySelector("input[type=checkbox]").checked,
    };
    answer(number);
    save();
    send();
  }

  async function send() {
    if (busy || !mine.queue.length) return;
    busy = true;
    const batch = mine.queue.slice(0, 50);
    sending = new Set(batch.map((one) => one.id));
    let refused = "";
    try {
      const reply = await fetch(`${here}/answers`, {
        method: "POST", headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ answers: batch }), signal: AbortSignal.timeout(15000),
      });
      if (reply.ok) {
        const there = new Set((await reply.json()).kept);
        mine.queue = mine.queue.filter((one) => !there.has(one.id));
        wait = 2000;
        save();
      } else if (reply.status < 500) refused = told.texts.refused;
    } catch { /* the line is down: it goes later */ }
    busy = false;
    sending = null;
    say(refused);
    if (mine.queue.length) {
      setTimeout(send, wait + Math.random() * 1000);
      wait = Math.min(wait * 1.6, 30000);
    }
  }

  function arrange() {
    const n = told.groups.length;
    const turn = now.stage === "second" ? 1 : 0;
    const all = now.stage === "open" || now.stage === "shown";
    const own = new Set(all ? told.groups.flat() : told.groups[(Number(mine.group) + turn) % n]);
    for (const field of fields) {
      const place = own.has(Number(field.dataset.factor)) ? at("own") : at("others");
      if (field.parentNode !== place) place.append(field);
    }
    at("rest").hidden = all;
    at("stage").textContent = told.stages[now.stage] || "";
  }
  function tick() {
    const left = now.ends === null ? null : Math.round(now.ends - (Date.now() / 1000 + offset));
    const text = left === null ? "" : left <= 0 ? told.texts.time_up
      : `${told.texts.time_left} ${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
    if (at("clock").textContent !== text) at("clock").textContent = text;
  }
  async function look() {
    try {
      const reply = await fetch(`${here}/state`, { signal: AbortSignal.timeout(10000), cache: "no-store" });
      if (reply.ok) {
        const next = await reply.json();
        offset = next.now - Date.now() / 1000;
        const other = next.stage !== now.stage;
        now = next;
        if (other) arrange();
      }
    } catch { /* the next look may reach it */ }
    setTimeout(look, 4000 + Math.random() * 2000);
  }

  for (const field of fields) {
    const given = mine.given[field.dataset.factor];
    if (given) {
      for (const box of field.querySelectorAll("input[type=radio]")) box.checked = given.chosen !== null && box.value === given.chosen;
      field.querySelector("textarea").value = given.remark;
      field.querySelector("input[type=checkbox]").checked = given.shared;
    }
    field.addEventListener("change", () => changed(field));
  }
  for (const name of ["group", "role", "name"]) {
    at(name).value = mine[name];
    at(name).addEventListener("change", () => {
      mine[name] = at(name).value;
      if (name !== "group") for (const number of Object.keys(mine.given)) answer(Number(number));
      save();
      arrange();
      send();
    });
  }
  addEventListener("online", () => { wait = 2000; send(); });
  addEventListener("offline", () => say());
  addEventListener("pagehide", () => fields.includes(document.activeElement?.closest("fieldset")) && changed(document.activeElement.closest("fieldset")));
  setInterval(tick, 500);
  arrange();
  say();
  look();
  send();
})();
