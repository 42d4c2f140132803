"""What the templates of courses need beyond the common: country names, short words for a question, lower headings."""

import re

from babel import Locale
from flask import Flask
from flask_babel import get_locale
from markupsafe import Markup

from puntari.content.text import to_plain
from puntari.courses.catalogue import Compiled
from puntari.courses.render import CasePart, QuestionPart
from puntari.web.i18n import current_language

LONGEST = 90
HEADING = re.compile(r"(</?h)([2-4])(?=[\s>])")


def country_name(code: str) -> str:
    """The country's name in the language of the page; anything that isn't a code stays as it is."""
    locale = get_locale() or Locale("en")
    return str(locale.territories.get(code, code))


def words_of(compiled: Compiled, page_id: str, item_id: str) -> str:
    """A question or case in a few words, for a link."""
    part = compiled.part(page_id, item_id, current_language())
    html = part.prompt if isinstance(part, QuestionPart) else part.intro if isinstance(part, CasePart) else ""
    text = to_plain(re.sub(r"<sup.*?</sup>|<span class=\"pt-term__meaning\".*?</span>", "", html, flags=re.DOTALL))
    return text if len(text) <= LONGEST else text[:LONGEST].rsplit(" ", 1)[0] + " …"


def lower_headings(html: Markup) -> Markup:
    """The same HTML with every heading from the second to the fourth level one level lower."""
    return Markup(HEADING.sub(lambda found: f"{found[1]}{int(found[2]) + 1}", html))  # noqa: S704 -- safe before, safe after


def init_app(app: Flask) -> None:
    """Give them to the templates."""
    app.jinja_env.globals.update(country_name=country_name, words_of=words_of)
    app.jinja_env.filters["lower_headings"] = lower_headings
