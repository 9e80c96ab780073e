"""The response headers of every page: a strict content policy, no framing, no caching of what is personal."""

from flask import Response, g, request
from flask_login import current_user

from gacocrea.web.application import application
from gacocrea.web.guards import is_for_anyone
from gacocrea.web.reading import language

CONTENT = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "worker-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    )
)
"""No nonces: nothing is inline, so nothing has to be let through (a test looks at every page)."""

UNUSED = (
    "accelerometer",
    "autoplay",
    "camera",
    "display-capture",
    "encrypted-media",
    "fullscreen",
    "geolocation",
    "gyroscope",
    "hid",
    "idle-detection",
    "local-fonts",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "picture-in-picture",
    "screen-wake-lock",
    "serial",
    "usb",
    "xr-spatial-tracking",
)
"""What a browser can do and no page of ours asks for. Passkeys (publickey-credentials-*) stay as they are: own site."""

ALWAYS = {
    "Content-Security-Policy": CONTENT,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in UNUSED),
}
CARD = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "img-src 'self'",
        "form-action 'none'",
        "frame-ancestors *",
        "base-uri 'none'",
    )
)
"""The policy of a card that other sites may show in a frame: words, shapes and its own style sheet, nothing else."""

FRAMED = {name: value for name, value in ALWAYS.items() if name != "X-Frame-Options"} | {
    "Content-Security-Policy": CARD,
    "Cross-Origin-Resource-Policy": "cross-origin",
}
TLS_ONLY = "max-age=31536000; includeSubDomains; preload"


def let_frame() -> None:
    """Let any site show the answer to this request in a frame; a failure on the way to it stays as strict as ever."""
    g.is_framed = True


def set_headers(response: Response) -> Response:
    """Add the security headers that are not set already."""
    headers = response.headers
    framed = "is_framed" in g and response.status_code == 200
    for name, value in (FRAMED if framed else ALWAYS).items():
        headers.setdefault(name, value)
    if application().settings.is_production:
        headers.setdefault("Strict-Transport-Security", TLS_ONLY)
    if request.endpoint != "web.asset":
        if "Cache-Control" not in headers:
            private = request.method != "GET" or current_user.is_authenticated or response.status_code >= 400
            headers["Cache-Control"] = "no-store" if private else "no-cache"
        headers.add("Vary", "Accept-Language" if is_for_anyone() else "Cookie, Accept-Language")
        if response.mimetype == "text/html" and "language" in g:  # asked now, a database that failed would fail again
            headers.setdefault("Content-Language", language())
    return response
