// Suggestions while somebody types: the ARIA combobox with a list. Without this file the form works as it is.

const field = document.getElementById("q");
const list = document.getElementById("suggestions");

if (field && list) {
  let timer;
  let asked = "";
  let request;
  let current = -1;

  field.setAttribute("role", "combobox");
  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-expanded", "false");
  field.setAttribute("aria-controls", list.id);

  const options = () => Array.from(list.children);

  function close() {
    list.hidden = true;
    field.setAttribute("aria-expanded", "false");
    choose(-1);
  }

  function choose(number) {
    options().forEach((option, at) => option.setAttribute("aria-selected", String(at === number)));
    current = number;
    const option = options()[number];
    if (option) {
      field.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    } else {
      field.removeAttribute("aria-activedescendant");
    }
  }

  async function ask() {
    const text = field.value.trim();
    if (text === asked) return;
    asked = text;
    request?.abort();
    if (text.length < 2) {
      close();
      return;
    }
    request = new AbortController();
    try {
      const address = `${list.dataset.url}?q=${encodeURIComponent(text)}`;
      const answer = await fetch(address, { signal: request.signal, credentials: "omit", cache: "no-store" });
      if (!answer.ok) return;
      list.innerHTML = await answer.text(); // escaped by the server
      current = -1;
      if (document.activeElement === field && list.children.length) {
        list.hidden = false;
        field.setAttribute("aria-expanded", "true");
      } else {
        close();
      }
    } catch (error) {
      if (error.name !== "AbortError") close();
    }
  }

  function go(option) {
    location.href = option.dataset.url;
  }

  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, 150);
  });
  field.addEventListener("keydown", (event) => {
    const all = options();
    if (list.hidden || !all.length) {
      if (event.key === "ArrowDown" && all.length && field.value.trim() === asked) {
        list.hidden = false;
        field.setAttribute("aria-expanded", "true");
        choose(0);
        event.preventDefault();
      }
      return;
    }
    if (event.key === "ArrowDown") choose((current + 1) % all.length);
    else if (event.key === "ArrowUp") choose(current <= 0 ? all.length - 1 : current - 1);
    else if (event.key === "Escape") close();
    else if (event.key === "Enter" && current >= 0) go(all[current]);
    else return;
    event.preventDefault();
  });
  field.addEventListener("blur", () => setTimeout(close, 200));
  list.addEventListener("mousedown", (event) => event.preventDefault()); // the field keeps the focus
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) go(option);
  });
}
