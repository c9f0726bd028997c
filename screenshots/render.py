#!/usr/bin/env python3
"""Draws a screen of a terminal as a PNG.

usage: render.py COLUMNS ROWS OUT.png < what `tmux capture-pane -e -N -p` printed

Lines of boxes are drawn as lines, so that they join; wide characters take two cells.
Needs Debian's python3-pyte, python3-pil, python3-wcwidth, fonts-dejavu-core and fonts-noto-cjk.
"""
import sys

import pyte
from PIL import Image, ImageDraw, ImageFont
from wcwidth import wcwidth

SIZE, MARGIN = 18, 14
PAPER, INK = "#14181f", "#d7dce4"
PALETTE = {
    "black": "#3a4150", "red": "#e0707a", "green": "#98c379", "brown": "#e0b870",
    "blue": "#6cb0ef", "magenta": "#c68ae0", "cyan": "#5cbcc8", "white": "#d7dce4",
    "brightblack": "#727c8c", "brightred": "#ff8b94", "brightgreen": "#b6e594",
    "brightbrown": "#ffd890", "brightblue": "#93ccff", "brightmagenta": "#e2a8f7",
    "brightcyan": "#86e0e8", "brightwhite": "#ffffff",
}
DEJAVU = "/usr/share/fonts/truetype/dejavu/DejaVuSansMono%s.ttf"
NOTO = "/usr/share/fonts/opentype/noto/NotoSansCJK-%s.ttc"
NARROW = {bold: ImageFont.truetype(DEJAVU % ("-Bold" if bold else ""), SIZE) for bold in (False, True)}
# The sixth face of the collection is the Japanese monospaced one.
WIDE = {bold: ImageFont.truetype(NOTO % ("Bold" if bold else "Regular"), SIZE - 1, index=5)
        for bold in (False, True)}
CELL = round(NARROW[False].getlength("M"))
ASCENT, DESCENT = NARROW[False].getmetrics()
LINE = ASCENT + DESCENT

# Which of the four ends of a cell a line of a box reaches: up, down, left, right.
BOX = {"─": "lr", "│": "ud", "┌": "dr", "┐": "dl", "└": "ur", "┘": "ul", "├": "udr", "┤": "udl",
       "┬": "dlr", "┴": "ulr", "┼": "udlr", "╭": "dr", "╮": "dl", "╰": "ur", "╯": "ul"}


def color(name, default):
    if name == "default":
        return default
    return PALETTE.get(name, "#" + name)


def dim(tone):
    def channel(at):
        return (int(tone[at:at + 2], 16) + int(PAPER[at:at + 2], 16)) // 2
    return "#%02x%02x%02x" % (channel(1), channel(3), channel(5))


def draw_box(draw, ends, x, y, tone):
    middle, center = x + CELL // 2, y + LINE // 2
    bars = {"u": (middle, y, middle + 1, center + 1), "d": (middle, center, middle + 1, y + LINE - 1),
            "l": (x, center, middle + 1, center + 1), "r": (middle, center, x + CELL - 1, center + 1)}
    for end in ends:
        draw.rectangle(bars[end], fill=tone)


def draw_block(draw, character, x, y, tone):
    """Eighths of a block from below, as sparklines have them."""
    height = LINE * (ord(character) - 0x2580) // 8
    draw.rectangle([x, y + LINE - height, x + CELL - 1, y + LINE - 1], fill=tone)


def draw_cell(draw, cell, x, y):
    paper, ink = color(cell.bg, PAPER), color(cell.fg, INK)
    if cell.reverse:
        paper, ink = ink, paper
    if not cell.data:
        return
    width = max(1, wcwidth(cell.data[0]))
    if paper != PAPER:
        draw.rectangle([x, y, x + CELL * width - 1, y + LINE - 1], fill=paper)
    if cell.underscore:
        draw.line([x, y + ASCENT + 2, x + CELL * width - 1, y + ASCENT + 2], fill=ink)
    if cell.data in BOX:
        draw_box(draw, BOX[cell.data], x, y, ink)
    elif 0x2581 <= ord(cell.data[0]) <= 0x2588:
        draw_block(draw, cell.data[0], x, y, ink)
    elif cell.data.strip():
        font = (WIDE if width == 2 else NARROW)[cell.bold]
        draw.text((x, y + ASCENT), cell.data, font=font, fill=ink, anchor="ls")


class Screen(pyte.Screen):
    """A screen that shows faint text in a fainter colour, which pyte does not know."""

    def select_graphic_rendition(self, *attributes):
        super().select_graphic_rendition(*[a for a in attributes if a != 2])
        if 2 in attributes and self.cursor.attrs.fg == "default":
            self.cursor.attrs = self.cursor.attrs._replace(fg=dim(INK)[1:])


def main():
    columns, rows, out = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
    screen = Screen(columns, rows)
    stream = pyte.Stream(screen)
    for row, line in enumerate(sys.stdin.read().split("\n")[:rows]):
        stream.feed(f"\x1b[{row + 1};1H\x1b[0m{line}")
    size = (columns * CELL + 2 * MARGIN, rows * LINE + 2 * MARGIN)
    image = Image.new("RGB", size, PAPER)
    draw = ImageDraw.Draw(image)
    for row in range(rows):
        for column in range(columns):
            draw_cell(draw, screen.buffer[row][column], MARGIN + column * CELL, MARGIN + row * LINE)
    image.save(out, optimize=True)


main()
