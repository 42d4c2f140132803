// Typing in a packet: a key fills its cell and goes on to the next one.

const form = document.querySelector(".pt-entry");
const cells = [...form.querySelectorAll(".pt-cell")];
const columns = cells[0].closest("tr").querySelectorAll(".pt-cell").length;
const button = form.querySelector("button");

document.querySelector("[data-keys-hint]").hidden = false;

function go(place) {
  const target = cells[place] ?? (place >= cells.length ? form.elements.guess ?? button : cells[0]);
  target.focus();
  target.select?.();
}

const MOVES = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -columns, ArrowDown: columns, Enter: 1 };

form.addEventListener("keydown", (event) => {
  const place = cells.indexOf(event.target);
  if (place < 0 || event.ctrlKey || event.altKey || event.metaKey) return;
  const cell = cells[place];
  const key = event.key.toLowerCase();
  if (event.key in MOVES) {
    const next = place + MOVES[event.key];
    if (next >= 0) go(next);
  } else if (key === " ") {
    cell.value = "";
    go(place + 1);
  } else if (key.length === 1 && cell.dataset.signs.includes(key)) {
    cell.value = key.toUpperCase();
    cell.removeAttribute("aria-invalid");
    go(place + 1);
  } else if (key === "backspace" && !cell.value && place) {
    go(place - 1);
  } else {
    return; // a key that says nothing here does what it always does; saving tells what is wrong
  }
  event.preventDefault();
});

if (!document.querySelector(".pt-errors")) go(0);
