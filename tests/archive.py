"""Makes the archives that tests/corpus-archive.sh reads: archive.py FOLDER."""
import io
import os
import stat
import struct
import sys
import warnings
import zipfile
import zlib

folder = sys.argv[1]
warnings.simplefilter("ignore")  # of a name that is there twice


class Raw(zipfile.ZipInfo):
    """A member whose name is these bytes, without the mark of UTF-8: as Windows writes it in China."""

    def __init__(self, name):
        super().__init__("x")
        self.raw = name

    def _encodeFilenameFlags(self):
        return self.raw, self.flag_bits & ~0x800


def table(*rows):
    return "标准编号,标准名称\n" + "".join(f"{row}\n" for row in rows)


def archive(members, how=zipfile.ZIP_DEFLATED):
    """The bytes of an archive of MEMBERS: (name or ZipInfo, content)."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", how) as made:
        for name, content in members:
            if isinstance(name, zipfile.ZipInfo):
                name.compress_type = how
            made.writestr(name, content)
    return out.getvalue()


def put(name, data):
    with open(os.path.join(folder, name), "wb") as file:
        file.write(data)


def patched(data, name, change):
    """DATA with CHANGE made of the flags of the member NAME, where they stand before it and in the directory."""
    data = bytearray(data)
    for magic, flags, at in ((b"PK\3\4", 6, 30), (b"PK\1\2", 8, 46)):
        start = data.find(magic)
        while start >= 0:
            if data[start + at:start + at + len(name)] == name:
                old, = struct.unpack_from("<H", data, start + flags)
                struct.pack_into("<H", data, start + flags, change(old))
            start = data.find(magic, start + 1)
    return bytes(data)


MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def workbook(rows):
    cells = "".join(f'<row r="{n + 1}">' + "".join(
        f'<c r="{chr(65 + i)}{n + 1}" t="inlineStr"><is><t>{text}</t></is></c>' for i, text in enumerate(row)) + "</row>"
        for n, row in enumerate(rows))
    return archive([
        ("xl/workbook.xml", f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheets>'
                            '<sheet name="表" sheetId="1" r:id="rId1"/></sheets></workbook>'),
        ("xl/_rels/workbook.xml.rels", f'<Relationships xmlns="{PACKAGE}">'
                                       '<Relationship Id="rId1" Target="worksheets/sheet1.xml" Type="x"/></Relationships>'),
        ("xl/worksheets/sheet1.xml", f'<worksheet xmlns="{MAIN}"><sheetData>{cells}</sheetData></worksheet>')])


def many(count):
    """An archive whose directory names one empty file so many times."""
    file = struct.pack("<4s5H3L2H", b"PK\3\4", 20, 0, 0, 0, 33, 0, 0, 0, 1, 0) + b"x"
    entry = struct.pack("<4s6H3L5H2L", b"PK\1\2", 20, 20, 0, 0, 0, 33, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0) + b"x"
    end = struct.pack("<4sQ2H2L4Q", b"PK\6\6", 44, 20, 20, 0, 0, count, count, count * len(entry), len(file))
    where = struct.pack("<4sLQL", b"PK\6\7", 0, len(file) + count * len(entry), 1)
    last = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 0xffff, 0xffff, 0xffffffff, 0xffffffff, 0)
    return file + entry * count + end + where + last


def endless():
    """An archive of a member whose stream goes on after 1 GiB, and of one after it. It is packed to a hundredth, as much text
    is, and says of itself that it has ten bytes."""
    piece = zlib.compressobj(9, zlib.DEFLATED, -15)
    page = os.urandom(5000) * 100
    packed = (piece.compress(page) + piece.flush(zlib.Z_FULL_FLUSH)) * 2200
    data = archive([("a.csv", "0123456789"), ("b.csv", table("GB/T 75109-2024,挡圈"))], zipfile.ZIP_STORED)
    start = data.index(b"0123456789")
    grown = bytearray(data[:start] + packed + data[start + 10:])
    struct.pack_into("<H", grown, 8, zipfile.ZIP_DEFLATED)
    struct.pack_into("<L", grown, 18, len(packed))
    first = grown.index(b"PK\1\2", start + len(packed))
    struct.pack_into("<H", grown, first + 10, zipfile.ZIP_DEFLATED)
    struct.pack_into("<L", grown, first + 20, len(packed))
    second = grown.index(b"PK\1\2", first + 4)
    at, = struct.unpack_from("<L", grown, second + 42)
    struct.pack_into("<L", grown, second + 42, at + len(packed) - 10)
    struct.pack_into("<L", grown, len(grown) - 6, first)
    return bytes(grown)


PICTURE = b"\xff\xd8\xff\xe0" + bytes(40)
link = zipfile.ZipInfo("list.csv")
link.create_system = 3
link.external_attr = (stat.S_IFLNK | 0o777) << 16

put("mixed.zip", archive([
    ("b/list.csv", table("GB/T 75001-2024,钢管 尺寸")),
    (Raw("下载\\清单.csv".encode("gbk")), table("GB/T 75002-2024,钢管 外观")),
    ("目录/列表.jsonl", '{"id":"GB/T 75003-2024","title_zh":"钢丝 术语"}\n{"id":"x"\n'),
    ("a.xlsx", workbook([["标准编号", "标准名称"], ["GB/T 75004-2024", "钢丝 要求"]])),
    ("__MACOSX/b/list.csv", table("GB/T 75091-2024,不是文件")),
    (".hidden.csv", table("GB/T 75092-2024,不是文件")),
    ("b/~$a.csv", table("GB/T 75093-2024,不是文件")),
    ("b/Thumbs.db", "x"),
    (link, "b/list.csv"),
    ("b/p.jpg", PICTURE),
    ("q.JPG", PICTURE),
    ("run.py", "import sys\ndef main():\n    return 1\n"),
    ("few.csv", table("GB/T 75094-2024,钢管", "x,", "y,", "z,")),
    ("prose.txt", "今天没有表格。\n明天也没有。\n"),
    ("paper.pdf", b"%PDF-1.7 nothing"),
]))
inner = archive([("in.csv", table("GB/T 75011-2024,螺母 要求")),
                 ("deep.zip", archive([("in.csv", table("GB/T 75095-2024,太深"))]))])
put("nested.zip", archive([("in.zip", inner), ("other.zip", archive([("up.csv", table("GB/T 75012-2024,螺栓 要求"))]))]))
put("small.zip", archive([("b/list.csv", table("GB/T 75001-2024,钢管 尺寸"))]))
put("names.zip", archive([
    ("/etc/a.csv", table("GB/T 75101-2024,不读")),
    ("../b.csv", table("GB/T 75102-2024,不读")),
    ("c/../../c.csv", table("GB/T 75103-2024,不读")),
    ("D:\\d.csv", table("GB/T 75104-2024,不读")),
    (Raw(b"\xff\xff.csv"), table("GB/T 75105-2024,不读")),
    (Raw(b""), table("GB/T 75106-2024,不读")),
    ("a..b/c..d.csv", table("GB/T 75107-2024,轴承 座")),
    ("z\nz.csv", table("GB/T 75108-2024,轴承 圈")),
]))
put("locked.zip", patched(archive([("a.csv", table("GB/T 75096-2024,钢管")), ("b.csv", table("GB/T 75021-2024,钢管 试验"))]),
                          b"a.csv", lambda flags: flags | 1))
stored = archive([("a.csv", table("GB/T 75097-2024,铆钉 尺寸")), ("b.csv", table("GB/T 75031-2024,铆钉 要求"))],
                 zipfile.ZIP_STORED)
put("damaged.zip", stored.replace("铆钉 尺寸".encode(), "铆钉 尺才".encode()))
put("twice.zip", archive([("a.csv", table("GB/T 75098-2024,垫圈 早")), ("a.csv", table("GB/T 75041-2024,垫圈 晚"))]))
put("bomb.zip", archive([("a.jsonl", b" " * (100 << 20)), ("b.bin", os.urandom(1 << 20)),
                         ("c.csv", table("GB/T 75051-2024,销 要求"))]))
put("bombs.zip", archive([(f"{i}.jsonl", b" " * (40 << 20)) for i in range(3)] + [("z.csv", table("GB/T 75099-2024,销"))]))
put("many.zip", many(100001))
put("halves.zip", archive([("1.zip", many(60000)), ("2.zip", many(60000)), ("3.csv", table("GB/T 75100-2024,销"))]))
put("endless.zip", endless())
put("pictures.zip", archive([("a.jpg", PICTURE), ("b.jpg", PICTURE)]))
put("hidden.zip", archive([(".a.csv", table("GB/T 75061-2024,键"))]))
put("none.zip", archive([]))
put("slides.pptx", archive([("[Content_Types].xml", "<Types/>"), ("ppt/presentation.xml", "<p/>")]))
put("text.odt", archive([("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", "<c/>")]))
put("program.jar", archive([("META-INF/MANIFEST.MF", "x"), ("A.class", "x")]))
put("cut.zip", archive([("a.csv", table("GB/T 75062-2024,键 要求"))])[:-30])

# An archive of lists, as it is in some later nights: what holds b.csv is another, or is not there.
lists = table(*(f"GB/T {76000 + i}-2024,弹簧 {i}" for i in range(20)))
more = table("GB/T 76100-2024,垫片 要求")


def night(name, *members, packed=zipfile.ZIP_DEFLATED):
    data = archive([("a.csv", lists), *members], packed)
    put(f"night-{name}", data)
    return data


whole = night("whole", ("b.csv", more))
night("same", ("b.csv", more), ("c.jpg", PICTURE))
night("renamed", ("d/b.csv", more))
night("gone")
put("night-locked", patched(whole, b"b.csv", lambda flags: flags | 1))
night("prose", ("b.csv", "今天没有表格。\n明天也没有。\n"))
night("picture", ("b.csv", PICTURE))
night("new", ("b.csv", more), ("c.csv", "今天没有表格。\n明天也没有。\n"))
night("newer", ("b.csv", more), ("c.csv", "今天没有表格。\n后天也没有。\n"))
night("inner", ("in.zip", archive([("b.csv", more)])))
put("night-cut", archive([("a.csv", lists), ("in.zip", archive([("b.csv", more)])[:-30])]))
