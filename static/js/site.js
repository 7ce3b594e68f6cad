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

// htmx changes the results: what was open stays open, the place in the list is kept, and the new count is said
// aloud. The address is set here, because htmx would keep a copy of it in the browser's storage.
let open = [];
let at = "";
document.addEventListener("htmx:beforeSwap", () => {
  const here = document.activeElement; // what was pressed must stay in sight, even where a wide screen opened it
  at = here.id;
  open = Array.from(document.querySelectorAll("#results details[id]"))
    .filter((details) => details.open || details.contains(here))
    .map((details) => details.id);
});
document.addEventListener("htmx:afterSwap", () => {
  for (const id of open) document.getElementById(id)?.setAttribute("open", "");
  if (at) document.getElementById(at)?.focus({ preventScroll: true });
  const results = document.getElementById("results");
  document.getElementById("said").textContent = results.querySelector("h1").textContent;
  history.pushState(null, "", results.dataset.url);
  addEventListener("popstate", () => location.reload());
});

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
