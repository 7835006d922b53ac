#!/usr/bin/python3
"""Writes PNG pictures of every kind for the tests: make_images.py FOLDER

All are 8 by 8 and show the same as far as their kind allows: left half dark
red (or dark grey), right half white; those with transparency have a
transparent lower half.
"""

import struct
import sys
import zlib

SIZE = 8
GREY, RGB, PALETTE, GREY_ALPHA, RGBA = 0, 2, 3, 4, 6
CHANNELS = {GREY: 1, RGB: 3, PALETTE: 1, GREY_ALPHA: 2, RGBA: 4}
# Adam7: first column, first row, column step, row step
PASSES = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4),
          (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]


def samples(kind, depth, x, y):
    """The samples of a pixel, in the range of the depth."""
    full = (1 << depth) - 1
    left, low = x < SIZE // 2, y >= SIZE // 2
    dark = full * 51 // 255
    alpha = 0 if low else full
    if kind == PALETTE:
        return [0 if left else 1]
    if kind in (GREY, GREY_ALPHA):
        grey = [dark if left else full]
        return grey + ([alpha] if kind == GREY_ALPHA else [])
    color = [full * 204 // 255, 0, 0] if left else [full] * 3
    return color + ([alpha] if kind == RGBA else [])


def row(kind, depth, xs, y):
    bits = ""
    for x in xs:
        for sample in samples(kind, depth, x, y):
            bits += format(sample, f"0{depth}b")
    bits += "0" * (-len(bits) % 8)
    return b"\0" + bytes(int(bits[i:i + 8], 2)
                         for i in range(0, len(bits), 8))


def pixels(kind, depth, interlaced):
    if not interlaced:
        return b"".join(row(kind, depth, range(SIZE), y)
                        for y in range(SIZE))
    return b"".join(row(kind, depth, range(x0, SIZE, dx), y)
                    for x0, y0, dx, dy in PASSES
                    for y in range(y0, SIZE, dy))


def chunk(name, data):
    return (struct.pack(">I", len(data)) + name + data +
            struct.pack(">I", zlib.crc32(name + data)))


def png(kind, depth, interlaced=False, extra=b"", size=(SIZE, SIZE)):
    head = struct.pack(">IIBBBBB", size[0], size[1], depth, kind, 0, 0,
                       int(interlaced))
    palette = b""
    if kind == PALETTE:
        palette = chunk(b"PLTE", bytes([204, 0, 0, 255, 255, 255]))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + palette + extra +
            chunk(b"IDAT", zlib.compress(pixels(kind, depth, interlaced))) +
            chunk(b"IEND", b""))


def main(folder):
    pictures = {
        "bomb": png(GREY, 8, size=(30000, 30000)),
        "cut": png(RGB, 8)[:-30],
        "text": b"\x89PNG, says this text",
    }
    for depth in (1, 2, 4, 8, 16):
        pictures[f"grey{depth}"] = png(GREY, depth)
    for depth in (1, 2, 4, 8):
        pictures[f"palette{depth}"] = png(PALETTE, depth)
    for depth in (8, 16):
        pictures[f"rgb{depth}"] = png(RGB, depth)
        pictures[f"greyalpha{depth}"] = png(GREY_ALPHA, depth)
        pictures[f"rgba{depth}"] = png(RGBA, depth)
        pictures[f"interlaced{depth}"] = png(RGB, depth, interlaced=True)
    pictures["interlacedpalette"] = png(PALETTE, 4, interlaced=True)
    # Transparent by a table (all that is white) and by a colour key.
    pictures["palettealpha"] = png(PALETTE, 8,
                                   extra=chunk(b"tRNS", b"\xff\0"))
    pictures["rgbkey"] = png(RGB, 8, extra=chunk(
        b"tRNS", struct.pack(">HHH", 255, 255, 255)))
    for name, data in pictures.items():
        with open(f"{folder}/{name}.png", "wb") as file:
            file.write(data)


if __name__ == "__main__":
    main(sys.argv[1])
