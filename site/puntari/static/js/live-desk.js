// A part of the page that the server keeps up to date: asked for every few seconds, sent only when it has changed.

const part = document.querySelector("[data-poll]");
let known = "";
let isLeaving = false; // a form is under way, and loading the page anew would cut it off

async function ask() {
  if (document.hidden) return;
  try {
    const headers = known ? { "If-None-Match": known } : {};
    const response = await fetch(part.dataset.poll, { headers, cache: "no-store" });
    if (isLeaving) return;
    if (response.status === 205) location.reload();
    if (response.status !== 200) return;
    known = response.headers.get("ETag") ?? "";
    const focused = part.contains(document.activeElement) ? document.activeElement.getAttribute("href") : null;
    part.innerHTML = await response.text();
    if (focused) part.querySelector(`[href="${CSS.escape(focused)}"]`)?.focus();
  } catch {
    // the line is down; the next try may get through
  }
}

if (part) {
  addEventListener("submit", (event) => (isLeaving = !event.defaultPrevented));
  addEventListener("pageshow", () => (isLeaving = false));
  setInterval(ask, 3000);
  document.addEventListener("visibilitychange", ask);
}
