"""QR codes as SVG, in the colour of the text around them."""

from io import BytesIO

import segno


def qr_svg(address: str) -> str:
    """An SVG image without inline style; the page sets its size, and a white field around it."""
    image = BytesIO()
    segno.make(address, error="m", micro=False).save(
        image, kind="svg", border=0, xmldecl=False, svgns=True, omitsize=True, svgclass=None, lineclass=None
    )
    return image.getvalue().decode()
