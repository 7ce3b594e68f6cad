// Dragging the items of an agenda, by mouse, pen or finger. The buttons do the same without this file.

const list = document.getElementById("agenda-list");
const form = document.getElementById("order-form");
const said = document.getElementById("order-said");

const order = () => [...list.children].map((row) => row.dataset.item);

function addHandles() {
  for (const row of list.children) {
    const place = row.querySelector(".agenda__move");
    if (!place || list.children.length < 2) continue;
    const handle = document.createElement("span"); // the keyboard has the buttons
    handle.className = "agenda__handle";
    handle.setAttribute("aria-hidden", "true");
    handle.textContent = "⋮⋮";
    place.append(handle);
  }
}

// One post of the whole order; the answer is the page as it is now, in its new numbers and clock times.
async function save() {
  const data = new FormData(form);
  for (const item of order()) data.append("item", item);
  let text = list.dataset.failed;
  try {
    const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(data) });
    if (!answer.ok) throw new Error(answer.statusText);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const wanted = order().join();
    list.replaceChildren(...page.getElementById("agenda-list").children);
    if (order().join() === wanted) text = list.dataset.moved;
  } catch {
    location.reload();
    return;
  }
  addHandles();
  said.textContent = text;
}

function drag(event) {
  const row = event.target.closest(".agenda__handle")?.closest("li");
  if (!row || event.button > 0) return;
  event.preventDefault();
  const before = order().join();
  row.classList.add("is-dragged");
  const move = ({ clientY }) => {
    const after = [...list.children].find((other) => {
      const { top, height } = other.getBoundingClientRect();
      return other !== row && clientY < top + height / 2;
    });
    if (after !== row.nextElementSibling) list.insertBefore(row, after ?? null);
  };
  const stop = () => {
    row.classList.remove("is-dragged");
    removeEventListener("pointermove", move);
    removeEventListener("pointerup", stop);
    removeEventListener("pointercancel", stop);
    if (order().join() !== before) save();
  };
  addEventListener("pointermove", move);
  addEventListener("pointerup", stop);
  addEventListener("pointercancel", stop);
}

if (list && form) {
  addHandles();
  list.addEventListener("pointerdown", drag);
}
