"""Styles and scripts: read once, joined, and kept by digest so that a browser asks for each version once."""

import gzip
import mimetypes
import re
from dataclasses import dataclass, field
from pathlib import Path

from flask import Blueprint, Flask, Response, abort, request, url_for

from puntari.authz.guard import public
from puntari.content.digest import digest_of_files

STATIC = Path(__file__).resolve().parents[1] / "static"
bp = Blueprint("assets", __name__)


@dataclass(frozen=True)
class Asset:
    """The bytes of a file, as they are and packed."""

    body: bytes
    mimetype: str
    packed: bytes = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "packed", gzip.compress(self.body, 9, mtime=0))


def squeezed(style: str) -> str:
    """A style sheet without comments, indents and line breaks; nothing inside a rule is touched."""
    style = re.sub(r"/\*.*?\*/", "", style, flags=re.DOTALL)
    return re.sub(r"\s*([{};])\s*", r"\1", style)


class Assets:
    """All files of one version."""

    def __init__(self) -> None:
        css = STATIC / "css"
        sheets = [css / "tokens.css", css / "base.css", css / "layout.css"]
        sheets += [*sorted((css / "components").glob("*.css")), css / "print.css"]
        style = "@layer tokens, base, layout, components, print;\n" + "\n".join(
            s.read_text() for s in sheets if s.exists()
        )
        self.files = {"puntari.css": Asset(squeezed(style).encode(), "text/css")}
        for folder in ("js", "images"):
            for path in sorted((STATIC / folder).glob("*")):
                kind = "text/javascript" if path.suffix == ".js" else mimetypes.guess_type(path.name)[0]
                self.files[path.name] = Asset(path.read_bytes(), kind or "application/octet-stream")
        self.version = digest_of_files((name, asset.body.hex()) for name, asset in self.files.items())[:12]


@bp.get("/assets/<version>/<name>")
@public
def asset(version: str, name: str) -> Response:
    """One file; the version in the address changes when any file does."""
    assets = current()
    if name not in assets.files:
        abort(404)
    found = assets.files[name]
    is_packed = "gzip" in request.headers.get("Accept-Encoding", "")
    response = Response(found.packed if is_packed else found.body, mimetype=found.mimetype)
    if is_packed:
        response.headers["Content-Encoding"] = "gzip"
    response.headers["Vary"] = "Accept-Encoding"
    response.headers["Cache-Control"] = (
        "public, max-age=31536000, immutable" if version == assets.version else "no-store"
    )
    return response


_assets: list[Assets] = []


def current() -> Assets:
    """The files of this process; read anew for every request only while developing."""
    if not _assets:
        _assets.append(Assets())
    return _assets[0]


def init_app(app: Flask, *, is_developing: bool) -> None:
    """Serve the files and let templates name them. A name that no file has raises LookupError."""
    app.register_blueprint(bp)
    if is_developing:
        app.before_request(_assets.clear)

    @app.template_global()
    def asset_url(name: str) -> str:
        assets = current()
        if name not in assets.files:
            raise LookupError(f"no such asset: {name}")
        return url_for("assets.asset", version=assets.version, name=name)
