// Answers are checked in place; lines are put in order with buttons. Without this file the page works by plain forms.
const form = document.getElementById("answers");
const said = document.getElementById("said");

const say = (text) => {
  said.textContent = "";
  setTimeout(() => { said.textContent = text; }, 50);
};

const textOf = (element) => element.textContent.replace(/\s+/g, " ").trim();

// Lines to order: buttons move a line, the selects keep the places that are sent.
const number = (list) => {
  for (const [index, line] of [...list.children].entries()) line.querySelector("select").value = String(index + 1);
};

const arrange = (root) => {
  for (const list of root.querySelectorAll("[data-order]")) {
    list.dataset.live = "";
    for (const moves of list.querySelectorAll("[data-moves]")) moves.hidden = false;
    list.addEventListener("click", (event) => {
      const button = event.target.closest("[data-by]");
      if (!button) return;
      const line = button.closest("li");
      const other = button.dataset.by === "1" ? line.nextElementSibling : line.previousElementSibling;
      if (!other) return;
      if (button.dataset.by === "1") other.after(line);
      else other.before(line);
      number(list);
      button.focus();
      const place = [...list.children].indexOf(line) + 1;
      say(list.dataset.moved.replace("{place}", place).replace("{of}", list.children.length));
    });
  }
};

const fail = (item, words) => {
  for (const one of item.querySelectorAll("button")) one.ariaDisabled = null;
  let note = item.querySelector("[data-note]");
  if (!note) {
    note = document.createElement("p");
    note.className = "pt-field__error";
    note.dataset.note = "";
    item.append(note);
  }
  note.textContent = words;
  say(words);
};

const send = async (item, button) => {
  for (const list of item.querySelectorAll("[data-order]")) number(list);
  const body = new FormData(form, button);
  for (const one of item.querySelectorAll("button")) one.ariaDisabled = "true";
  try {
    const answer = await fetch(button.formAction, { method: "POST", body, headers: { "X-Fragment": "1" }, redirect: "error" });
    const html = await answer.text();
    if (answer.status === 400 || answer.status === 401) return fail(item, form.dataset.signedOut);
    if (!answer.ok && answer.status !== 422) throw new Error(String(answer.status));
    const made = new DOMParser().parseFromString(html, "text/html").body.firstElementChild;
    if (made?.id !== item.id) throw new Error("not the question");
    item.replaceWith(made);
    arrange(made);
    made.tabIndex = -1;
    made.focus({ preventScroll: true });
    const wrong = made.querySelector(".pt-field__error");
    const told = [...made.querySelectorAll("[data-feedback]")];
    told.sort((one, other) => other.matches(".pt-said") - one.matches(".pt-said"));
    say(wrong ? textOf(wrong) : told.map(textOf).join(" "));
    const here = made.querySelector(".pt-scene--here");
    if (here && made.querySelectorAll(".pt-scene").length > 1) {
      here.tabIndex = -1;
      here.focus();
    }
  } catch {
    fail(item, form.dataset.failed);
  }
};

form.addEventListener("submit", (event) => {
  const button = event.submitter;
  let item = button?.closest("[data-item]");
  let sender = button;
  if (!item && button?.tabIndex === -1) {
    // Enter in a field: check the question that the field belongs to.
    item = document.activeElement?.closest("[data-item]");
    sender = item?.querySelector("button[formaction]");
  }
  if (!item || !sender) return;
  event.preventDefault();
  if (sender.ariaDisabled !== "true") send(item, sender);
});

arrange(document);
