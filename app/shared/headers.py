"""The headers that every answer carries, on both faces."""

from collections.abc import Mapping
from typing import Final

from flask import Flask, Response

POLICY: Final = (
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "font-src 'self'",
    "form-action 'self'",
    "connect-src 'none'",
    "base-uri 'none'",
    "object-src 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
)
# Only names that browsers know: Chromium writes a console message for each that it does not.
DENIED_FEATURES: Final = (
    "accelerometer",
    "autoplay",
    "camera",
    "clipboard-read",
    "display-capture",
    "geolocation",
    "gyroscope",
    "hid",
    "idle-detection",
    "keyboard-map",
    "local-fonts",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "screen-wake-lock",
    "serial",
    "usb",
    "xr-spatial-tracking",
)
SAFE_HEADERS: Final[Mapping[str, str]] = {
    "Content-Security-Policy": "; ".join(POLICY),
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": ",".join(f"{feature}=()" for feature in DENIED_FEATURES),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex, noarchive, nosnippet",
}
STRICT_TRANSPORT: Final = "max-age=63072000; includeSubDomains"
"""Seconds: two years. Only over https: elsewhere it is ignored, or breaks an onion address."""
FOREVER: Final = "public, max-age=31536000, immutable"
"""For files whose address holds the hash of their content."""
TELLTALES: Final = ("ETag", "Last-Modified", "Server", "X-Powered-By")


def install_headers(app: Flask, *, https: bool) -> None:
    """Put the safe headers on every answer of `app`, error pages included."""

    @app.after_request
    def add_headers(response: Response) -> Response:
        response.headers.update(SAFE_HEADERS)
        if https:
            response.headers["Strict-Transport-Security"] = STRICT_TRANSPORT
        response.headers.setdefault("Cache-Control", "no-store")
        for name in TELLTALES:
            response.headers.pop(name, None)
        return response
