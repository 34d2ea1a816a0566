"""Tables without lines between their columns, in PDF, as tests/corpus-lineless.sh reads them.

lineless.py FOLDER drawn|browser|office: makes those that are drawn here, or by chromium, or by LibreOffice, and beside each the rows
that it has, as NAME.json; those called none-* have nothing that may be read.  lineless.py FOLDER compare NAME: whether the records in
the file "got" are these rows, every cell.
"""
import html
import json
import os
import subprocess
import sys

folder, what = sys.argv[1], sys.argv[2]
DRAFTS = ["序号", "国标计划号", "项目名称", "标准范围", "项目进展"]
LIST = ["标准号", "标准名称", "实施日期", "代替标准"]
ENGLISH = ["No.", "Standard number", "Title", "Effective date"]
THINGS = ["浮标", "渡船", "路标", "航标", "界标", "雾笛", "灯标", "缆绳", "船闸", "码头", "驳船", "罗盘"]
KINDS = ["安全要求", "试验方法", "分类与代码", "通用规范 第2部分：检验规则", "测试评价方法"]
STEPS = ["草案。", "已形成征求意见稿。", "已通过审查，正在按照专家意见修改，计划于六月底前报批。", "已报批。"]


def thing(i):
    return THINGS[i % 12] + THINGS[(i * 5 + 3) % 12]


def drafts(n, first=1):
    def scope(i):
        more = "，描述了对应的" + "、".join(THINGS[(i + k) % 12] for k in range(i % 6)) + "的测试方法" if i % 6 else ""
        return f"本文件规定了{thing(i)}的要求{more}；适用于{thing(i)}的设计和检测。"
    return [[str(i), f"2024{500 + i:04d}-T-469", f"《{thing(i)}{KINDS[i % 5]}》", scope(i), STEPS[i * 7 % 4]] for i in range(first, first + n)]


def standards(n):
    return [[f"GB/T {40000 + i}-2024", thing(i) + KINDS[i % 5], f"2024-12-{1 + i % 28:02d}", f"GB/T {40000 + i}-2010" if i % 3 else ""]
            for i in range(n)]


def english(n):
    titles = ["Information technology - Retention of logs", "Passwords and their rules in large and in small organizations", "Buoys"]
    return [[str(i), f"ISO/IEC {20000 + i}:2024", f"{titles[i % 3]} - Part {i}: Requirements", f"2024-11-{1 + i % 28:02d}"]
            for i in range(1, n + 1)]


def save(name, head, rows):
    with open(os.path.join(folder, name + ".json"), "w", encoding="utf-8") as f:
        json.dump([head, rows], f, ensure_ascii=False)


# Drawn here

def own(name, draw, head=(), rows=()):
    paper = papers.Pdf()
    draw(paper)
    with open(os.path.join(folder, name + ".pdf"), "wb") as f:
        f.write(paper.bytes())
    save(name, head, rows)


def grid(paper, y, edges, rows, pitch=14, room=8, middle=False, rules=()):
    """Rows of cells that begin at EDGES, but for the last, which is the right one.  RULES: before which rows a line is drawn."""
    for r, row in enumerate(rows):
        cells = [papers.wrap(text, edges[c + 1] - edges[c] - 6) if text else [] for c, text in enumerate(row)]
        most = max(map(len, cells))
        if r in rules:
            paper.line(edges[0], y - 2 - room / 2 + 4, edges[-1], y - 2 - room / 2 + 4, "strokes")
        for c, lines in enumerate(cells):
            top = y + (most - len(lines)) * pitch / 2 if middle else y
            for i, line in enumerate(lines):
                paper.text(edges[c], top + 10 + i * pitch, line)
        y += most * pitch + room
    return y


EDGES = [50, 80, 165, 270, 430, 545]
LIST_EDGES = [50, 160, 330, 430, 545]
CAPTION = "附件1：2024年5月在研标准项目推进工作一览表"


def one_page(head, rows, edges, **how):
    def draw(paper):
        paper.text(50, 60, CAPTION)
        end = grid(paper, 80, edges, [head] + rows, **how)
        paper.text(50, end + 30, "联系人：某某，电话：010-12345678，地址：某市某区某路一号某大厦二层，邮编：100000。")
    return draw


def over_pages(paper):
    """Rows that a page cuts: without their head again, below a running title, above page numbers."""
    rows = drafts(12)
    paper.text(200, 30, "网络安全标准工作月报")
    paper.text(50, 60, CAPTION)
    y = grid(paper, 80, EDGES, [DRAFTS] + rows[:5])
    cut = [papers.wrap(t, EDGES[c + 1] - EDGES[c] - 6) for c, t in enumerate(rows[5])]
    grid(paper, y, EDGES, [["\n".join(lines[:2]) for lines in cut]])
    paper.text(290, 820, "1")
    paper.new_page()
    paper.text(200, 30, "网络安全标准工作月报")
    y = grid(paper, 60, EDGES, [["\n".join(lines[2:]) for lines in cut]])
    grid(paper, y, EDGES, rows[6:])
    paper.text(290, 820, "2")


def grouped(paper):
    rows = standards(9)
    paper.text(50, 60, "附件1：2024年5月发布的标准目录")
    y = grid(paper, 80, LIST_EDGES, [LIST])
    paper.text(120, y + 10, "一、基础标准（五项）及其修改单")
    y = grid(paper, y + 22, LIST_EDGES, rows[:5])
    paper.text(120, y + 10, "二、产品标准（四项）")
    y = grid(paper, y + 22, LIST_EDGES, rows[5:])
    paper.text(470, y + 24, "2024年5月6日")


def columns_of_prose(paper):
    for x in (50, 310):
        for i in range(40):
            paper.text(x, 60 + 14 * i, "标准编号和标准名称应当符合要求，各单位遵照执行，")


def contents(paper):
    grid(paper, 60, [50, 90, 200, 545], [["序号", "标准号", "标准名称"]] +
         [[str(i), f"GB/T {41000 + i}-2024", f"某类设备要求{'.' * 40}{i}"] for i in range(1, 12)])


def form(paper):
    grid(paper, 60, [50, 150, 300, 400, 545], [["标准名称", "某类设备要求", "标准编号", "GB/T 41001-2024"],
                                               ["起草单位", "某公司", "实施日期", "2024-12-01"]])


def beside_picture(paper):
    paper.box(50, 50, 250, 300)
    paper.text(270, 60, "标准号　标准名称　实施日期")
    for i in range(12):
        paper.text(270, 80 + 14 * i, "GB/T 41001-2024 某类设备要求，自发布之日起实施，各")


def no_rows_told(paper):
    """Wrapped titles, no room between rows, and numbers that some rows lack: a title may be the rest of the one above it."""
    rows = [["" if i in (2, 5) else f"GB/T {41000 + i}-2024", f"某类设备第{i}部分：通用安全技术要求和试验方法", f"2024-12-{i:02d}"] for i in range(1, 9)]
    grid(paper, 60, [50, 160, 330, 430], [["标准号", "标准名称", "实施日期"]] + rows, room=0)


def two_rows_of_heads(paper):
    """One name over two columns, which are called 中文 and 英文 far below it."""
    paper.text(230, 60, "标准名称")
    grid(paper, 74, [50, 90, 200, 300, 430, 545], [["序号", "标准号", "中文", "英文", "实施日期"]] +
         [[str(i), f"GB/T {41000 + i}-2024", f"某类设备{i}", f"Device {i}", f"2024-12-{i:02d}"] for i in range(1, 9)])


def overflowing(paper):
    rows = [[str(i), f"GB/T {41000 + i}-2024", f"某类设备{i}", f"2024-12-{i:02d}"] for i in range(1, 9)]
    grid(paper, 60, [50, 90, 200, 300, 430], [["序号", "标准号", "标准名称", "实施日期"]] + rows[:4])
    grid(paper, 170, [50, 90, 200, 300, 430], rows[4:])
    paper.text(262, 92, "通用安全技术")


def told_apart(paper, rows):
    grid(paper, 60, [50, 90, 200, 330, 430], [["序号", "标准号", "标准名称", "实施日期"]] + rows, room=0)


def number_missing(paper):
    """A row without its number of the sequence, below one whose title has two lines."""
    rows = [[str(i), f"GB/T {41000 + i}-2024", f"某类设备第{i}部分" + "通用安全技术要求" * (i % 2), f"2024-12-{i:02d}"] for i in range(1, 9)]
    rows[3] = ["", "", rows[3][2], ""]
    told_apart(paper, rows)


def paragraphs(paper):
    """More room between the paragraphs of a cell than between the rows."""
    y = grid(paper, 60, EDGES, [DRAFTS])
    for i, first in ((1, "本文件规定了渡船的要求。"), (2, "本文件规定了航标的要求。")):
        paper.text(280, y + 10, first)
        paper.text(280, y + 44, "本文件适用于其设计。")
        for x, text in zip(EDGES, (str(i), f"2024000{i}-T-469", "《渡船要求》")):
            paper.text(x, y + 10, text)
        y += 60


def rows_behind_text(paper):
    """A paragraph in the middle, behind which rows stand again."""
    rows = [[str(i), f"GB/T {41000 + i}-2024", f"某类设备{i}", f"2024-12-{i:02d}"] for i in range(1, 9)]
    y = grid(paper, 60, [50, 90, 200, 330, 430], [["序号", "标准号", "标准名称", "实施日期"]] + rows[:4])
    for i in range(2):
        paper.text(50, y + 10 + 14 * i, "以上标准为强制性标准，以下标准为推荐性标准，各单位应当遵照执行，并")
    grid(paper, y + 36, [50, 90, 200, 330, 430], rows[4:])


def spaced(paper):
    """What a typesetter puts between Chinese and Latin is wider than what is between the columns."""
    paper.text(50, 60, "标准号")
    paper.text(170, 60, "标准名称")
    paper.text(283, 60, "实施日期")
    for i in range(1, 9):
        y = 60 + 20 * i
        paper.text(50, y, f"GB/T {41000 + i}-2024")
        paper.text(170, y, "渡船浮标规范" if i % 2 else "渡船浮标试验方")
        if i % 2:
            for x, text in ((232.5, "第"), (245, "2"), (252.5, "部分的")):
                paper.text(x, y, text)
        paper.text(283.3, y, f"2024-12-{i:02d}")


def title_above_rest(paper):
    """A row that a page cuts, and below a title that only the next page has its rest."""
    y = grid(paper, 700, LIST_EDGES, [LIST] + standards(4))
    paper.new_page()
    paper.text(100, 40, "网络安全标准化技术委员会秘书处网络安全标准工作月报")
    paper.text(160, 60, "及其检验规则")
    paper.text(160, 74, "的说明")


def touching(paper):
    """Columns between which there is no room."""
    for i, row in enumerate([LIST] + [[r[0], "某类渡船设备的通用安全技术要求"[:13], r[2], r[3]] for r in standards(9)]):
        for x, text in zip((50, 130, 259, 330), row):
            paper.text(x, 60 + 14 * i, text)


def cut_row(paper):
    """A row at the page's end; what begins the next page might be the rest of it."""
    rows = standards(4)
    y = grid(paper, 700, LIST_EDGES, [LIST] + rows)
    paper.new_page()
    paper.text(160, 60, "及其检验规则")
    paper.text(160, 80, "的说明")


def drawn():
    plans, some = drafts(9), standards(14)
    own("tops", one_page(DRAFTS, plans, EDGES), DRAFTS, plans)
    own("middles", one_page(DRAFTS, plans, EDGES, middle=True), DRAFTS, plans)
    own("tight", one_page(DRAFTS, plans, EDGES, room=0), DRAFTS, plans)
    own("none-tight-middles", one_page(DRAFTS, plans, EDGES, room=0, middle=True))
    own("three-lines", one_page(LIST, some, LIST_EDGES, rules=(0, 1, 15)), LIST, some)
    own("row-lines", one_page(DRAFTS, plans, EDGES, room=8, rules=range(11)), DRAFTS, plans)
    prefixed = [[row[0], row[1], f"《网络安全技术 {thing(int(row[0]))}要求》", *row[3:]] for row in plans]
    own("prefixes", one_page(DRAFTS, prefixed, EDGES), DRAFTS, prefixed)  # a space at one place in all lines
    own("pages", over_pages, DRAFTS, drafts(12))
    own("groups", grouped, LIST, standards(9))
    own("last-row", cut_row, LIST, standards(3))
    own("last-row-title", title_above_rest, LIST, standards(3))
    own("heads", two_rows_of_heads, ["标准号", "标准名称", "实施日期"],
        [[f"GB/T {41000 + i}-2024", f"某类设备{i}", f"2024-12-{i:02d}"] for i in range(1, 9)])
    for draw in (columns_of_prose, contents, form, beside_picture, no_rows_told, overflowing, touching, number_missing, paragraphs, rows_behind_text,
                 spaced):
        own("none-" + draw.__name__.replace("_", "-"), draw)


# Made by programs

def page(name, style, head, rows, widths=None, paper="A4", repeated=True, font="Noto Sans CJK SC"):
    columns = "".join(f'<col style="width:{w}%">' for w in widths or [])
    first = "<tr>" + "".join(f"<th>{html.escape(c)}</th>" for c in head) + "</tr>"
    body = "".join("<tr>" + "".join(f"<td>{html.escape(c)}</td>" for c in row) + "</tr>" for row in rows)
    text = (f'<!doctype html><meta charset=utf-8><style>@page{{size:{paper};margin:20mm}}body{{font:10pt "{font}"}}{style}</style>'
            f'<p>{CAPTION}</p><table cellpadding=4 cellspacing=0>{columns}{f"<thead>{first}</thead>" if repeated else first}{body}</table>'
            f"<p>联系人：某某，电话：010-12345678，地址：某市某区某路一号。</p>")
    with open(os.path.join(folder, name + ".html"), "w", encoding="utf-8") as f:
        f.write(text)
    save(name, head, rows)


def browser():
    wide = [5, 20, 22, 33, 20]
    page("browser", "table{border-spacing:2px}td,th{padding:1px}", DRAFTS, drafts(24), wide)
    page("browser-once", "td{vertical-align:top;padding:4pt}table{border-collapse:collapse}", DRAFTS, drafts(24), wide, repeated=False)
    page("browser-wide", "td,th{padding:3pt;text-align:left}table{border-collapse:collapse}", DRAFTS, drafts(24), [6, 14, 20, 40, 20], "A4 landscape")
    page("browser-narrow", "td{vertical-align:top;padding:3pt}table{border-collapse:collapse}", DRAFTS, drafts(9), [8, 18, 24, 28, 22], "A5")
    page("browser-list", "td,th{padding:3pt}table{border-collapse:collapse;border:solid;border-width:1.5pt 0}thead{border-bottom:.75pt solid}",
         LIST, standards(80))
    page("browser-rows", "td{padding:3pt;border-bottom:.75pt solid #888}table{border-collapse:collapse}", DRAFTS, drafts(24), wide)
    page("browser-english", "td{padding:4pt}table{border-collapse:collapse;text-align:center}", ENGLISH, english(24))


def office():
    page("office", 'td{vertical-align:top}', DRAFTS, drafts(18), [6, 19, 21, 34, 20])
    page("office-list", 'td{vertical-align:top}', LIST, standards(45), [25, 35, 18, 22])


def make(program):
    program()
    for name in sorted(n[:-5] for n in os.listdir(folder) if n.endswith(".html")):
        source = os.path.join(folder, name + ".html")
        if program is browser:
            commands = [[os.environ["BROWSER"], "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder}/profile",
                         f"--print-to-pdf={folder}/{name}.pdf", source]]
        else:
            call = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to"]
            commands = [call + ["odt:writer8", "--outdir", folder, source],
                        call + ["pdf", "--outdir", folder, os.path.join(folder, name + ".odt")]]
        for command in commands:
            subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=120, check=False)
        os.unlink(source)


# Compared

def said(head, row):
    """What a record of ROW has to say."""
    cell = dict(zip(head, row))
    title = (cell.get("项目名称") or cell.get("标准名称") or cell.get("Title")).strip("《》")
    return (cell.get("国标计划号") or cell.get("标准号") or cell.get("Standard number"), title, cell.get("标准范围"), cell.get("项目进展", ""),
            cell.get("实施日期") or cell.get("Effective date"), cell.get("代替标准", ""))


def told(record):
    steps = "" if record.get("effective") else "".join(s["text"] for s in record.get("progress", []))
    return (record["id"], record.get("title_zh") or record.get("title_en"), record.get("scope_zh"), steps, record.get("effective"),
            "".join(r["to"] for r in record.get("relations", []) if r["type"] == "replaces"))


def compare(name):
    with open(os.path.join(folder, name + ".json"), encoding="utf-8") as f:
        head, rows = json.load(f)
    with open("got", encoding="utf-8") as f:
        got = [told(json.loads(line)) for line in f]
    wanted = sorted(said(head, row) for row in rows)
    for have, want in zip(sorted(got), wanted):
        if have != want:
            print(f"{have}\n{want}")
    if len(got) != len(wanted):
        print(f"{len(got)} records, not {len(wanted)}")
    return 0 if sorted(got) == wanted else 1


if what == "compare":
    sys.exit(compare(sys.argv[3]))
elif what == "drawn":
    arguments, sys.argv = sys.argv, ["papers.py", folder]
    import papers  # makes its own files there too
    sys.argv = arguments
    drawn()
else:
    make({"browser": browser, "office": office}[what])
