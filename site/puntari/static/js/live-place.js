// A participant's page says every few seconds that it's there, and moves on when the trainer does.

const here = document.querySelector("[data-pulse]");
const { pulse, at, place, token } = here.dataset;
for (const one of document.querySelectorAll("[data-by-itself], [data-by-hand]")) one.hidden = !one.hidden;
let isLeaving = false; // a form is under way, and going elsewhere would cut it off

async function beat() {
  if (document.hidden) return;
  try {
    const response = await fetch(pulse, { method: "POST", headers: { Accept: "application/json", "X-CSRFToken": token } });
    if (isLeaving) return;
    if (response.status === 404) location.assign(place);
    if (response.ok && (await response.json()).at !== at) location.assign(place);
  } catch {
    // the line is down; the next try may get through
  }
}

addEventListener("submit", (event) => (isLeaving = !event.defaultPrevented));
addEventListener("pageshow", () => (isLeaving = false));
setInterval(beat, 5000);
document.addEventListener("visibilitychange", beat);
addEventListener("online", beat);
