// Beside the form of a session: what a group of the expected size could show, as soon as that is typed.

const hint = document.querySelector("[data-planner]");
const form = hint?.closest("form");
let asked = "";
let waiting;

async function ask() {
  const people = form.elements.expected.value.trim();
  const size = hint.dataset.size ?? form.elements.size.value;
  const address = `${hint.dataset.planner}?${new URLSearchParams({ people, size })}`;
  if (!/^\d+$/.test(people) || address === asked) return;
  asked = address;
  try {
    const response = await fetch(address);
    if (response.ok && address === asked) hint.innerHTML = await response.text();
  } catch {
    // the line is down; the link is still there
  }
}

if (hint && form) {
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, 400);
  });
  ask();
}
