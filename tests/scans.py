"""Makes the pictures of pages that tests/corpus-scan.sh reads: scans.py FOLDER. Needs PIL and a Chinese font."""
import os
import random
import struct
import sys
import zlib

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

folder = sys.argv[1]
FONT = "/usr/share/fonts/truetype/arphic/uming.ttc"

HEAD = ("序号", "国标计划号", "项目名称", "标准范围", "项目进展")
WIDTHS = (30, 110, 150, 290, 170)
DRAFTS = [
    ("1", "20240511-T-469", "网络安全技术 日志留存要求",
     "本文件规定了网络运营者日志留存的内容、期限和保护要求。", "已形成征求意见稿。"),
    ("2", "20231926-T-469", "数据安全技术 个人信息去标识化效果评估指南",
     "本文件提供了个人信息去标识化效果分级与评估的指南。", "5月8日通过专家审查。"),
    ("3", "20220786-Q-312", "网络安全技术 电力监控系统安全防护基本要求",
     "本文件规定了电力监控系统安全防护的基本要求。", "草案。"),
]
COVER = [
    (60, 60, "ICS 35.030"), (60, 80, "CCS L 80"),
    (160, 130, "中华人民共和国国家标准"),
    (370, 180, "GB/T 45201—2024"), (370, 200, "代替 GB/T 45201—2014"),
    (200, 320, "网络安全技术"), (170, 345, "灯塔设备安全评估方法"),
    (60, 700, "2024-05-06 发布"), (400, 700, "2024-12-01 实施"),
]
BODY = [
    (60, 60, "网络安全技术 灯塔设备安全评估方法"),
    (60, 100, "1 范围"),
    (80, 125, "本文件描述了灯塔设备的安全评估方法。"),
    (80, 145, "本文件适用于灯塔设备的设计、生产和检测。"),
    (60, 175, "2 规范性引用文件"),
    (80, 200, "GB/T 22239—2019 网络安全等级保护基本要求"),
    (60, 230, "3 术语和定义"),
    (80, 255, "本文件没有需要界定的术语和定义。"),
]


class Sheet:
    """A page of paper, of DPI dots to an inch; places are points."""

    def __init__(self, dpi, points, wide=False):
        self.dpi, self.points = dpi, points
        size = (842, 595) if wide else (595, 842)
        self.image = Image.new("L", tuple(self.dots(x) for x in size), 255)
        self.draw = ImageDraw.Draw(self.image)
        self.font = ImageFont.truetype(FONT, self.dots(points))

    def dots(self, points):
        return round(points * self.dpi / 72)

    def text(self, x, y, text):
        self.draw.text((self.dots(x), self.dots(y)), text, font=self.font, fill=0)

    def wrap(self, text, most):
        lines = [""]
        for c in text:
            if self.font.getlength(lines[-1] + c) > self.dots(most):
                lines.append("")
            lines[-1] += c
        return lines

    def table(self, x, y, widths, rows):
        """Ruled with lines of half a point. Returns the boxes of the cells, in dots."""
        edges, tops = [x], [y]
        for w in widths:
            edges.append(edges[-1] + w)
        for row in rows:
            cells = [self.wrap(cell, w - 8) for cell, w in zip(row, widths)]
            for left, lines in zip(edges, cells):
                for k, line in enumerate(lines):
                    self.text(left + 4, tops[-1] + 3 + k * self.points * 1.4, line)
            tops.append(tops[-1] + max(map(len, cells)) * self.points * 1.4 + 6)
        width = max(1, round(self.dpi / 144))
        for top in tops:
            self.draw.line([self.dots(v) for v in (edges[0], top, edges[-1], top)], fill=0, width=width)
        for edge in edges:
            self.draw.line([self.dots(v) for v in (edge, tops[0], edge, tops[-1])], fill=0, width=width)
        return [[(edges[c], tops[r], edges[c + 1], tops[r + 1]) for c in range(len(widths))] for r in range(len(rows))]

    def scanned(self, degrees=0, paper=255, noise=0):
        """As a scanner sees it."""
        image = self.image.rotate(degrees, Image.BICUBIC, fillcolor=255)
        image = image.point(lambda v: int(30 + (paper - 30) * v / 255))
        if noise:
            random.seed(1)
            image = ImageChops.add(image, Image.effect_noise(image.size, noise), 1, -128)
        return image.filter(ImageFilter.GaussianBlur(0.6))


def put(name):
    return os.path.join(folder, name)


def bulletin(dpi, points, drafts):
    sheet = Sheet(dpi, points, wide=True)
    sheet.text(250, 30, "网络安全标准化工作月报（2024年5月）")
    return sheet, sheet.table(40, 80, WIDTHS, [HEAD, *drafts])


def lines(items):
    sheet = Sheet(300, 12)
    for item in items:
        sheet.text(*item)
    return sheet.image


noisy = bulletin(200, 12, DRAFTS[1:])[0].scanned(1.0, 225, 15)
noisy.save(put("2024-05.jpg"), dpi=(200, 200), quality=70)
bulletin(200, 12, DRAFTS[:1])[0].image.rotate(90, expand=True).save(put("side.png"), dpi=(200, 200))
Image.new("L", noisy.size, 255).save(put("2024-05.pdf"), resolution=200, save_all=True, append_images=[noisy], quality=70)
lines(COVER).save(put("cover.tif"), dpi=(300, 300), save_all=True, append_images=[lines(BODY)], compression="tiff_lzw")

# The last number has a blot: nobody can tell which it is.
sheet, boxes = bulletin(300, 10.5, DRAFTS)
left, top, right, bottom = boxes[3][1]
at = sheet.font.getlength("20220") / sheet.dpi * 72 + left + 4
sheet.draw.rectangle([sheet.dots(v) for v in (at, top + 2, at + 6, bottom - 2)], fill=0)
sheet.image.save(put("2024-05.png"), dpi=(300, 300))

Image.new("L", (1000, 1400), 255).save(put("blank.png"))
with open(put("2024-05.png"), "rb") as f:
    data = f.read()
with open(put("cut.png"), "wb") as f:
    f.write(data[:len(data) // 2])


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


with open(put("huge.png"), "wb") as f:
    f.write(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 100000, 100000, 8, 0, 0, 0, 0)) +
            chunk(b"IDAT", zlib.compress(bytes(1 << 20))) + chunk(b"IEND", b""))
