"""QR codes of short links."""

from __future__ import annotations

import io

import segno

SCALE = 12
"""Pixels of a module in PNG: about 400 for a short address, enough for a flyer; SVG has no limit."""
BORDER = 4
"""Modules left white around it, as ISO/IEC 18004 asks for."""


def svg(address: str) -> bytes:
    """Black on white whatever the page's colours are: scanners need the contrast, and the light ground."""
    out = io.BytesIO()
    _made(address).save(out, kind="svg", scale=8, border=BORDER, light="#fff", xmldecl=False)
    return out.getvalue()


def png(address: str, scale: int = SCALE) -> bytes:
    out = io.BytesIO()
    _made(address).save(out, kind="png", scale=scale, border=BORDER)
    return out.getvalue()


def _made(address: str) -> segno.QRCode:
    """Level M bears the loss of about 15 % (ISO/IEC 18004), and is what printed matter usually has."""
    return segno.make_qr(address, error="m", boost_error=True)
