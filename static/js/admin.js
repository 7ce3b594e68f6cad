"use strict";
// Select2 gives its boxes no name of their own: lend them the label of the field, so that a screen reader says it.
{
  const labelOf = (select) => document.querySelector(`label[for="${CSS.escape(select.id)}"]`);

  const nameBox = (select) => {
    const label = labelOf(select);
    const box = select.parentElement.querySelector(".select2-selection");
    if (!label || !box) {
      return;
    }
    if (select.multiple) {
      box.querySelector(".select2-search__field").setAttribute("aria-label", label.textContent.trim());
    } else {
      label.id = label.id || `label-${select.id}`;
      const value = box.querySelector(".select2-selection__rendered");
      value.setAttribute("aria-labelledby", label.id);
      box.setAttribute("aria-labelledby", `${label.id} ${value.id}`);
    }
  };

  const nameBoxes = (part) => {
    part.querySelectorAll("select.admin-autocomplete:not([name*=__prefix__])").forEach(nameBox);
  };

  // Its "remove all" would stand as a stray element in the list of what is chosen.
  document.querySelectorAll("select.admin-autocomplete[multiple]").forEach((select) => {
    select.dataset.allowClear = "false";
  });

  if (window.django && window.django.jQuery) {
    const $ = window.django.jQuery;
    $(() => nameBoxes(document));
    document.addEventListener("formset:added", (event) => nameBoxes(event.target));
    $(document).on("select2:open", (event) => {
      const label = labelOf(event.target);
      const field = document.querySelector(".select2-dropdown .select2-search__field");
      if (label && field) {
        field.setAttribute("aria-label", label.textContent.trim());
      }
    });
  }
}

// Signing out takes along the texts that the page of a memo kept in this browser (static/js/memo.js).
addEventListener("submit", (event) => {
  if (!event.target.matches("[data-signs-out]")) return;
  for (const key of Object.keys(localStorage)) if (key.startsWith("memo-text:")) localStorage.removeItem(key);
});
