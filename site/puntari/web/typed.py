"""What somebody had written in a form that can't be taken, so that the page which says so can give it back."""

from flask import request
from werkzeug.exceptions import HTTPException

from puntari.web import redirects
from puntari.web.forms import printable

LEFT_OUT = {"csrf_token", "password", "old", "new"}  # tokens, and the fields for passwords
MOST = 40


def typed() -> list[str]:
    """The texts in the form that was sent, each once, in its order; nothing for a form of another site.

    A text is what has more than one word: choices, codes and numbers are quickly given again.
    """
    if request.method != "POST" or redirects.came_from() is None:
        return []
    try:
        sent = [value for name, value in request.form.items(multi=True) if name not in LEFT_OUT]
    except HTTPException:  # too large to be read
        return []
    texts = [printable(value, allowed="\n\r\t") for value in sent if len(value.split()) > 1]
    return list(dict.fromkeys(texts))[:MOST]
