"""What is looked at on a page: axe in light and dark, and whether it fits a screen of 320 pixels."""

import hashlib
from pathlib import Path

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

LOOKED_AT: list[Path] = []  # the folder in which this run's workers mark what they have looked at

# Rules that a colour scheme can change; all others say the same in light and dark.
OF_COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}

# The page without its words: every element with what decides how it looks and what it is, under all it stands in.
# Two pages with the same structure differ in text only, of which axe minds whether it is there.
STRUCTURE = """() => {
  const NAMES = ["class", "type", "hidden", "open", "disabled", "checked", "lang", "tabindex", "fill", "stroke", "rel"];
  const kinds = new Set(), order = [];
  const walk = (element, above) => {
    const counts = name => NAMES.includes(name) || /^(aria-|role$|data-state$)/.test(name);
    const kept = [...element.attributes].filter(attribute => counts(attribute.name));
    const isWords = a => /^aria-(label|describedby|labelledby|controls|owns|valuetext)/.test(a.name)
      || (a.name === "lang" && /^(fi|sv|en)$/.test(a.value));
    const said = kept.map(a => `${a.name}=${isWords(a) ? !!a.value : a.value}`).sort().join(" ");
    const text = [...element.childNodes].some(node => node.nodeType === 3 && node.data.trim());
    const kind = `${above}>${element.localName} ${said} ${text}`;
    kinds.add(kind);
    if (/^(h[1-6]|main|nav|header|footer|aside|form|table)$/.test(element.localName)) order.push(element.localName);
    for (const child of element.children) walk(child, kind);
  };
  walk(document.body, document.documentElement.className);
  let one = 0, other = 0;
  for (const sign of [...kinds].sort().join("\\n") + order.join()) {
    one = (one * 31 + sign.charCodeAt(0)) | 0;
    other = (other * 131 + sign.charCodeAt(0)) | 0;
  }
  return `${kinds.size} ${one} ${other}`;
}"""

# The elements that stick out of the page and hold nothing that does, unless something around them scrolls or cuts.
TOO_WIDE = """() => {
  const root = document.documentElement, by = root.scrollWidth - root.clientWidth;
  if (by <= 0) return "";
  const right = element => element.getBoundingClientRect().right + scrollX - root.clientWidth;
  const isCut = element => element && element !== root && element !== document.body
    && (getComputedStyle(element).overflowX !== "visible" || isCut(element.parentElement));
  const wide = [...document.body.querySelectorAll("*")].filter(e => right(e) > 0.5 && !isCut(e.parentElement));
  const last = wide.filter(e => !wide.some(other => other !== e && e.contains(other)));
  last.sort((one, other) => right(other) - right(one));
  const told = last.slice(0, 3).map(e => `<${e.localName}${e.className ? ` class="${e.getAttribute("class")}"` : ""}> `
    + `sticks out by ${Math.ceil(right(e))}: "${(e.textContent || "").trim().replace(/\\s+/g, " ").slice(0, 60)}"`);
  return `${by} pixels sideways; ${told.join("; ") || "what sticks out is a pseudo-element or text"}`;
}"""


def violations(page: Page, *, only_colours: bool = False) -> list[str]:
    """What axe finds wrong, one line each."""
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(AXE_SCRIPT)
    options: dict[str, object] = {"resultTypes": ["violations"]}
    if only_colours:
        options["runOnly"] = OF_COLOURS
    found = page.evaluate(
        "options => axe.run(options).then(({violations}) =>"
        " violations.flatMap(rule => rule.nodes.map(node => `${rule.id}: ${node.html.slice(0, 160)}`)))",
        options,
    )
    return list(found)


def is_first_look(page: Page, width: int) -> bool:
    """Whether no worker of this run has looked at a page of this structure at this width.

    Pages that differ in their words only have the same structure.
    """
    mark = hashlib.sha256(f"{width} {page.evaluate(STRUCTURE)}".encode()).hexdigest()
    try:
        (LOOKED_AT[-1] / mark).touch(exist_ok=False)
    except FileExistsError:
        return False
    return True


def too_wide(page: Page) -> str:
    """By how much a page scrolls sideways, and what sticks out; empty when it doesn't."""
    return str(page.evaluate(TOO_WIDE))
