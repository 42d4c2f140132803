// Marking words in a text: a count, arrow keys, and all that is marked saved as it changes.

const form = document.querySelector(".pt-spotting");
const words = form.dataset;
const status = form.querySelector("[role=status]");
const counter = form.querySelector("[data-count]");
const boxes = [...form.querySelectorAll("input[name=pieces]")];
let last = Number(words.sequence);
let isSaved = true;
let timer;
let wait = 2000;

form.querySelector("[data-arrows]").hidden = false;
show("idle", words.idle);
count();

function show(state, text) {
  status.dataset.state = state;
  if (status.textContent !== text) status.textContent = text;
}

function count() {
  const marked = boxes.filter((box) => box.checked).length;
  counter.hidden = false;
  counter.textContent = marked === 0 ? words.none : marked === 1 ? words.one : words.many.replace("{count}", marked);
}

const STEPS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

form.addEventListener("keydown", (event) => {
  const place = boxes.indexOf(event.target);
  if (place < 0 || !(event.key in STEPS) || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
  const next = boxes[place + STEPS[event.key]];
  event.preventDefault();
  if (!next) return;
  next.focus({ preventScroll: true });
  next.parentElement.scrollIntoView({ block: "nearest" });
});

form.addEventListener("change", () => {
  count();
  isSaved = false;
  wait = 2000;
  save();
});

// What is sent is always all that is marked, so a request that is lost or late is made good by the next one.
async function save() {
  clearTimeout(timer);
  last = Math.max(Date.now(), last + 1);
  const sequence = last;
  const body = new URLSearchParams({ sequence });
  for (const box of boxes) if (box.checked) body.append("pieces", box.value);
  show("idle", words.saving);
  try {
    const response = await fetch(words.saveTo, {
      method: "POST",
      headers: { Accept: "application/json", "X-CSRFToken": form.elements.csrf_token?.value ?? "" },
      body,
      redirect: "manual",
      keepalive: true,
      signal: AbortSignal.timeout(10_000),
    });
    if (!response.ok) throw new Error(response.status);
    const { saved } = await response.json();
    if (sequence !== last) return; // something was marked meanwhile
    isSaved = true;
    show("saved", words.saved.replace("{time}", saved));
  } catch {
    if (sequence !== last) return;
    show("waiting", words.waiting);
    timer = setTimeout(save, wait);
    wait = Math.min(wait * 2, 60_000);
  }
}

addEventListener("online", () => isSaved || save());
