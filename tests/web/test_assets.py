"""What a first visit has to load."""

from tests.browser import Browser


def test_public_style_is_at_most_30_kilobytes_without_a_remark(app) -> None:
    (link,) = Browser(app).get("/").soup.select('link[href*="gacocrea.css"]')
    style = Browser(app).get(str(link["href"])).body
    assert len(style.encode()) <= 30_000
    assert "/*" not in style
    assert "\n" not in style
