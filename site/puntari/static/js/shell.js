// What every page shares. Nothing here is needed for a page to work.

// A message that was in the page from the start isn't read out; one that arrives is.
for (const region of document.querySelectorAll("[data-announce]")) {
  const messages = [...region.children];
  if (messages.length) {
    region.replaceChildren();
    setTimeout(() => region.replaceChildren(...messages), 150);
  }
}

// A menu closes when one leaves it, and on Escape.
for (const menu of document.querySelectorAll("details:is(.pt-account, .pt-menu)")) {
  document.addEventListener("pointerdown", (event) => {
    if (!menu.contains(event.target)) menu.open = false;
  });
  menu.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !menu.contains(event.relatedTarget)) menu.open = false;
  });
  menu.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && menu.open) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });
}

// The second click of a double click doesn't send a form once more, whose answer would be that all this is there already.
const sent = new WeakMap();
document.addEventListener("submit", (event) => {
  if (event.defaultPrevented || event.target.method !== "post") return;
  if (event.timeStamp - (sent.get(event.target) ?? -Infinity) < 2000) event.preventDefault();
  else sent.set(event.target, event.timeStamp);
});

// Switching the language by a link carries what was typed on the page, for this tab and this one step only.
const KEPT = "puntari.typed";
const page = location.pathname.replace(/^\/(fi|sv|en)(?=\/)/, "");
const controls = () =>
  [...document.querySelectorAll("main :is(input, select, textarea)")].filter(
    (one) => one.name && !["hidden", "password", "file", "submit", "button"].includes(one.type),
  );
const tick = (one) => one.type === "checkbox" || one.type === "radio";
const key = (one, place) => `${place} ${one.name}`; // the same page has the same fields in the same places
const isTyped = (one) =>
  tick(one)
    ? one.checked !== one.defaultChecked
    : one.tagName === "SELECT"
      ? [...one.options].some((option) => option.selected !== option.defaultSelected)
      : one.value !== one.defaultValue;
const valueOf = (one) =>
  tick(one) ? one.checked : one.multiple ? [...one.selectedOptions].map((option) => option.value) : one.value;

for (const link of document.querySelectorAll("a[data-switch]")) {
  link.addEventListener("click", () => {
    const all = controls();
    if (all.some(isTyped)) {
      sessionStorage.setItem(KEPT, JSON.stringify({ page, typed: all.map((one, place) => [key(one, place), valueOf(one)]) }));
    }
  });
}

const kept = sessionStorage.getItem(KEPT);
if (kept) {
  sessionStorage.removeItem(KEPT);
  const { page: whence, typed } = JSON.parse(kept);
  const values = new Map(typed);
  for (const [place, one] of whence === page ? controls().entries() : []) {
    const value = values.get(key(one, place));
    if (value === undefined) continue;
    if (tick(one)) one.checked = value;
    else if (one.multiple) for (const option of one.options) option.selected = value.includes(option.value);
    else one.value = value;
    one.dispatchEvent(new Event("input", { bubbles: true }));
  }
}
