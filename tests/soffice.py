"""Makes the files that tests/corpus-soffice.sh reads beside its cases: soffice.py FOLDER."""
import os
import struct
import sys
import zipfile

folder = sys.argv[1]
FREE, END, FAT, DIFAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFC


def save(name, data):
    with open(os.path.join(folder, name), "wb") as f:
        f.write(data)


def compound(entries, size=512):
    """A compound file with ENTRIES, name to bytes (a stream) or to such entries (a storage), in sectors of SIZE bytes."""
    sectors, table, small, small_table, names = [], [], bytearray(), [], []

    def chain(data):
        first = len(sectors)
        for at in range(0, len(data), size):
            sectors.append(data[at:at + size].ljust(size, b"\0"))
            table.append(len(sectors))
        if data:
            table[-1] = END
        return first if data else END

    def stream(data):
        if len(data) >= 4096:
            return chain(data)
        first = len(small_table)
        for at in range(0, len(data), 64):
            small.extend(data[at:at + 64].ljust(64, b"\0"))
            small_table.append(len(small_table) + 1)
        small_table[-1] = END
        return first

    def add(name, kind, first, length):
        names.append([name, kind, FREE, FREE, FREE, first, length])
        return len(names) - 1

    def add_all(of, parent):  # as a tree that is a list, which is one too
        above = None
        for name, data in of.items():
            at = (add(name, 1, 0, 0) if isinstance(data, dict) else add(name, 2, stream(data), len(data)))
            if above is None:
                names[parent][4] = at
            else:
                names[above][3] = at
            above = at
            if isinstance(data, dict):
                add_all(data, at)

    add("Root Entry", 5, END, 0)
    add_all(entries, 0)
    names[0][5:] = [chain(bytes(small)), len(small)]
    first_small = chain(struct.pack(f"<{len(small_table)}I", *small_table))
    directory = b""
    for name, kind, left, right, child, first, length in names:
        text = name.encode("utf-16-le") + b"\0\0"
        directory += struct.pack("<64sHBB3I36xIQ", text, len(text), kind, 1, left, right, child, first, length)
    first_directory = chain(directory)
    per = size // 4
    tables = lists = 0
    while (tables, lists) != (wanted := (-(-(len(sectors) + tables + lists) // per),
                                         max(0, -(-(tables - 109) // (per - 1))))):
        tables, lists = wanted
    at = [len(sectors) + i for i in range(tables)]
    after = len(sectors) + tables
    table += [FAT] * tables + [DIFAT] * lists
    table += [FREE] * (tables * per - len(table))
    sectors += [struct.pack(f"<{per}I", *table[i * per:(i + 1) * per]) for i in range(tables)]
    for i in range(lists):
        part = at[109 + i * (per - 1):109 + (i + 1) * (per - 1)]
        sectors.append(struct.pack(f"<{per}I", *part, *[FREE] * (per - 1 - len(part)),
                                   after + i + 1 if i + 1 < lists else END))
    head = struct.pack("<8s16xHHHHH6xIIIIIIIII", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3 if size == 512 else 4, 0xFFFE,
                       size.bit_length() - 1, 6, 0, tables, first_directory, 0, 4096,
                       first_small, -(-len(small_table) * 4 // size), after if lists else END, lists)
    head += struct.pack("<109I", *at[:109], *[FREE] * (109 - len(at[:109])))
    return head.ljust(size, b"\0") + b"".join(sectors)


def biff(*records):
    return b"".join(struct.pack("<HH", kind, len(data)) + data for kind, data in records)


BOF = (0x809, struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 0))
LOCK, SHEET, EOF = (0x2F, b"\1\0\1\0" + b"x" * 50), (0x85, b"\0" * 8 + b"\1\0a"), (0x0A, b"")
OPEN = biff(BOF, SHEET, EOF)
LOCKED = biff(BOF, LOCK, SHEET, EOF)
FIB = struct.pack("<HHHHHH", 0xA5EC, 0xC1, 0, 0x804, 0, 0x100)

# By what is in them, whatever their names say.
save("open.xls", compound({"Workbook": OPEN}))
save("open.csv", compound({"\5SummaryInformation": b"x", "Book": OPEN.ljust(5000, b"\0")}, 4096))
save("big.xls", compound({"ETExtData": b"y" * 100, "Workbook": OPEN.ljust(8 << 20, b"\0")}))
save("open.wps", compound({"1Table": b"z" * 4096, "WordDocument": FIB[:10] + b"\0\0" + b"a" * 5000}))
save("locked.xls", compound({"Workbook": LOCKED}))
save("locked-book.xls", compound({"Workbook": LOCKED.ljust(9000, b"\0")}))
save("locked.doc", compound({"WordDocument": FIB.ljust(6000, b"\0")}))
save("locked.docx", compound({"EncryptionInfo": b"x" * 200, "EncryptedPackage": b"y" * 5000}))
save("slides.ppt", compound({"PowerPoint Document": b"x" * 5000}))
save("letter.msg", compound({"__properties_version1.0": b"x" * 64}))
save("other.xls", compound({"CONTENTS": b"x" * 64, "ObjectPool": {"_1": {"Workbook": OPEN, "WordDocument": FIB}}}))

# Damage: streams, tables and trees that end too early, or go round.
whole = compound({"Workbook": OPEN.ljust(9000, b"\0")})
save("cut.xls", whole[:5000])
save("head.xls", whole[:600])


def changed(data, at, number):
    return data[:at] + struct.pack("<I", number) + data[at + 4:]


document = compound({"1Table": b"z" * 4096, "WordDocument": FIB[:10] + b"\0\0" + b"a" * 5000})
save("short.doc", changed(document, len(document) - 512 + 4 * 5, END))  # after the sixth sector of the table of the text
save("circle.xls", changed(whole, len(whole) - 512, 0))  # a sector that follows itself
save("lists.xls", changed(changed(whole, 68, 3), 512 * 5 - 4, 3))  # a list of the table's sectors that goes on with itself
directory = whole.index("Root Entry".encode("utf-16-le"))
save("tree.xls", changed(changed(whole, directory + 76, 0), directory + 72, 0))  # the root is its own child


def archive(name, kind, files, manifest=""):
    with zipfile.ZipFile(os.path.join(folder, name), "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr(zipfile.ZipInfo("mimetype"), "application/vnd.oasis.opendocument." + kind)
        listed = "".join(f'<m:file-entry m:full-path="{path}" m:media-type="text/xml">{manifest}</m:file-entry>'
                         for path in files)
        made.writestr("META-INF/manifest.xml", '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" '
                      f'm:version="1.2"><m:file-entry m:full-path="/" m:media-type="application/vnd.oasis.opendocument.{kind}"/>'
                      f"{listed}</m:manifest>")
        for path, data in files.items():
            made.writestr(path, data)


NAMES = "".join(f' xmlns:{p}="urn:oasis:names:tc:opendocument:xmlns:{n}:1.0"' for p, n in (
    ("office", "office"), ("table", "table"), ("text", "text"), ("script", "script"))) + \
    ' xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:of="urn:oasis:names:tc:opendocument:xmlns:of:1.2" office:version="1.2"'
archive("slides.odp", "presentation", {"content.xml": "<x/>"})
archive("locked.ods", "spreadsheet", {"content.xml": b"\x93" * 400}, '<m:encryption-data m:checksum-type="SHA1/1K"/>')

# Links to what is not in the file: a secret, whose place is the second argument.
if len(sys.argv) > 2:
    secret = "file://" + sys.argv[2]
    archive("links.odt", "text", {"content.xml": f"""<office:document-content{NAMES}><office:body><office:text>
<text:section text:name="a"><text:section-source xlink:type="simple" xlink:href="{secret}" text:filter-name="Text"/></text:section>
<text:section text:name="b"><text:section-source xlink:type="simple" xlink:href="{secret}"/><text:p>seen</text:p></text:section>
</office:text></office:body></office:document-content>"""})
    csv = 'xlink:type="simple" table:filter-name="Text - txt - csv (StarCalc)" table:filter-options="44,34,76,1"'
    archive("links.ods", "spreadsheet", {"content.xml": f"""<office:document-content{NAMES}><office:body><office:spreadsheet>
<table:table table:name="A"><table:table-row>
<table:table-cell office:value-type="string"><text:p>seen</text:p></table:table-cell>
<table:table-cell table:formula="of:=WEBSERVICE(&quot;{secret}&quot;)"/>
<table:table-cell table:formula="of:='{secret}'#$Sheet1.A1"/>
<table:table-cell table:formula="of:=DDE(&quot;soffice&quot;;&quot;{secret}&quot;;&quot;A1&quot;)"/>
<table:table-cell><table:cell-range-source table:name="CSV_all" xlink:href="{secret}" {csv}
 table:last-column-spanned="2" table:last-row-spanned="2"/></table:table-cell></table:table-row></table:table>
<table:table table:name="B"><table:table-source xlink:href="{secret}" {csv} table:mode="copy-all"/>
<table:table-row><table:table-cell/></table:table-row></table:table>
</office:spreadsheet></office:body></office:document-content>"""})
    fields = "".join(r'{\field{\*\fldinst %s "%s"}%s}' % (name, place, result) for name in ("INCLUDETEXT", "INCLUDEPICTURE")
                     for place in (secret, sys.argv[2]) for result in ("", r"{\fldrslt seen}"))
    save("links.rtf", (r"{\rtf1\ansi " + fields + r"\par}").encode())
