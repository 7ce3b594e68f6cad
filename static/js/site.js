// Leaving in a hurry, three courtesies round the search, and one on paper. Every page works without this file.

const root = document.documentElement;
const exit = document.getElementById("leave");

function leave(event) {
  event?.preventDefault();
  root.classList.add("is-leaving"); // the page is blank at once, however slow the other site is
  location.replace(exit.href); // Back does not return here
}

if (exit) {
  exit.addEventListener("click", leave);

  let shifts = [];
  addEventListener("keydown", (event) => {
    if (event.key !== "Shift") shifts = [];
    else if (!event.repeat) shifts = [...shifts.slice(-2), event.timeStamp];
    if (shifts.length === 3 && shifts[2] - shifts[0] < 3000) leave();
  });

  addEventListener("pageshow", (event) => {
    if (event.persisted) root.classList.remove("is-leaving");
  });
}

// A ticked filter changes the results in place: what was open stays open, focus stays where it was, and the new
// count is said aloud. It fetches the very page that the form would open, so that without script nothing differs.
const form = document.getElementById("search-form");
let running = new AbortController();

async function refresh() {
  running.abort(); // the last tick is the one that counts
  running = new AbortController();
  const url = `${form.action}?${new URLSearchParams([...new FormData(form)].filter(([, value]) => value))}`;
  const answer = await fetch(url, { signal: running.signal, credentials: "same-origin" });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const [old, results] = [document.getElementById("results"), page.getElementById("results")];
  const here = document.activeElement;
  for (const details of old.querySelectorAll("details[id]")) {
    const kept = results.querySelector(`#${CSS.escape(details.id)}`);
    // What was pressed must stay in sight, even where a wide screen opened it.
    if (kept && (details.open || details.contains(here))) kept.open = true;
  }
  old.replaceWith(document.adoptNode(results));
  if (here.id) document.getElementById(here.id)?.focus({ preventScroll: true });
  document.getElementById("said").textContent = results.querySelector("h1").textContent;
  history.pushState(null, "", results.dataset.url);
}

form?.addEventListener("change", (event) => {
  if (!event.target.closest("#results")) return;
  refresh().catch((error) => {
    if (error.name !== "AbortError") form.submit();
  });
});
if (form) addEventListener("popstate", () => location.reload());

// From a service back to the very search that led to it.
const back = document.querySelector("[data-back]");
const from = document.referrer && new URL(document.referrer);
if (back && from && from.origin === location.origin && from.pathname === back.pathname) {
  back.href = from.href;
  back.textContent = back.dataset.back;
}

// A page on paper says where it is from and of which day: a page kept by the browser would tell an old one.
addEventListener("beforeprint", () => {
  const day = new Date();
  const date = `${day.getDate()}.${day.getMonth() + 1}.${day.getFullYear()}`;
  document.getElementById("printed").textContent = `${location.host}${location.pathname} · ${date}`;
});

// Signing out takes along the texts that the page of a memo kept in this browser (static/js/memo.js).
addEventListener("submit", (event) => {
  if (!event.target.matches("[data-signs-out]")) return;
  for (const key of Object.keys(localStorage)) if (key.startsWith("memo-text:")) localStorage.removeItem(key);
});
