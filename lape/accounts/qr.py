"""A QR code as one path, to be drawn by a template."""

import qrcode


class QrCode:
    """`size` of the square in units, quiet zone included, and `path` of its dark units for SVG."""

    QUIET = 4  # units of white round it, as ISO/IEC 18004 asks

    def __init__(self, text: str):
        code = qrcode.QRCode(border=self.QUIET)
        code.add_data(text)
        matrix = code.get_matrix()
        self.size = len(matrix)
        self.path = "".join(
            f"M{x} {y}h1v1h-1z" for y, row in enumerate(matrix) for x, is_dark in enumerate(row) if is_dark
        )
