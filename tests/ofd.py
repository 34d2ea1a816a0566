"""Makes the OFD files that tests/corpus-ofd.sh reads, and the PDF files with the same content: ofd.py FOLDER."""
import sys
sys.dont_write_bytecode = True  # beside the sources
import os
import zipfile
from xml.sax.saxutils import escape

from papers import Pdf, SIZE, drafts, folder, over_pages, save, standard, wide, width

MM = 25.4 / 72
NAMESPACE = "http://www.ofdspec.org/2016"


def n(value):
    return f"{value:.4f}".rstrip("0").rstrip(".")


def archive(name, parts, method=zipfile.ZIP_DEFLATED):
    with zipfile.ZipFile(os.path.join(folder, name), "w", method) as out:
        for path, text in parts.items():
            out.writestr(path, text)


def root(name, text, prefix="ofd:"):
    """The element NAME with TEXT in it, whose names have no prefix yet: PREFIX for all."""
    declared = f'xmlns{":" + prefix[:-1] if prefix else ""}="{NAMESPACE}"'
    text = text.replace("</", "\0").replace("<", f"<{prefix}").replace("\0", f"</{prefix}")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<{prefix}{name} {declared}>{text}</{prefix}{name}>'


class Ofd(Pdf):
    """As Pdf, in millimetres. How text is written, by TEXT:
    lines   an object for each line, groups of offsets
    chars   an object for each character
    codes   an object for each line, in it a TextCode for each character, which tells X and Y only where they change
    scaled  letters of size 1, enlarged by a matrix, in a box elsewhere
    points  in points, made smaller by a matrix
    plain   no offsets
    units   each line as a unit in a unit, where it is twenty times as large, of another resource for every page, in blocks
    bold    as lines, each twice, a little aside
    glyphs  as lines, with the glyphs of the font, blanks as the standard has them escaped, too few offsets
    turned  from above, letters that lie on their sides, and a matrix that turns all this back"""

    def __init__(self, wide=False, text="lines", prefix="ofd:", template=""):
        super().__init__(wide)
        self.how, self.prefix, self.template = text, prefix, template
        self.units = [[]]
        self.ids = 100

    def new_page(self):
        super().new_page()
        self.units.append([])

    def id(self):
        self.ids += 1
        return self.ids

    def object(self, name, x, y, w, h, inside, more="", matrix=""):
        matrix = f' CTM="{matrix}"' if matrix else ""
        return (f'<{name} ID="{self.id()}" Boundary="{n(x)} {n(y)} {n(w)} {n(h)}"{matrix}{more}>{inside}</{name}>')

    def letters(self, x, y, w, inside, size=SIZE * MM, more="", matrix="", extra=""):
        """A TextObject, of which X is the left side and Y the base line."""
        return self.object("TextObject", x, y - SIZE * MM, w, SIZE * MM, extra + f'<FillColor Value="0 0 0"/>{inside}',
                           f' Font="3" Size="{n(size)}"{more}', matrix)

    def text(self, x, y, text):
        self.write(x * MM, y * MM, text, [width(c) * MM for c in text])

    def write(self, x, y, text, advances):
        groups = []
        for advance in advances[:-1]:
            if groups and n(groups[-1][1]) == n(advance):
                groups[-1][0] += 1
            else:
                groups.append([1, advance])
        deltas = " ".join(f"g {count} {n(a)}" if count > 2 else " ".join([n(a)] * count) for count, a in groups)
        getattr(self, "as_" + self.how)(x, y, text, advances, deltas)

    def as_lines(self, x, y, text, advances, deltas):
        code = f'<TextCode X="0" Y="{n(SIZE * MM)}" DeltaX="{deltas}">{escape(text)}</TextCode>'
        self.put(self.letters(x, y, sum(advances), code))

    def as_chars(self, x, y, text, advances, deltas):
        for c, advance in zip(text, advances):
            self.put(self.letters(x, y, advance, f'<TextCode X="0" Y="{n(SIZE * MM)}">{escape(c)}</TextCode>'))
            x += advance

    def as_codes(self, x, y, text, advances, deltas):
        codes, at = "", 0
        for c, advance in zip(text, advances):
            codes += f'<TextCode X="{n(at)}"' + ("" if at else f' Y="{n(SIZE * MM)}"') + f">{escape(c)}</TextCode>"
            at += advance
        self.put(self.letters(x, y, at, codes))

    def as_scaled(self, x, y, text, advances, deltas):
        size = SIZE * MM
        deltas = " ".join(n(a / size) for a in advances[:-1])
        code = f'<TextCode X="2" Y="1" DeltaX="{deltas}">{escape(text)}</TextCode>'
        self.put(self.letters(x - 5 - 2 * size, y - 7, sum(advances), code, 1, "", f"{n(size)} 0 0 {n(size)} 5 7"))

    def as_points(self, x, y, text, advances, deltas):
        deltas = " ".join(n(a / MM) for a in advances[:-1])
        code = f'<TextCode X="0" Y="{SIZE}" DeltaX="{deltas}">\n{escape(text)}\n</TextCode>'
        self.put(self.letters(x, y, sum(advances), code, SIZE, ' HScale="1"', f"{n(MM)} 0 0 {n(MM)} 0 0"))

    def as_plain(self, x, y, text, advances, deltas):
        self.put(self.letters(x, y, sum(advances), f'<TextCode X="0" Y="{n(SIZE * MM)}">{escape(text)}</TextCode>'))

    def unit(self, inside):
        """A unit of the page's resource: its key."""
        key = self.id()
        self.units[-1].append(f'<CompositeGraphicUnit ID="{key}" Width="9" Height="9"><Content><PageBlock>{inside}</PageBlock>'
                              "</Content></CompositeGraphicUnit>")
        return key

    def use(self, key, x, y, matrix):
        return self.object("CompositeObject", x, y, 9, 9, "", f' ResourceID="{key}"', matrix)

    def as_units(self, x, y, text, advances, deltas):
        deltas = " ".join(n(20 * a) for a in advances[:-1])
        code = f'<TextCode X="0" Y="{n(SIZE * MM)}" DeltaX="{deltas}">{escape(text)}</TextCode>'
        large = self.unit(self.letters(20 * (x - 12), 20 * (y - 34), 20 * sum(advances), code, 20 * SIZE * MM))
        once = self.unit(self.use(large, 4, 8, ".05 0 0 .05 0 0"))
        self.put("<PageBlock><PageBlock>" + self.use(once, -2, -4, "1 0 0 1 10 30") + "</PageBlock></PageBlock>")

    def as_bold(self, x, y, text, advances, deltas):
        self.as_lines(x, y, text, advances, deltas)
        self.as_lines(x + .15, y + .1, text, advances, deltas)

    def as_glyphs(self, x, y, text, advances, deltas):
        while len(advances) > 2 and advances[-2] == advances[-3]:
            advances.pop(-2)
        glyphs = (f'<CGTransform CodePosition="0" CodeCount="{len(text)}" GlyphCount="{len(text)}"><Glyphs>'
                  + " ".join(str(i) for i in range(len(text))) + "</Glyphs></CGTransform>")
        clips = ('<Clips><Clip><Area><Path Boundary="0 0 9 9"><AbbreviatedData>M 0 0 Z</AbbreviatedData></Path><Text '
                 'Boundary="0 0 9 9" Size="9"><TextCode X="0" Y="0">剪</TextCode></Text></Area></Clip></Clips>')
        code = (f'<TextCode X="0" Y="{n(SIZE * MM)}" DeltaX="{" ".join(n(a) for a in advances[:-1])}">'
                + escape(text).replace(" ", "\\0020") + "</TextCode>")
        self.put(self.letters(x, y, 99, code, extra=clips + glyphs))

    def as_turned(self, x, y, text, advances, deltas):
        down = "" if all(ord(c) > 0x2000 for c in text) else f' DeltaY="{deltas}"'
        self.put(self.object("TextObject", x, y, 9, 9, f'<TextCode X="0" Y="0"{down}>{escape(text)}</TextCode>',
                             f' Font="3" Size="{n(SIZE * MM)}" CharDirection="90" ReadDirection="90"', "0 -1 1 0 0 0"))

    def path(self, x1, y1, x2, y2, data, more):
        self.put(self.object("PathObject", x1 * MM, y1 * MM, (x2 - x1) * MM, (y2 - y1) * MM,
                             f"<AbbreviatedData>{data}</AbbreviatedData>", more))

    def box(self, x1, y1, x2, y2):
        w, h = n((x2 - x1) * MM), n((y2 - y1) * MM)
        self.path(x1, y1, x2, y2, f"M 0 0 L {w} 0 L {w} {h} L 0 {h} C", ' LineWidth="0.25"')

    def line(self, x1, y1, x2, y2, style):
        w, h = (x2 - x1) * MM, (y2 - y1) * MM
        if style == "fills":
            t = .8 * MM
            self.path(x1 - .4, y1 - .4, x2, y2, f"M 0 0 L {n(w + t)} 0 L {n(w + t)} {n(h + t)} L 0 {n(h + t)} C",
                      ' Stroke="false" Fill="true"')
        else:
            self.path(x1, y1, x2, y2, f"S 0 0 L {n(w)} {n(h)}", ' Stroke="true" Fill="false" LineWidth="0.25"')

    def parts(self):
        """The archive. With a prefix all paths are from where they stand, else from the root; pages may come first."""
        w, h = self.size[0] * MM, self.size[1] * MM
        folder = "" if self.prefix else "/Doc_0/"
        template = f'<TemplatePage ID="7" Name="t" BaseLoc="{folder}Tpls/Tpl_0/Content.xml"/>' if self.template else ""
        common = (f"<CommonData><MaxUnitID>9</MaxUnitID><PageArea><PhysicalBox>0 0 {n(w)} {n(h)}</PhysicalBox></PageArea>"
                  f"<PublicRes>{folder}PublicRes.xml</PublicRes>{template}</CommonData>")
        pages = "<Pages>" + "".join(f'<Page ID="{i + 1}" BaseLoc="{folder}Pages/Page_{i}/Content.xml"/>'
                                    for i in range(len(self.pages))) + "</Pages>"
        parts = {"OFD.xml": root("OFD", "<DocBody><DocInfo><DocID>1</DocID></DocInfo><DocRoot>"
                                 f"{folder or 'Doc_0/'}Document.xml</DocRoot></DocBody>", self.prefix),
                 "Doc_0/Document.xml": root("Document", common + pages if self.prefix else pages + common, self.prefix)}
        if self.template:
            parts["Doc_0/Tpls/Tpl_0/Content.xml"] = root("Page", f"<Content><Layer>{self.template}</Layer></Content>",
                                                         self.prefix)
        for i, page in enumerate(self.pages):
            resource = "<PageRes>Res.xml</PageRes>" if self.units[i] else ""
            background = '<Template TemplateID="7" ZOrder="Background"/>' if self.template else ""
            parts[f"Doc_0/Pages/Page_{i}/Content.xml"] = root(
                "Page", f'{background}{resource}<Content><Layer ID="{self.id()}" Type="Body">' + "\n".join(page) +
                "</Layer></Content>", self.prefix)
            if self.units[i]:
                parts[f"Doc_0/Pages/Page_{i}/Res.xml"] = root(
                    "Res", "<CompositeGraphicUnits>" + "".join(self.units[i]) + "</CompositeGraphicUnits>", self.prefix)
        return parts

    def bytes(self):
        return self.parts()


class Rows(Ofd):
    """What stands on one line of the page, in all cells of a row, is one object, whose offsets lead over the gaps."""

    def __init__(self):
        super().__init__()
        self.rows = {}

    def text(self, x, y, text):
        for c in text:
            self.rows.setdefault(y, []).append((x, c))
            x += width(c)

    def parts(self):
        for y, row in self.rows.items():
            places = [x * MM for x, c in row]
            advances = [after - x for x, after in zip(places, places[1:])] + [SIZE * MM]
            self.write(places[0], y * MM, "".join(c for x, c in row), advances)
        return super().parts()


class Templated(Ofd):
    """What stands at the head of each page is in a template, and that in a template of its own."""

    def text(self, x, y, text):
        if y >= 60:
            super().text(x, y, text)
        elif not self.template:
            super().text(x, y, text)
            self.template = self.pages[-1].pop()

    def parts(self):
        parts = super().parts()
        document = parts["Doc_0/Document.xml"]
        parts["Doc_0/Document.xml"] = document.replace(
            "</ofd:CommonData>", '<ofd:TemplatePage ID="8" BaseLoc="Tpls/Tpl_1/Content.xml"/></ofd:CommonData>')
        parts["Doc_0/Tpls/Tpl_1/Content.xml"] = root("Page", '<Template TemplateID="7"/>')
        for path in parts:
            if "Pages" in path:
                parts[path] = parts[path].replace('TemplateID="7"', 'TemplateID="8"')
        return parts


class Noisy(Ofd):
    """With what is not to be read: it is hidden, beyond the paper, askew, a picture, an annotation, a seal; a path with
    all kinds of steps."""

    def parts(self):
        hidden = self.letters(10, 30, 9, '<TextCode X="0" Y="3">隐</TextCode>', more=' Visible="false"')
        beyond = self.letters(300, 30, 9, '<TextCode X="0" Y="3">外</TextCode>') + self.letters(
            20, 310, 9, '<TextCode X="0" Y="3">《网络安全技术 外部要求》国家标准送审稿于5月9日通过专家审查。</TextCode>')
        askew = self.letters(20, 49, 99, '<TextCode X="0" Y="3" DeltaX="g 3 9">内部资料</TextCode>', 9, "", ".7 .7 -.7 .7 0 0")
        curve = self.object("PathObject", 0, 0, 210, 297, "<AbbreviatedData>M 0 0 Q 1 1 2 2 B 1 1 2 2 3 3\tA 1 1 0 0 1 9 9 "
                            "L -5e1,0C</AbbreviatedData>".replace(",", " "))
        gone = self.object("PathObject", 17, 0, 9, 297, "<AbbreviatedData>M 0 0 L 0 297 M 90 0 L 90 297</AbbreviatedData>")
        bent = self.object("PathObject", 17, 0, 9, 297, "<AbbreviatedData>M 0 0 Q 9 9 9 9 L 0 297</AbbreviatedData>")
        slanted = self.object("PathObject", 17, 0, 9, 297, "<AbbreviatedData>M 0 0 L 40 9 L 9 297 L -9 200 C</AbbreviatedData>")
        clear = gone.replace("<PathObject", '<PathObject Alpha="0"')
        gone = gone.replace("<PathObject", '<PathObject Visible="false"') + gone.replace(
            "<PathObject", '<PathObject Stroke="false"')
        picture = self.object("ImageObject", 0, 0, 210, 297, "<Border><BorderColor/></Border>", ' ResourceID="5"')
        self.pages[0][:0] = [hidden, beyond, askew, curve, bent, slanted, gone, clear, picture]
        parts = super().parts()
        parts["Doc_0/Annots/Page_0/Annotation.xml"] = root("PageAnnot", '<Annot Type="Watermark"><Appearance Boundary="0 0 '
                                                           f'9 9">{askew}</Appearance></Annot>')
        parts["Doc_0/Signs/Signatures.xml"] = root("Signatures", "<Signature/>")
        return parts


def two_documents(paper):
    """Its first page in a document of its own."""
    first, rest = Ofd(), Ofd()
    first.pages, rest.pages = paper.pages[:1], paper.pages[1:]
    first.units, rest.units = [[]], [[]] * len(rest.pages)
    parts = first.parts()
    parts.update({path.replace("Doc_0", "Doc_1"): part for path, part in rest.parts().items() if path != "OFD.xml"})
    parts["OFD.xml"] = root("OFD", "".join(f"<DocBody><DocRoot>Doc_{i}/Document.xml</DocRoot></DocBody>" for i in (0, 1)))
    return parts


def careless(paper):
    """Paths as some programs write them, and resources that are empty."""
    parts = paper.parts()
    document = parts["Doc_0/Document.xml"]
    document = document.replace("Pages/Page_0/", "DOC_0\\pages/page_0/").replace(
        "<ofd:PublicRes>", "<ofd:DocumentRes> DocumentRes.xml\n</ofd:DocumentRes><ofd:PublicRes>")
    return parts | {"Doc_0/Document.xml": document, "Doc_0/DocumentRes.xml": "", "Doc_0/Pages/": ""}


for how in ("lines", "chars", "codes", "scaled", "points", "plain", "units", "bold", "glyphs", "turned"):
    archive(f"2024-05-{how}.ofd", drafts(Ofd(text=how), "fills"))
for style in ("strokes", "boxes"):
    archive(f"2024-05-{style}.ofd", drafts(Ofd(prefix=""), style), zipfile.ZIP_STORED)
archive("2024-05-rows.ofd", drafts(Rows(), "fills"))
archive("2024-05-noise.ofd", drafts(Noisy(), "fills"))
careful = Ofd()
drafts(careful, "fills")
archive("2024-05-careless.ofd", careless(careful))
archive("2024-05-pages.ofd", over_pages(Ofd()))
archive("2024-05-pages-template.ofd", over_pages(Templated()))
pages = Ofd()
over_pages(pages)
archive("2024-05-pages-two.ofd", two_documents(pages))
archive("2024-05-wide.ofd", wide(Ofd(wide=True, prefix="", text="points")))
archive("standard.ofd", standard(Ofd(text="chars")))

# What is none, or not understood, or hostile.


def page(content, more="", **parts):
    """An archive with one page of CONTENT, MORE in its document, and PARTS, with / for _ and . for __ in their names."""
    whole = {"OFD.xml": root("OFD", "<DocBody><DocRoot>D/Document.xml</DocRoot></DocBody>"),
             "D/Document.xml": root("Document", "<CommonData><PageArea><PhysicalBox>0 0 210 297</PhysicalBox></PageArea>"
                                    f'{more}</CommonData><Pages><Page ID="1" BaseLoc="Page.xml"/></Pages>'),
             "D/Page.xml": root("Page", f'<Content><Layer ID="2">{content}</Layer></Content>')}
    return whole | {path.replace("__", ".").replace("_", "/"): part for path, part in parts.items()}


def text(code='X="0" Y="5"', letters="甲乙", more='Boundary="20 20 50 10" Size="5"'):
    return f'<TextObject ID="9" Font="1" {more}><TextCode {code}>{letters}</TextCode></TextObject>'


def path(data, more='Boundary="20 20 50 10"'):
    return f'<PathObject ID="9" {more}><AbbreviatedData>{data}</AbbreviatedData></PathObject>'


def unit(key, content):
    return f'<CompositeGraphicUnit ID="{key}"><Content>{content}</Content></CompositeGraphicUnit>'


def use(key, more='Boundary="0 0 9 9"'):
    return f'<CompositeObject ID="9" {more} ResourceID="{key}"/>'


def with_units(content, *units):
    return page(content, "<DocumentRes>Res.xml</DocumentRes>",
                D_Res__xml=root("Res", "<CompositeGraphicUnits>" + "".join(units) + "</CompositeGraphicUnits>"))


TEMPLATE = '<TemplatePage ID="5" BaseLoc="T.xml"/>'
BAD = {
    "letter": page(text(letters="这是一封信。")),
    "scan": page('<ImageObject ID="3" ResourceID="4" Boundary="0 0 210 297" CTM="210 0 0 297 0 0"/>'),
    "hidden": page(text(more='Boundary="20 20 50 10" Size="5" Visible="false"')),
    "untold": page(text(letters="¤\ue123甲")),
    "encrypted": page(text(), Encryptions__xml="<x/>"),
    "no-document": {"OFD.xml": root("OFD", "<DocBody><DocRoot>D/Document.xml</DocRoot></DocBody>")},
    "no-page": {path: part for path, part in page(text()).items() if "Page" not in path},
    "no-place": page(text()) | {"D/Document.xml": root("Document", '<Pages><Page ID="1"/></Pages>')},
    "outside": page(text()) | {"D/Document.xml": root("Document", '<Pages><Page BaseLoc="../../../../etc/passwd"/></Pages>')},
    "no-template": page(text()) | {"D/Page.xml": root("Page", '<Template TemplateID="5"/>')},
    "no-unit": page(use(5)),
    "not-a-page": page(text()) | {"D/Page.xml": root("Document", "")},
    "empty": page(text()) | {"D/Page.xml": ""},
    "comment": page(text()) | {"D/Page.xml": "<!-- -->"},
    "open": page(text()) | {"D/Page.xml": root("Page", text())[:-20]},
    "entities": page(text()) | {"D/Page.xml": '<!DOCTYPE a [<!ENTITY b "bb">]><Page/>'},
    "deep": page("<PageBlock>" * 100000 + text() + "</PageBlock>" * 100000),
    "long": page(text(letters="a" * (17 << 20))),
    "cycle": page(text(), TEMPLATE, D_T__xml=root("Page", '<Template TemplateID="5"/>'))
    | {"D/Page.xml": root("Page", '<Template TemplateID="5"/>')},
    "cycle-units": with_units(use(5), unit(5, use(6)), unit(6, use(5))),
    "doubling": with_units(use(12), *(unit(i, use(i - 1) * 20 if i else "") for i in range(13))),
    "growing": with_units(use(12), *(unit(i, use(i - 1, 'Boundary="0 0 9 9" CTM="999999 0 0 999999 0 0"') if i else text())
                                     for i in range(13))),
    "letters": page(text('X="0" Y="5" DeltaX="0"', "甲" * 50001) * 2),
    "held-steps": page(path("C" * ((4 << 20) + 1))),
    "held": page(text('X="0" Y="5"', "甲" * 699051) * 2),
    "offsets": page(text('X="0" Y="5" DeltaX="g 100000000 1"')),
    "offsets-many": page(text('X="0" Y="5" DeltaX="' + "g 100000000 1 " * 1000000 + '"')),
    "offsets-none": page(text('X="0" Y="5" DeltaX="g 0 1"')),
    "offsets-half": page(text('X="0" Y="5" DeltaX="g 1.5 1"')),
    "offsets-words": page(text('X="0" Y="5" DeltaX="1 zwei"', "甲乙丙")),
    "offsets-down": page(text('X="0" Y="5" DeltaY="nan"')),
    "x": page(text('X="" Y="1e300"')),
    "nan": page(text(more='Boundary="nan 20 50 10" Size="5"')),
    "inf": page(text(more='Boundary="20 20 50 10" Size="inf"')),
    "boundary": page(text(more='Boundary="20 20 50" Size="5"')),
    "no-boundary": page(text(more='Size="5"')),
    "no-size": page(text(more='Boundary="20 20 50 10"')),
    "matrix": page(text(more='Boundary="20 20 50 10" Size="5" CTM="1 0 0 1 0 0 0"')),
    "stretch": page(text(more='Boundary="20 20 50 10" Size="5" HScale="0x"')),
    "direction": page(text(more='Boundary="20 20 50 10" Size="5" CharDirection="45"')),
    "line-direction": page(text(more='Boundary="20 20 50 10" Size="5" ReadDirection="360"')),
    "step": page(text() + path("M 0 0 X 1 1")),
    "step-cut": page(text() + path("M 0 0 B 1 1 2 2 3")),
    "step-far": page(text() + path("M 0 0 L 0 -1e7")),
    "alpha": page(text() + path("M 0 0 L 9 9", 'Boundary="20 20 50 10" Alpha="x"')),
    "paper": page(text(), "<PageArea><PhysicalBox>0 0 -210 297</PhysicalBox></PageArea>"),
    "many-pages": page(text()) | {"D/Document.xml": root("Document", "<Pages>" + '<Page BaseLoc="Page.xml"/>' * 5001 + "</Pages>")},
    "many-documents": page(text()) | {"OFD.xml": root("OFD", "<DocRoot>D/Document.xml</DocRoot>" * 1001)},
}
for name, parts in BAD.items():
    archive(f"{name}.ofd", parts)
# too large for scripts/fuzz to begin with, as reading it takes long
archive("letters-many.ofd", page(text('X="0" Y="5" DeltaX="0"', "甲" * 99999)) | {
    "D/Document.xml": root("Document", "<Pages>" + '<Page BaseLoc="Page.xml"/>' * 81 + "</Pages>")}, zipfile.ZIP_STORED)
with open(os.path.join(folder, "2024-05-lines.ofd"), "rb") as whole:
    save("cut.ofd", whole.read()[:2000])

# A title that is not told whole; a list in which only one is.
untold = Ofd()
untold.table(50, 50, [150, 250], [["标准编号", "标准名称"], ["GB/T 45221-2024", "渡船 要求"], ["GB/T 45222-2024", "渡\ue001 试验"]])
archive("untold-title.ofd", untold.bytes())
