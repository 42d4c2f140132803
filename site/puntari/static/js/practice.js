// Scoring: keys 1 to 5, and each choice saved as it is made. What can't be sent is kept on this device until it can.

const form = document.querySelector(".pt-scoring");
const status = form.querySelector("[role=status]");
const words = form.dataset;
const BOX = "puntari.outbox";
const DAY = 86_400_000;

form.addEventListener("keydown", (event) => {
  const group = event.target.closest("[data-keys]");
  if (!group || !/^[1-5]$/.test(event.key) || event.ctrlKey || event.altKey || event.metaKey) return;
  const option = group.querySelector(`input[value="${event.key}"]`);
  event.preventDefault();
  option.focus();
  if (option.checked) return;
  option.checked = true;
  option.dispatchEvent(new Event("change", { bubbles: true }));
});

if (words.saveTo) autosave();

function autosave() {
  let memory = {}; // where the browser keeps nothing for us
  let last = Number(words.sequence);
  let wait = 2000;
  let timer;
  let flushing;

  const read = () => {
    try {
      return JSON.parse(localStorage.getItem(BOX)) ?? {};
    } catch {
      return memory;
    }
  };
  const write = (box) => {
    memory = box;
    try {
      localStorage.setItem(BOX, JSON.stringify(box));
    } catch {
      // the copy in memory has to do
    }
  };
  const mine = (box) => Object.entries(box).filter(([, item]) => item.attempt === words.attempt);
  const show = (state, text) => {
    status.dataset.state = state;
    if (status.textContent !== text) status.textContent = text;
  };

  if (status.dataset.state === "idle") show("idle", words.idle);

  // A choice goes into the box first and leaves it when the server has answered.
  form.addEventListener("change", ({ target }) => {
    if (target.type !== "radio") return;
    last = Math.max(Date.now(), last + 1);
    const box = read();
    const { attempt, number } = words;
    box[`${attempt}/${number}/${target.name}`] = { attempt, number, choice: target.name, value: target.value, sequence: last };
    write(box);
    show("idle", words.saving);
    wait = 2000;
    flush();
  });

  async function send(item) {
    return fetch(words.saveTo.replace("/0/", `/${item.number}/`), {
      method: "POST",
      headers: { Accept: "application/json", "X-CSRFToken": form.elements.csrf_token?.value ?? "" },
      body: new URLSearchParams({ choice: item.choice, value: item.value, sequence: item.sequence }),
      redirect: "manual",
      signal: AbortSignal.timeout(10_000),
    });
  }

  async function empty() {
    clearTimeout(timer);
    for (let next = mine(read())[0]; next; next = mine(read())[0]) {
      const [key, item] = next;
      const response = await send(item);
      const isRefused = [404, 409, 422].includes(response.status);
      if (!response.ok && !isRefused) {
        throw new Error([400, 401, 403].includes(response.status) ? "signin" : "offline");
      }
      const box = read();
      if (box[key]?.sequence === item.sequence) delete box[key]; // chosen anew meanwhile: it stays
      write(box);
      if (isRefused) show("waiting", words.closed);
      else show("saved", words.saved.replace("{time}", (await response.json()).saved));
    }
  }

  function flush() {
    flushing ??= empty()
      .then(() => true)
      .catch((error) => {
        show("waiting", error.message === "signin" ? words.signin : words.offline);
        timer = setTimeout(flush, wait);
        wait = Math.min(wait * 2, 60_000);
        return false;
      })
      .finally(() => (flushing = undefined));
    return flushing;
  }

  // Going on, or switching the language, waits until everything is saved.
  let isSafe = false;
  form.addEventListener("submit", async (event) => {
    if (isSafe) return;
    event.preventDefault();
    await flushing;
    if (!navigator.onLine) show("waiting", words.offline);
    else if (await flush()) {
      isSafe = true;
      setTimeout(() => form.requestSubmit(event.submitter)); // not while this event is still being told
      setTimeout(() => (isSafe = false), 1000);
    }
  });

  addEventListener("online", flush);
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && flush());

  // After a reload: what is still in the box was chosen last, so it is shown, and sent.
  const box = read();
  for (const [key, item] of Object.entries(box)) if (Date.now() - item.sequence > 90 * DAY) delete box[key];
  write(box);
  for (const [, item] of mine(box)) {
    last = Math.max(last, item.sequence);
    if (item.number !== words.number) continue;
    for (const option of form.querySelectorAll("input[type=radio]")) {
      if (option.name === item.choice) option.checked = option.value === item.value;
    }
  }
  if (mine(box).length) flush();
}
