"""The response headers of every page: a strict content policy, no framing, no caching of what is personal."""

from flask import Response, request
from flask_login import current_user

CONTENT = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    )
)


def set_headers(response: Response) -> Response:
    """Add the security headers that are not set already."""
    headers = response.headers
    headers.setdefault("Content-Security-Policy", CONTENT)
    headers.setdefault("X-Content-Type-Options", "nosniff")
    headers.setdefault("Referrer-Policy", "same-origin")
    headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
    headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
    headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
    if request.endpoint != "web.asset":
        if "Cache-Control" not in headers:
            private = request.method != "GET" or current_user.is_authenticated
            headers["Cache-Control"] = "no-store" if private else "no-cache"
        headers.add("Vary", "Cookie, Accept-Language")
    return response
