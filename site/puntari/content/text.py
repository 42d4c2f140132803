"""Course text: Markdown with a fixed set of extensions, sanitised afterwards."""

import markdown
import nh3

EXTENSIONS = ["sane_lists", "tables", "pymdownx.betterem", "pymdownx.smartsymbols"]
TAGS = {
    *("p", "h2", "h3", "h4", "ul", "ol", "li", "strong", "em", "a", "blockquote", "br", "hr", "code"),
    *("table", "thead", "tbody", "tr", "th", "td", "caption", "abbr", "span", "sup", "dl", "dt", "dd"),
}
ATTRIBUTES = {"a": {"href", "hreflang", "lang"}, "span": {"lang"}, "th": {"scope"}, "ol": {"start"}}


def to_html(source: str) -> str:
    """Markdown to HTML that holds only harmless tags; safe to put on a page as it is."""
    html = markdown.markdown(source, extensions=EXTENSIONS, output_format="html")
    return nh3.clean(html, tags=TAGS, attributes=ATTRIBUTES, url_schemes={"https", "mailto"}, link_rel=None)
