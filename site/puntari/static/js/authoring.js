// Writing an exercise: findings and preview follow what is typed, languages become tabs, and selected words become a mark.
// Nothing is saved here. Without this file the same form shows findings and preview when a button is pressed.
const form = document.getElementById("draft-form");
const state = document.getElementById("state");
const words = form.dataset;
let look = document.getElementById("preview").dataset.look;

const typed = () => new URLSearchParams(new FormData(form)).toString();
const saved = typed();
let isLeaving = false;
// A page shown again with what was typed, after a conflict or another language, isn't saved either.
const isUnsaved = () => typed() !== saved || document.querySelector("[data-unsaved]") !== null;

addEventListener("beforeunload", (event) => {
  if (!isLeaving && isUnsaved()) event.preventDefault();
});

// Findings and preview
let waiting;
let asking;

const replace = (made) => {
  for (const id of ["findings", "preview"]) document.getElementById(id).replaceWith(made.getElementById(id));
  const before = document.getElementById("marks");
  const after = made.getElementById("marks");
  // Fields of marks are replaced only when marks came or went, and never under somebody's fingers.
  if (before && before.dataset.marks !== after.dataset.marks && !before.contains(document.activeElement)) before.replaceWith(after);
};

const check = async () => {
  asking?.abort();
  asking = new AbortController();
  const body = new FormData(form);
  body.append("show", look);
  try {
    const answer = await fetch(form.action, { method: "POST", body, headers: { "X-Fragment": "1" }, signal: asking.signal, redirect: "error" });
    if (!answer.ok) throw new Error(String(answer.status));
    const before = document.querySelector("#findings p").textContent;
    replace(new DOMParser().parseFromString(await answer.text(), "text/html"));
    const now = document.querySelector("#findings p").textContent;
    state.textContent = now === before ? "" : now;
  } catch (error) {
    if (error.name !== "AbortError") state.textContent = words.failed;
  }
};

const soon = () => {
  clearTimeout(waiting);
  waiting = setTimeout(check, 700);
};

form.addEventListener("input", soon);

form.addEventListener("submit", (event) => {
  const button = event.submitter;
  if (button?.name !== "show") {
    isLeaving = true;
    return;
  }
  event.preventDefault();
  look = button.value;
  for (const one of form.querySelectorAll("[name=show]")) one.ariaPressed = one === button ? "true" : null;
  check();
});
addEventListener("pageshow", () => { isLeaving = false; });

// One language at a time, with a button for each
const group = form.querySelector("[data-languages]");
const parts = group ? [...group.querySelectorAll("[data-language]")] : [];
const tabs = document.createElement("div");

const turnTo = (language) => {
  for (const part of parts) part.hidden = part.dataset.language !== language;
  for (const tab of tabs.children) tab.ariaPressed = String(tab.dataset.to === language);
  if (look !== language) form.querySelector(`[name=show][value=${language}]`).click();
};

if (group) {
  tabs.className = "pt-langs";
  tabs.role = "group";
  tabs.ariaLabel = group.dataset.label;
  for (const part of parts) {
    const tab = document.createElement("button");
    tab.type = "button";
    tab.dataset.to = part.dataset.language;
    tab.textContent = part.dataset.name;
    tab.addEventListener("click", () => turnTo(part.dataset.language));
    tabs.append(tab);
  }
  group.prepend(tabs);
  turnTo(look);
}

// A finding leads to its field, in its language, and to the words that it is about
const show = (id, about) => {
  let place = document.getElementById(id);
  for (let way = id; !place && way.includes("."); place = document.getElementById(way)) way = way.slice(0, way.lastIndexOf("."));
  if (!place) return false;
  const part = place.closest("[data-language]");
  if (part) turnTo(part.dataset.language);
  for (let details = place.closest("details"); details; details = details.parentElement.closest("details")) details.open = true;
  const field = place.matches("input, select, textarea") ? place : place.querySelector("input:not([type=hidden]), select, textarea");
  (field ?? place).scrollIntoView({ block: "center" });
  field?.focus();
  const at = about && field?.matches("textarea") ? field.value.indexOf(about) : -1;
  if (at >= 0) field.setSelectionRange(at, at + about.length);
  return true;
};

form.addEventListener("click", (event) => {
  const link = event.target.closest("#findings li a");
  if (link && show(link.hash.slice(1), link.dataset.words)) event.preventDefault();
});
if (location.hash.length > 1) show(decodeURIComponent(location.hash.slice(1)));

// Selected words become a mark
for (const button of form.querySelectorAll("[data-mark]")) {
  button.hidden = false;
  button.addEventListener("click", () => {
    const field = document.getElementById(button.dataset.mark);
    const { selectionStart: from, selectionEnd: to, value } = field;
    const chosen = value.slice(from, to).trim();
    if (!chosen || /\[\[|\]\]|\n\s*\n/.test(chosen)) {
      state.textContent = button.dataset.none;
      field.focus();
      return;
    }
    let number = 1;
    while (value.includes(`[[mark-${number}:`)) number += 1;
    const before = `[[mark-${number}: `;
    const start = from + value.slice(from, to).indexOf(chosen);
    field.setRangeText(`${before}${chosen}]]`, start, start + chosen.length, "end");
    field.setSelectionRange(start + 2, start + before.length - 2); // its name, to be typed over
    field.focus();
    soon();
  });
}
