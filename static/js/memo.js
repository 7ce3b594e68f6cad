// Taking a memo: what is typed goes to a draft every few seconds, and into this browser when the site cannot be
// reached. Texts for editors only are never kept here. The page works without this file.

{
  const form = document.getElementById("memo");
  const WAIT_MS = 3000;
  const PREFIX = "memo-text:";
  const here = `${PREFIX}${form.dataset.user}:${form.dataset.memo}:`;
  const EDITORS = "3";
  const timers = new Map();
  let isSubmitting = false;

  function fieldsOf(section) {
    return [...section.querySelectorAll("textarea, select, input")].filter((field) => field.type !== "hidden" || field.name.endsWith("-version"));
  }

  function valuesOf(section) {
    return Object.fromEntries(fieldsOf(section).map((field) => [field.name, field.type === "checkbox" ? field.checked : field.value]));
  }

  function keyOf(section) {
    return here + (section.dataset.item ?? "summary");
  }

  function say(section, words) {
    section.querySelector("[data-said]").textContent = words;
  }

  function mayBeKeptHere(section) {
    const item = section.dataset.item;
    if (!item) return true;
    const levels = [`i${item}-visibility`, `i${item}-outcome_visibility`].map((name) => form.elements[name].value);
    return !levels.includes(EDITORS);
  }

  function keepHere(section) {
    if (!mayBeKeptHere(section)) {
      localStorage.removeItem(keyOf(section));
      return false;
    }
    localStorage.setItem(keyOf(section), JSON.stringify(valuesOf(section)));
    return true;
  }

  // A draft on the server; where it cannot be reached, or the sign-in has ended, a copy in this browser.
  async function keep(section, { keepalive = false } = {}) {
    timers.delete(section);
    if (!section.dataset.item) {
      keepHere(section); // a summary has no draft on the server
      return;
    }
    const body = new FormData();
    body.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    body.append("item", section.dataset.item);
    for (const field of fieldsOf(section)) {
      if (field.type !== "checkbox" || field.checked) body.append(field.name, field.value);
    }
    try {
      const answer = await fetch(form.dataset.draftUrl, { method: "POST", body, credentials: "same-origin", redirect: "error", keepalive });
      if (!answer.ok) throw new Error(String(answer.status));
      const { saved_at: at, is_old: isOld } = await answer.json();
      localStorage.removeItem(keyOf(section));
      say(section, isOld ? form.dataset.newer : `${form.dataset.savedAt} ${at}`);
    } catch {
      say(section, keepHere(section) ? form.dataset.keptHere : form.dataset.notKept);
      timers.set(section, setTimeout(() => keep(section), WAIT_MS * 3));
    }
  }

  function restore(section) {
    const kept = localStorage.getItem(keyOf(section));
    if (!kept) return;
    const values = JSON.parse(kept);
    const differing = fieldsOf(section).filter((field) => field.name in values && !field.name.endsWith("-version")
      && (field.type === "checkbox" ? field.checked : field.value.trim()) !== (field.type === "checkbox" ? values[field.name] : values[field.name].trim()));
    if (!differing.length) {
      localStorage.removeItem(keyOf(section));
      return;
    }
    for (const field of fieldsOf(section)) {
      if (!(field.name in values)) continue;
      if (field.type === "checkbox") field.checked = values[field.name];
      else field.value = values[field.name];
    }
    const details = section.querySelector("details");
    if (details?.querySelector("textarea").value) details.open = true;
    say(section, form.dataset.restored);
  }

  // A save saves everything on the page: what is kept here has served.
  if (new URLSearchParams(location.search).has("saved")) {
    for (const key of Object.keys(localStorage)) if (key.startsWith(here)) localStorage.removeItem(key);
  }

  for (const section of form.querySelectorAll("[data-item], [data-summary]")) {
    if (!section.querySelector("textarea")) continue;
    restore(section);
    section.addEventListener("input", () => {
      clearTimeout(timers.get(section));
      timers.set(section, setTimeout(() => keep(section), WAIT_MS));
    });
    // Enter in a field saves the item that it is in, not the first one.
    section.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.target.matches("textarea, button, summary, a")) return;
      event.preventDefault();
      section.querySelector("button[name=save]").click();
    });
  }

  form.addEventListener("submit", () => {
    isSubmitting = true;
    for (const [section, timer] of timers) {
      clearTimeout(timer);
      keepHere(section); // until the page that answers shows that it is saved
    }
  });

  addEventListener("pagehide", () => {
    if (isSubmitting) return;
    for (const [section, timer] of timers) {
      clearTimeout(timer);
      keepHere(section);
      keep(section, { keepalive: true });
    }
  });
}
