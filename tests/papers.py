"""Makes the PDF and DOCX files that tests/corpus-papers.sh reads: papers.py FOLDER."""
import os
import sys
import zipfile

folder = sys.argv[1]


def save(name, data):
    with open(os.path.join(folder, name), "wb") as f:
        f.write(data)


# PDF

SIZE = 10  # of letters; a Chinese one is as wide, a Latin one half


def width(text):
    return sum(SIZE if ord(c) > 0x2000 else SIZE / 2 for c in text)


def wrap(text, most):
    lines = [""]
    for c in text:
        if c == "\n" or width(lines[-1] + c) > most:
            lines.append("")
        if c != "\n":
            lines[-1] += c
    return lines


class Pdf:
    """Pages of text and lines, Y from above. Letters are those of Unicode, in a font that is not there."""

    def __init__(self, wide=False):
        self.size = (842, 595) if wide else (595, 842)
        self.pages = [[]]

    def new_page(self):
        self.pages.append([])

    def put(self, code):
        self.pages[-1].append(code)

    def text(self, x, y, text):
        hexed = "".join(f"{ord(c):04X}" for c in text)
        self.put(f"BT /F {SIZE} Tf {x:.1f} {self.size[1] - y:.1f} Td <{hexed}> Tj ET")

    def box(self, x1, y1, x2, y2):
        self.put(f"{x1} {self.size[1] - y2} {x2 - x1} {y2 - y1} re S")

    def line(self, x1, y1, x2, y2, style):
        h = self.size[1]
        if style == "fills":  # thin rectangles, as Chromium and Word draw
            self.put(f"{min(x1, x2):.2f} {h - max(y1, y2) - .4:.2f} {abs(x2 - x1) + .8:.2f} {abs(y2 - y1) + .8:.2f} re f")
        else:
            self.put(f"{x1:.2f} {h - y1:.2f} m {x2:.2f} {h - y2:.2f} l S")

    def table(self, x, y, columns, rows, style="strokes", sides=True, bottom=True):
        """Rows of cells, each a text or (text, columns that it spans); None: it is the one above. Returns where it
        ends. Lines are drawn cell by cell, but not between what spans."""
        edges = [x]
        for c in columns:
            edges.append(edges[-1] + c)
        tops = [y]
        for row in rows:
            lines = 1
            c = 0
            for cell in row:
                text, span = cell if isinstance(cell, tuple) else (cell, 1)
                if text:
                    lines = max(lines, len(wrap(text, edges[c + span] - edges[c] - 4)))
                c += span
            tops.append(tops[-1] + lines * 14 + 6)
        for r, row in enumerate(rows):
            c = 0
            for cell in row:
                text, span = cell if isinstance(cell, tuple) else (cell, 1)
                left, right, top = edges[c], edges[c + span], tops[r]
                if style == "boxes" and text is not None:
                    below = r + 1
                    while below < len(rows) and rows[below][min(c, len(rows[below]) - 1)] is None:
                        below += 1
                    self.box(left, top, right, tops[below])
                elif style != "boxes":
                    if text is not None:
                        self.line(left, top, right, top, style)
                    if c or sides:
                        self.line(left, top, left, tops[r + 1], style)
                    if c + span == len(columns) and sides:
                        self.line(right, top, right, tops[r + 1], style)
                for i, line in enumerate(wrap(text, right - left - 4) if text else []):
                    self.text(left + 2, top + 13 + 14 * i, line)
                c += span
        if style != "boxes" and bottom:
            self.line(edges[0], tops[-1], edges[-1], tops[-1], style)
        return tops[-1]

    def bytes(self, extra=""):
        ranges = [f"<{i:02X}00> <{i:02X}FF> <{i:02X}00>" for i in range(256)]
        cmap = "begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange\n" + "".join(
            "{} beginbfrange\n{}\nendbfrange\n".format(len(part), "\n".join(part))
            for part in (ranges[i:i + 100] for i in range(0, 256, 100))) + "endcmap"
        objects = ["<< /Type /Catalog /Pages 2 0 R >>", None,
                   "<< /Type /Font /Subtype /Type0 /BaseFont /None /Encoding /Identity-H /DescendantFonts [4 0 R] "
                   "/ToUnicode 6 0 R >>",
                   "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /None /CIDSystemInfo << /Registry (Adobe) "
                   "/Ordering (Identity) /Supplement 0 >> /FontDescriptor 5 0 R /DW 1000 /W [0 8191 500] >>",
                   "<< /Type /FontDescriptor /FontName /None /Flags 4 /FontBBox [0 -200 1000 800] /ItalicAngle 0 "
                   "/Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 >>",
                   f"<< /Length {len(cmap)} >>\nstream\n{cmap}\nendstream"]
        kids = []
        for page in self.pages:
            code = "\n".join(page)
            kids.append(f"{len(objects) + 1} 0 R")
            objects.append(f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {self.size[0]} {self.size[1]}] /Contents "
                           f"{len(objects) + 2} 0 R /Resources << /Font << /F 3 0 R >> >> >>")
            objects.append(f"<< /Length {len(code)} >>\nstream\n{code}\nendstream")
        objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
        out, places = "%PDF-1.4\n", []
        for i, o in enumerate(objects):
            places.append(len(out))
            out += f"{i + 1} 0 obj\n{o}\nendobj\n"
        xref = len(out)
        out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n" + "".join(f"{p:010d} 00000 n \n" for p in places)
        return (out + f"trailer << /Size {len(objects) + 1} /Root 1 0 R {extra} >>\nstartxref\n{xref}\n%%EOF\n").encode()


HEAD = ["序号", "国标计划号", "项目名称", "标准范围", "项目进展"]
COLUMNS = [30, 75, 110, 160, 110]
DRAFTS = [["1", "20240511-T-469", "《网络安全技术 日志留存要求》", "本文件规定了日志留存的要求；适用于网络运营者。",
           "已形成征求意见稿，并于2024年5月6日至2024年7月5日公开征求意见。"],
          ["2", "20240512-T-469", "《网络安全技术 口令要求》", "本文件规定了口令的要求；适用于信息系统。", "草案。"]]


def drafts(paper, style):
    """A table, news above it."""
    paper.text(50, 50, "国家标准研制")
    paper.text(50, 70, "1. 1项国家标准通过审查")
    paper.text(50, 90, "5月8日，《网络安全技术 令牌要求》国家标准送审稿通过专家审查。")
    paper.text(50, 120, "附件1：2024年5月在研标准项目推进工作一览表")
    paper.table(50, 130, COLUMNS, [HEAD] + DRAFTS, style)
    return paper.bytes()


def over_pages(paper):
    """A row that a page's end cuts, the head again, page numbers and a running title; no line below the cut."""
    paper.text(200, 30, "网络安全标准工作月报")
    paper.text(50, 60, "附件1：2024年5月在研标准项目推进工作一览表")
    paper.table(50, 700, COLUMNS, [HEAD, ["1", "20240511-T-469", "《网络安全技术 日", "本文件规定了日志留存的", "草案。"]], "fills",
                bottom=False)
    paper.text(290, 820, "1")
    paper.new_page()
    paper.text(200, 30, "网络安全标准工作月报")
    paper.table(50, 60, COLUMNS, [HEAD, ["", "", "志留存要求》", "要求；适用于网络运营者。", ""], DRAFTS[1]], "fills")
    paper.text(290, 820, "2")
    paper.new_page()
    paper.text(200, 30, "网络安全标准工作月报")
    paper.table(50, 60, COLUMNS, [["3", "20240513-T-469", "《网络安全技术 令牌要求》", "本文件规定了令牌的要求。", "草案。"]], "fills")
    paper.text(290, 820, "3")
    return paper.bytes()


def wide(paper):
    """Across: a head of two rows with merged cells, two tables, one without sides; names that no bulletin has."""
    paper.text(50, 40, "附件1：2024年5月发布的标准目录")
    end = paper.table(50, 50, [40, 110, 150, 180, 90],
                      [["序号", "标准编号", ("标准名称", 2), "实施日期"], [None, None, "中文", "英文", None],
                       ["1", "GB/T 45101-2024", "日志 留存要求", "Retention of logs", "2024-12-01"],
                       ["2", "GB/T 45102-2024", "口令 要求", "Passwords", "2024-12-01"]], "strokes")
    paper.text(50, end + 30, "附件2：行业标准")
    paper.table(50, end + 40, [60, 120, 200, 100],
                [["编号", "标准编号", "标准名称", "代替标准号"], ["A1", "YD/T 1001-2024", "令牌 要求", "YD/T 1001-2010"],
                 ["A2", "YD/T 1002-2024", "令牌 试验", ""]], "strokes", sides=False)
    return paper.bytes()


class Turned(Pdf):
    """What is drawn lies on its side, by so many degrees counterclockwise, on paper that a reader shows as it is, or turned back."""

    def __init__(self, degrees, shown=0, wide=False):
        super().__init__(wide)
        self.degrees, self.shown = degrees, shown

    def as_paper(self, text, y):
        """A line of text as paper lies that is drawn on at 90 degrees."""
        was = self.size
        self.size = was[::-1]
        self.put(f"q 0 -1 1 0 0 {was[1]} cm")
        self.text(200, y, text)
        self.put("Q")
        self.size = was

    def bytes(self, extra=""):
        w, h = self.size
        matrix = {90: f"0 1 -1 0 {h} 0", 180: f"-1 0 0 -1 {w} {h}", 270: f"0 -1 1 0 0 {w}"}[self.degrees]
        for page in self.pages:
            page.insert(0, matrix + " cm")
        self.size = self.size if self.degrees == 180 else (h, w)
        return super().bytes(extra).replace(b"/Type /Page /Parent", b"/Type /Page /Rotate %d /Parent" % self.shown)


def turned_pages(paper):
    """A table that lies on its side, over pages, whose running title and number do not."""
    for i, rows in enumerate(([HEAD, DRAFTS[0]], [HEAD, DRAFTS[1]])):
        if i:
            paper.new_page()
        paper.as_paper("网络安全标准工作月报", 30)
        if i == 0:
            paper.text(50, 60, "附件1：2024年5月在研标准项目推进工作一览表")
        paper.table(50, 70, COLUMNS, rows, "fills")
        paper.as_paper(str(i + 1), 820)
    return paper.bytes()


def standard(paper):
    """A standard: cover, foreword, scope; its number above each page but the first."""
    for y, text in ((60, "ICS 35.030"), (75, "CCS L 80"), (120, "中华人民共和国国家标准"), (150, "GB/T 45211—2024"),
                    (165, "代替 GB/T 45211—2014"), (300, "网络安全技术"), (320, "渡船设备安全要求"),
                    (350, "Cybersecurity technology—Security requirements"), (365, "for ferry devices"),
                    (700, "2024-05-06 发布"), (740, "国家市场监督管理总局"), (755, "国家标准化管理委员会 发布")):
        paper.text(150, y, text)
    paper.text(400, 700, "2024-12-01 实施")
    for page in ([(80, "前言"), (110, "本文件代替GB/T 45211—2014《信息安全技术 渡船设备安全要求》。"),
                  (125, "本文件由全国网络安全标准化技术委员会（SAC/TC 260）提出并归口。")],
                 [(80, "网络安全技术 渡船设备安全要求"), (110, "1 范围"), (130, "本文件规定了渡船设备的安全要"),
                  (145, "求。"), (160, "本文件适用于渡船设备的设计和检测。"), (180, "2 规范性引用文件"),
                  (200, "GB/T 22239—2019 信息安全技术 网络安全等级保护基本要求")],
                 [(80, "3 术语和定义"), (110, "下列术语和定义适用于本文件。")]):
        paper.new_page()
        paper.text(400, 40, "GB/T 45211—2024")
        for y, text in page:
            paper.text(70, y, text)
    return paper.bytes()


NEWS = [(0, "一、国家标准研制"), (0, "1. 1项国家标准公开征求意见"),
        (2, "5月6日，《网络安全技术 日志留存要求》国家标准征求意见稿面向社会公开征求意见，期限为60天，欢迎有关单位和个人提出意见。"),
        (0, "2. 1项国家标准通过审查"), (2, "5月8日，国家标准《网络安全技术 令牌要求》送审稿通过专家审查。与会专家听取了编制组的汇报，对文本逐条进行了讨论。"),
        (0, "二、国家标准发布"),
        (2, "5月28日，市场监管总局、国家标准委发布公告，批准发布GB/T 45101—2024《界标设备安全要求》，代替GB/T 45101—2010，自2024年12月1日起实施。"),
        (0, "三、行业标准研制"), (2, "5月22日，《路标设备要求》行业标准获得立项。")]


def in_columns(n, lower=0.0, table=False):
    """News in N columns below a title that is over all; all but the first begin LOWER.  TABLE: one follows that is as wide."""
    paper = Pdf()
    wide = (500 - 15 * (n - 1)) // n // SIZE * SIZE
    lines = [line for indent, text in NEWS for line in indented(indent, text, wide)]
    most = -(-len(lines) // n)
    paper.text(240, 40, "网络安全标准工作月报")
    for column in range(n):
        part = lines[column * most:(column + 1) * most if column < n - 1 else None]
        for i, (indent, line) in enumerate(part):
            paper.text(50 + column * (wide + 15) + indent * SIZE, 80 + 15 * i + (lower if column else 0), line)
    if table:
        end = 80 + 15 * len(lines)
        paper.text(50, end, "附件1：2024年5月在研标准项目推进工作一览表")
        paper.table(50, end + 10, COLUMNS, [HEAD, ["1"] + DRAFTS[1][1:]])
    return paper.bytes()


def indented(indent, text, wide):
    """The lines of a paragraph, each with how far it is indented."""
    first = wrap(text, wide - indent * SIZE)[0]
    return [(indent, first)] + [(0, line) for line in (wrap(text[len(first):], wide) if text[len(first):] else [])]


save("2024-05-columns.pdf", in_columns(1))
save("2024-05-columns-two.pdf", in_columns(2))
save("2024-05-columns-lower.pdf", in_columns(2, 6.5))
save("2024-05-columns-three.pdf", in_columns(3, 3.0))
save("2024-05-columns-table.pdf", in_columns(2, table=True))
for how in ("fills", "strokes", "boxes"):
    save(f"2024-05-{how}.pdf", drafts(Pdf(), how))
for degrees in (90, 180, 270):
    save(f"2024-05-turned{degrees}.pdf", drafts(Turned(degrees), "fills"))
save("2024-05-shown.pdf", drafts(Turned(90, 90), "fills"))
save("2024-05-lying.pdf", turned_pages(Turned(90, wide=True)))
save("2024-05-pages.pdf", over_pages(Pdf()))
save("2024-05-wide.pdf", wide(Pdf(wide=True)))
save("standard.pdf", standard(Pdf()))

# Nothing but lines; text alone; a password; bytes that are cut.
pdf = Pdf()
pdf.line(50, 50, 500, 50, "fills")
save("scan.pdf", pdf.bytes())
pdf = Pdf()
pdf.text(50, 50, "这是一封信，里面没有标准。")
save("letter.pdf", pdf.bytes())
locked = pdf.bytes("/Encrypt << /Filter /Standard /V 1 /R 2 /O <" + "41" * 32 + "> /U <" + "42" * 32 + "> /P -44 >> "
                   "/ID [<00112233445566778899AABBCCDDEEFF> <00112233445566778899AABBCCDDEEFF>]")
save("locked.pdf", locked)
save("cut.pdf", pdf.bytes()[:200])

# DOCX

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def docx(name, body, numbering=""):
    with zipfile.ZipFile(os.path.join(folder, name), "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", body if body.startswith("<?")
                         else f'<w:document xmlns:w="{WORD}" xmlns:mc="m"><w:body>{body}<w:sectPr/></w:body></w:document>')
        if numbering:
            archive.writestr("word/numbering.xml", f'<w:numbering xmlns:w="{WORD}">{numbering}</w:numbering>')


def p(text, number=None, level=0):
    properties = (f'<w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr></w:pPr>'
                  if number else "")
    runs = "".join(f"<w:r><w:t>{part}</w:t></w:r>" for part in text.split("~"))
    return f"<w:p>{properties}{runs}</w:p>"


def tc(text, span=1, merge=None):
    properties = (f'<w:gridSpan w:val="{span}"/>' if span > 1 else "") + (
        "" if merge is None else '<w:vMerge w:val="restart"/>' if merge else "<w:vMerge/>")
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{''.join(p(t) for t in text.split('|'))}</w:tc>"


def tbl(rows):
    return "<w:tbl>" + "".join(f"<w:tr>{''.join(row)}</w:tr>" for row in rows) + "</w:tbl>"


LISTS = "".join(f'<w:abstractNum w:abstractNumId="{i}"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{f}"/>'
                f'<w:lvlText w:val="{t}"/></w:lvl><w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
                f'<w:lvlText w:val="%2)"/></w:lvl></w:abstractNum>'
                for i, (f, t) in enumerate([("chineseCounting", "%1、"), ("decimal", "%1."), ("bullet", "·")]))
LISTS += "".join(f'<w:num w:numId="{i + 1}"><w:abstractNumId w:val="{i}"/></w:num>' for i in range(3))
docx("2024-05.docx",
     p("网络安全标准工作月报") + p("国家标准研制", 1) + p("1项国家标准公开征求意见", 2) +
     p("5月6日，《网络安全技术~ 日志留存要求》国家标准征求意见稿面向社会公开征求意见，期限为60天。") +
     p("1项国家标准通过审查", 2) + p("5月8日，《网络安全技术 令牌要求》国家标准送审稿通过专家审查。") +
     '<w:p><w:del><w:r><w:delText>删去</w:delText></w:r><w:r><w:t>也删去</w:t></w:r></w:del></w:p>' +
     p("附件1：2024年5月在研标准项目推进工作一览表") +
     tbl([[tc("序号", merge=True), tc("国标计划号", merge=True), tc("项目信息", 2), tc("项目进展", merge=True)],
          [tc("", merge=False), tc("", merge=False), tc("项目名称"), tc("标准范围"), tc("", merge=False)],
          [tc("1"), tc("20240511-T-469"), tc("《网络安全技术 日志留存要求》"), tc("本文件规定了日志留存的要求；|适用于网络运营者。"),
           tc("已形成征求意见稿。")],
          [tc("2"), tc("20240512-T-|469"), tc("《网络安全技术 口令要求》"), tc("本文件规定了口令的要求。"), tc("草案。")]]) +
     p("附件2：联系方式") + tbl([[tc("联系人"), tc("电话")], [tc("甲"), tc("010-12345678")]]), LISTS)
# Lists that begin again under a number of their own; rows that leave out columns before and behind their cells.
LISTS += ('<w:num w:numId="4"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/>'
          '</w:lvlOverride></w:num>')
docx("2024-06.docx",
     p("国家标准研制", 1) + p("1项国家标准通过审查", 2) +
     p("6月6日，《网络安全技术 浮标要求》国家标准送审稿通过专家审查。") +
     p("1项国家标准报批", 2) + p("6月7日，《网络安全技术 航标要求》国家标准报批。") +
     p("行业标准研制", 1) + p("1项行业标准通过审查", 4) +
     p("6月8日，《网络安全技术 灯标要求》行业标准送审稿通过专家审查。") +
     p("1项行业标准报批", 4) + p("6月9日，《网络安全技术 雾笛要求》行业标准报批。") +
     p("附件1：2024年6月在研标准项目推进工作一览表") +
     tbl([[tc("序号"), tc("国标计划号"), tc("项目名称"), tc("标准范围"), tc("项目进展")],
          ['<w:trPr><w:gridBefore w:val="1"/></w:trPr>', tc("20240611-T-469"), tc("《网络安全技术 界标要求》"),
           tc("本文件规定了界标的要求。"), tc("草案。")],
          ['<w:trPr><w:gridAfter w:val="2"/></w:trPr>', tc("2"), tc("20240612-T-469"), tc("《网络安全技术 路标要求》")]]), LISTS)


def field(code, text, lock="", inner=""):
    def mark(kind):
        return f'<w:r><w:fldChar w:fldCharType="{kind}"{lock if kind == "begin" else ""}/></w:r>'
    return (f"{mark('begin')}<w:r><w:instrText> {code} </w:instrText></w:r>{mark('separate')}<w:r><w:t>{text}</w:t></w:r>"
            f"{inner}{mark('end')}")


LOCK = ' w:fldLock="1"'
docx("2024-07.docx", p("附件1：2024年7月在研标准项目推进工作一览表") + tbl([
    [tc(t) for t in ("序号", "国标计划号", "项目名称", "标准范围", "项目进展")],
    [tc("1"), tc("20240711-T-469"), tc("《网络安全技术 日志留存要求》"), tc("本文件规定了日志留存的要求。"),
     "<w:tc><w:p><w:r><w:t>已于</w:t></w:r>" + field('DATE \\@ "M月d日"', "7月3日", LOCK)
     + "<w:r><w:t>形成草案</w:t></w:r>" + field('date \\@ "M月d日"', "7月4日", inner=field("QUOTE 乙", "乙") + "<w:r><w:t>丙</w:t></w:r>")
     + '<w:fldSimple w:instr=" TIME "><w:r><w:t>12:00</w:t></w:r></w:fldSimple>'
     + f'<w:fldSimple w:instr=" TIME "{LOCK}><w:r><w:t>，待审</w:t></w:r></w:fldSimple>'
     + field("FILENAME", "2024-07-05.docx") + field("REF a", "。") + "</w:p></w:tc>"]]))
docx("letter.docx", p("这是一封信，里面没有标准。"))
docx("bomb.docx", '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbbbbbb">]><w:document/>')
docx("cut.docx", f'<?xml version="1.0"?><w:document xmlns:w="{WORD}"><w:body>{p("甲")}<w:tbl><w:tr>')
