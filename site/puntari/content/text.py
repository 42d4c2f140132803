"""Course text: Markdown with a fixed set of extensions, sanitised afterwards."""

import re
import threading
from html import unescape

import markdown
import nh3

EXTENSIONS = ["sane_lists", "tables", "pymdownx.betterem", "pymdownx.smartsymbols"]
TAGS = {
    *("p", "h2", "h3", "h4", "ul", "ol", "li", "strong", "em", "a", "blockquote", "br", "hr", "code"),
    *("table", "thead", "tbody", "tr", "th", "td", "caption", "abbr", "span", "sup", "dl", "dt", "dd"),
}
ATTRIBUTES = {"a": {"href", "hreflang", "lang"}, "span": {"lang"}, "th": {"scope"}, "ol": {"start"}}


class _Reader(threading.local):
    """Markdown with our extensions, put together once for each thread: that takes longer than reading most texts."""

    def __init__(self) -> None:
        self.markdown = markdown.Markdown(extensions=EXTENSIONS, output_format="html")


_reader = _Reader()


def to_html(source: str) -> str:
    """Markdown to HTML that holds only harmless tags; safe to put on a page as it is."""
    html = _reader.markdown.reset().convert(source)
    return nh3.clean(html, tags=TAGS, attributes=ATTRIBUTES, url_schemes={"https", "mailto"}, link_rel=None)


ONE_PARAGRAPH = re.compile(r"<p>((?:(?!<p>).)*)</p>\Z", re.DOTALL)


def to_inline_html(source: str) -> str:
    """The same without the paragraph around it, for a label or a button."""
    html = to_html(source)
    alone = ONE_PARAGRAPH.match(html)
    return alone[1] if alone else html


def to_plain(html: str) -> str:
    """Only the words of sanitised HTML, for places that hold no markup; not safe as HTML."""
    return " ".join(unescape(re.sub(r"<[^>]*>", "", html)).split())
