// Arrow keys, space and page keys step through the result, as a presenter's remote sends them.
const steps = {
  next: ["ArrowRight", "ArrowDown", "PageDown", " ", "n"],
  prev: ["ArrowLeft", "ArrowUp", "PageUp", "p"],
};

document.addEventListener("keydown", (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (event.target.closest("a, button, summary, input, select, textarea") && [" ", "Enter"].includes(event.key)) return;
  const scrolls = document.documentElement.scrollHeight > innerHeight + 4;
  if (scrolls && ["ArrowDown", "ArrowUp", " "].includes(event.key)) return; // there is something to scroll to
  const way = Object.keys(steps).find((one) => steps[one].includes(event.key));
  const link = way && document.querySelector(`[data-steps] a[rel="${way}"]`);
  if (link) {
    event.preventDefault();
    link.click();
  }
});
