"""Style sheet, script and icons: read once, served under the hash of their content."""

import gzip
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from flask import Flask, Response, abort, request, url_for

from app.shared.headers import FOREVER

STATIC: Final = Path(__file__).parents[1] / "static"
TYPES: Final = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}
STYLES: Final = ("vendor/govuk.css", "own.css")


@dataclass(frozen=True, slots=True)
class Asset:
    content: bytes
    packed: bytes
    """The same, gzipped: nothing in these files is secret, so their size may show."""
    digest: str
    media_type: str


def make_asset(name: str, parts: Iterable[str]) -> Asset:
    """One served file from one or more files of the static folder, in order."""
    content = b"\n".join((STATIC / part).read_bytes() for part in parts)
    digest = hashlib.sha256(content).hexdigest()[:16]
    return Asset(content, gzip.compress(content, mtime=0), digest, TYPES[Path(name).suffix])


def load_assets(styles: Iterable[str]) -> Mapping[str, Asset]:
    """All that is served: the style sheet joined from `styles`, and each script and picture."""
    single = [path.name for path in STATIC.iterdir() if path.suffix in {".js", ".svg"}]
    assets = {name: make_asset(name, [name]) for name in sorted(single)}
    return {"vrijuit.css": make_asset("vrijuit.css", styles), **assets}


def install_assets(app: Flask, styles: Iterable[str] = STYLES) -> None:
    """Serve the files, and offer `asset("name")` to the pages.

    Args:
        app: the face; it must be made with `static_folder=None`.
        styles: files under app/static that together form the one style sheet.
    """
    assets = load_assets(styles)

    def serve(digest: str, name: str) -> Response:
        asset = assets.get(name)
        if asset is None or asset.digest != digest:
            abort(404)
        packed = request.accept_encodings.quality("gzip") > 0
        response = Response(asset.packed if packed else asset.content)
        response.headers["Content-Type"] = asset.media_type
        response.headers["Cache-Control"] = FOREVER
        response.headers["Vary"] = "Accept-Encoding"
        if packed:
            response.headers["Content-Encoding"] = "gzip"
        return response

    def address(name: str) -> str:
        return url_for("asset", digest=assets[name].digest, name=name)

    app.add_url_rule("/static/<digest>/<name>", "asset", serve, methods=["GET"])
    app.jinja_env.globals["asset"] = address
