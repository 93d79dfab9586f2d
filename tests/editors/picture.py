#!/usr/bin/env python3
"""Draws a terminal's screen, as `tmux capture-pane -e -p -N` gives it, as a PNG.

    tmux capture-pane -e -p -N | picture.py FILE.png

Needs Pillow (`pip install pillow`), and the fonts of Debian's fonts-wqy-microhei and fonts-dejavu-core.
"""

import collections
import re
import sys
import unicodedata

from PIL import Image, ImageDraw, ImageFont

CELL, HEIGHT, SIZE, MARGIN = 10, 24, 19, 12
FOREGROUND, BACKGROUND = (0xDD, 0xDD, 0xDD), (0x1C, 0x1C, 0x22)
BASIC = ["000000", "cc6666", "8fbf6f", "d7ba5f", "6f9fdf", "b48ead", "6fbfbf", "c8c8c8"]
BRIGHT = ["707070", "ff8080", "aee08a", "f2d675", "8fbbff", "d0a8d0", "8fe0e0", "ffffff"]
CHINESE = "/usr/share/fonts/truetype/wqy/wqy-microhei.ttc"
LATIN = "/usr/share/fonts/truetype/dejavu/DejaVuSansMono.ttf"


def rgb(text):
    return tuple(bytes.fromhex(text))


def indexed(number):
    """A colour of the table of 256."""
    if number < 16:
        return rgb((BASIC + BRIGHT)[number])
    if number >= 232:
        return (8 + 10 * (number - 232),) * 3
    number -= 16
    return tuple(55 + 40 * level if level else 0 for level in (number // 36, number // 6 % 6, number % 6))


class Style:
    def __init__(self):
        self.foreground = self.background = None
        self.flags = set()

    FLAGS = {1: "bold", 2: "dim", 4: "underline", 7: "reverse", 9: "strike"}
    OFF = {22: ("bold", "dim"), 24: ("underline",), 27: ("reverse",), 29: ("strike",)}

    def apply(self, codes):
        # `4:3` is a wavy underline, `58:…` its colour: a plain one will do.
        codes = [int(code.split(":")[0] or 0) for code in codes.split(";") if not code.startswith("58:")] or [0]
        while codes:
            code = codes.pop(0)
            if code == 0:
                self.__init__()
            elif code in self.FLAGS:
                self.flags.add(self.FLAGS[code])
            elif code in self.OFF:
                self.flags.difference_update(self.OFF[code])
            elif code in (38, 48, 58):
                colour = indexed(codes[1]) if codes[0] == 5 else tuple(codes[1:4])
                del codes[: 2 if codes[0] == 5 else 4]
                self.set(code - 30, colour)
            elif code in (39, 49):
                self.set(code - 31, None)
            elif 30 <= code <= 37 or 40 <= code <= 47:
                self.set(8 + 10 * (code >= 40), indexed(code % 10))
            elif 90 <= code <= 97 or 100 <= code <= 107:
                self.set(8 + 10 * (code >= 100), indexed(8 + code % 10))

    def set(self, which, colour):
        if which == 8:
            self.foreground = colour
        elif which == 18:
            self.background = colour

    def colours(self):
        foreground, background = self.foreground or FOREGROUND, self.background or BACKGROUND
        if "reverse" in self.flags:
            foreground, background = background, foreground
        if "dim" in self.flags:
            foreground = tuple((a + b) // 2 for a, b in zip(foreground, background))
        return foreground, background


def cells(line, style):
    """Each character of a line: column, width in cells, character, colours, flags."""
    column = 0
    for escape, character in re.findall(r"\x1b(?:\[([0-9;:]*)m|\][^\x1b\x07]*(?:\x07|\x1b\\)|[()].)|([^\x1b])", line):
        if not character:
            style.apply(escape)
            continue
        width = 0 if unicodedata.combining(character) else 2 if unicodedata.east_asian_width(character) in "WF" else 1
        yield column, width, character, style.colours(), frozenset(style.flags)
        column += width


def main(path):
    lines = sys.stdin.read().rstrip("\n").split("\n")
    style = Style()
    rows = [list(cells(line, style)) for line in lines]
    columns = max(column + width for row in rows for column, width, *_ in row)

    chinese, latin = ImageFont.truetype(CHINESE, SIZE, index=1), ImageFont.truetype(LATIN, SIZE - 3)
    margin = collections.Counter(background for row in rows for _, _, _, (_, background), _ in row).most_common(1)[0][0]
    image = Image.new("RGB", (columns * CELL + 2 * MARGIN, len(rows) * HEIGHT + 2 * MARGIN), margin)
    draw = ImageDraw.Draw(image)
    # Backgrounds first: a glyph may reach into the next cell.
    for y, row in enumerate(rows):
        for column, width, _, (_, background), _ in row:
            left, top = MARGIN + column * CELL, MARGIN + y * HEIGHT
            draw.rectangle((left, top, left + width * CELL - 1, top + HEIGHT - 1), background)
    for y, row in enumerate(rows):
        for column, width, character, (foreground, _), flags in row:
            left, top = MARGIN + column * CELL, MARGIN + y * HEIGHT
            font = chinese if width == 2 else latin
            baseline = (left + width * CELL / 2, top + HEIGHT - 6)
            draw.text(baseline, character, foreground, font, anchor="ms", stroke_width=0.3 if "bold" in flags else 0)
            for flag, height in (("underline", HEIGHT - 3), ("strike", HEIGHT // 2)):
                if flag in flags:
                    draw.line((left, top + height, left + width * CELL - 1, top + height), foreground)
    # Few colours, so a palette makes it small.
    image.quantize(64, dither=Image.Dither.NONE).save(path, optimize=True)


if __name__ == "__main__":
    main(sys.argv[1])
