"""Makes the workbooks that tests/corpus-workbook.sh reads, part by part: workbook.py FOLDER."""
import os
import sys
import zipfile

folder = sys.argv[1]
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def workbook(name, sheets, strings=None, styles=None, properties="", targets=None, names=None,
             parts=("sharedStrings", "styles")):
    """Writes NAME with SHEETS (the inner XML of each) and what they refer to. PARTS: what those of strings and styles are called."""
    names = names or [f"表{i + 1}" for i in range(len(sheets))]
    targets = targets or [f"worksheets/sheet{i + 1}.xml" for i in range(len(sheets))]
    with zipfile.ZipFile(os.path.join(folder, name), "w", zipfile.ZIP_DEFLATED) as archive:
        listed = "".join(f'<sheet name="{n}" sheetId="{i + 1}" r:id="rId{i + 1}"/>' for i, n in enumerate(names))
        archive.writestr("xl/workbook.xml", f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}">{properties}'
                                            f"<sheets>{listed}</sheets></workbook>")
        related = "".join(f'<Relationship Id="rId{i + 1}" Target="{t}" Type="x"/>' for i, t in enumerate(targets))
        if parts != ("sharedStrings", "styles"):
            related += "".join(f'<Relationship Id="part{i}" Target="{part}.xml" Type="{RELATIONS}/{kind}"/>'
                               for i, (part, kind) in enumerate(zip(parts, ("sharedStrings", "styles"))))
        archive.writestr("xl/_rels/workbook.xml.rels", f'<Relationships xmlns="{PACKAGE}">{related}</Relationships>')
        if strings is not None:
            archive.writestr(f"xl/{parts[0]}.xml", f'<sst xmlns="{MAIN}">{strings}</sst>')
        if styles is not None:
            archive.writestr(f"xl/{parts[1]}.xml", f'<styleSheet xmlns="{MAIN}">{styles}</styleSheet>')
        for i, sheet in enumerate(sheets):
            archive.writestr(f"xl/worksheets/sheet{i + 1}.xml",
                             sheet if sheet.startswith("<?") else f'<worksheet xmlns="{MAIN}">{sheet}</worksheet>')


def inline(place, text):
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


def row(number, cells):
    return f'<row r="{number}">{"".join(cells)}</row>'


def lines(rows, first=1):
    """Rows of inline texts; None: no cell."""
    return "".join(row(first + i, [inline(f"{chr(65 + c)}{first + i}", text) for c, text in enumerate(texts)
                                   if text is not None]) for i, texts in enumerate(rows))


STYLES = ('<numFmts><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;;@"/>'
          '<numFmt numFmtId="165" formatCode="0.00&quot;day&quot;"/><numFmt numFmtId="166" formatCode="[Red]0"/></numFmts>'
          '<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>'
          '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="166"/></cellXfs>')

# Strings in a part of their own: with runs, with how they are read, with spaces; numbers; dates in three styles.
workbook("strings.xlsx", ["<sheetData>" + row(1, [f'<c r="{c}1" t="s"><v>{i}</v></c>' for i, c in enumerate("ABCDE")])
                          + row(2, ['<c r="A2" t="s"><v>5</v></c>', '<c r="B2" t="s"><v>6</v></c>',
                                    '<c r="C2" s="1"><v>45366</v></c>', '<c r="D2" s="2"><v>45536.75</v></c>',
                                    '<c r="E2" t="str"><f>1&amp;2</f><v>35.020</v></c>'])
                          + row(3, ['<c r="A3" t="s"><v>7</v></c>', '<c r="B3" t="s"><v>8</v></c>',
                                    '<c r="C3" s="1"><v>59</v></c>', '<c r="D3" s="1"><v>61</v></c>',
                                    '<c r="E3" s="3"><v>35</v></c>'])
                          + row(4, ['<c r="A4" t="s"><v>9</v></c>', '<c r="B4" t="s"><v>8</v></c>',
                                    '<c r="C4" t="d"><v>2024-05-06T00:00:00</v></c>', '<c r="D4" t="e"><v>#N/A</v></c>',
                                    '<c r="E4" s="4"><v>85</v></c>'])
                          + "</sheetData>"],
         strings='<si><t>标准编号</t></si><si><r><t>标准</t></r><r><rPr><b/></rPr><t>名称</t></r></si>'
                 '<si><t>发布日期</t></si><si><t>实施日期</t></si><si><t>ICS</t></si>'
                 '<si><t>GB/T 71001-2024</t></si><si><t xml:space="preserve"> 漢字 表 </t><rPh sb="0" eb="2"><t>カンジ</t></rPh></si>'
                 '<si><t>GB/T 71002-2024</t></si><si><t>钢管 &lt;甲&gt;</t></si><si><t>GB/T 71003-2024</t></si>',
         styles=STYLES, parts=("texts", "looks"))
# Dates from 1904, and a head that is not in the first row.
workbook("1904.xlsx", ["<sheetData>" + lines([["二〇二四年清单"], None or [], ["标准编号", "标准名称", "发布日期"]])
                       + row(5, [inline("A5", "GB/T 71011-2024"), inline("B5", "钢丝 术语"), '<c r="C5" s="1"><v>43904</v></c>'])
                       + "</sheetData>"], styles=STYLES, properties='<workbookPr date1904="1"/>')
# A head in two rows with merged cells; a committee for several rows; a heading over the whole width.
workbook("merged.xlsx", ["<sheetData>"
                         + lines([["标准编号", "标准名称", None, "归口单位"], [None, "中文", "英文", None],
                                  ["一、机械", None, None, None],
                                  ["GB/T 71021-2024", "螺母 甲", "Nuts A", "SAC/TC 85"],
                                  ["GB/T 71022-2024", "螺母 乙", None, None], ["GB/T 71023-2024", "螺母 丙", None, "SAC/TC 9"]])
                         + '</sheetData><mergeCells><mergeCell ref="B1:C1"/><mergeCell ref="A1:A2"/><mergeCell ref="D1:D2"/>'
                           '<mergeCell ref="A3:D3"/><mergeCell ref="D4:D5"/></mergeCells>'])
# Formulas that count from today, by themselves, for other cells or by them, and others: DAYS by line, C and D.
def dated(name, days, properties=""):
    workbook(name, ["<sheetData>" + lines([["标准编号", "标准名称", "发布日期", "实施日期"]])
                    + "".join(row(at, [inline(f"A{at}", f"GB/T 7108{at - 1}-2024"),
                                       f'<c r="B{at}" t="str"><f>"垫片 "&amp;"{at - 1}"</f><v>垫片 {at - 1}</v></c>']
                                  + [f'<c r="{c}{at}" s="1">{cell}</c>' for c, cell in zip("CD", cells)])
                              for at, cells in enumerate(days, 2)) + "</sheetData>"], styles=STYLES, properties=properties)


dated("today.xlsx", [
    ("<f>today()-DAY(1)</f><v>45366</v>", '<f t="shared" ref="D2:D4" si="0">C2+1</f><v>45367</v>'),
    ('<f t="shared" ref="C3:C4" si="1">DATE(2024,1,1)+_x.NOW()</f><v>45366</v>', '<f t="shared" si="0"/><v>45368</v>'),
    ('<f t="shared" si="1"/><v>45367</v>', "<f>MYTODAY()+1E2</f><v>45369</v>"),
    ('<f t="array" ref="C5:C6">RAND()*{1;2}</f><v>45366</v>', '<f t="shared" ref="D5:D6" si="2">DATE(2024,3,18)</f><v>45369</v>'),
    ("<v>45366</v>", '<f t="shared" si="2"/><v>45369</v>'),
    ("<v>45366</v>", "<f>SUM(1:1)</f><v>45367</v>"),
    ("<f>DATE(2024,3,15)</f><v>45366</v>", "<f>IF(&quot;C2&quot;=&quot;&quot;,1,45367)</f><v>45367</v>")])
dated("refers.xlsx", [("<v>45366</v>", "<f>C2+1</f><v>45367</v>")])
# A name for such, whose call lies where what is read at once (64 KiB) ends.
NAMED = '<definedNames><definedName name="今天">'
PADDING = (1 << 16) - 3 - len(f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}">{NAMED}'.encode())
dated("named.xlsx", [("<v>45366</v>", "<f>今天+1</f><v>45367</v>")], " " * PADDING + NAMED + "today()</definedName></definedNames>")
# Several sheets, of which one holds notes; parts named from the top; cells and rows without places.
workbook("sheets.xlsx", ["<sheetData>" + lines([["本表由办公室编制"], ["请勿外传"]]) + "</sheetData>",
                         "<sheetData><row>" + "".join(f'<c t="inlineStr"><is><t>{t}</t></is></c>' for t in ("标准编号", "标准名称"))
                         + "</row><row>" + "".join(f'<c t="inlineStr"><is><t>{t}</t></is></c>' for t in ("GB/T 71031-2024", "螺栓 要求"))
                         + "</row></sheetData>",
                         "<sheetData>" + lines([["计划号", "项目名称"], ["20240711-T-469", "螺栓 试验"]]) + "</sheetData>"],
         targets=["worksheets/sheet1.xml", "/xl/worksheets/sheet2.xml", "worksheets/sheet3.xml"], names=["说明", "标准", "计划"])
# With prefixes, as some programs write.
workbook("prefixes.xlsx", [f'<?xml version="1.0"?><x:worksheet xmlns:x="{MAIN}"><x:sheetData><x:row r="1">'
                           '<x:c r="A1" t="inlineStr"><x:is><x:t>标准编号</x:t></x:is></x:c>'
                           '<x:c r="B1" t="inlineStr"><x:is><x:t>标准名称</x:t></x:is></x:c></x:row><x:row r="2">'
                           '<x:c r="A2" t="inlineStr"><x:is><x:t>GB/T 71041-2024</x:t></x:is></x:c>'
                           '<x:c r="B2" t="inlineStr"><x:is><x:t>垫圈 要求</x:t></x:is></x:c></x:row></x:sheetData></x:worksheet>'])
# Nothing that is named.
workbook("colours.xlsx", ["<sheetData>" + lines([["颜色", "大小"], ["红", "大"]]) + "</sheetData>"])
workbook("empty.xlsx", ["<sheetData/>"])
# What would expand for ever, and a sheet that is cut.
workbook("bomb.xlsx", ['<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
                       f'<worksheet xmlns="{MAIN}"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>&b;</t></is></c></row>'
                       "</sheetData></worksheet>"])
workbook("cut.xlsx", [f'<?xml version="1.0"?><worksheet xmlns="{MAIN}"><sheetData><row r="1">' + inline("A1", "标准编号")])
# Places far out, spans without end.
workbook("odd.xlsx", ["<sheetData>" + lines([["标准编号", "标准名称"]])
                      + row(2, ['<c r="ZZZZZZZZZZ2" t="inlineStr"><is><t>x</t></is></c>', inline("A2", "GB/T 71051-2024"),
                                inline("B2", "铆钉 要求"), inline("XFD2", "y")])
                      + '</sheetData><mergeCells><mergeCell ref="C1:XFD1048576"/><mergeCell ref="B9:A1"/><mergeCell ref="?"/>'
                        "</mergeCells>"])
# A string that is not there.
workbook("lost.xlsx", ["<sheetData>" + lines([["标准编号", "标准名称"]])
                       + row(2, [inline("A2", "GB/T 71061-2024"), '<c r="B2" t="s"><v>99999999999</v></c>']) + "</sheetData>"])
# Cells without places, of which one is empty; strings that are empty; a number as Excel stores it; a part named otherwise;
# another that is not there; a number for two rows.
workbook("values.xlsx", ["<sheetData>" + lines([["标准编号", "标准名称", "发布日期", "实施日期", "ICS", "备注"]])
                         + "<row>" + inline("A2", "GB/T 71071-2024").replace(' r="A2"', "")
                         + inline("B2", "销 要求").replace(' r="B2"', "") + "<c/>"
                         + inline("D2", "2024-08-01").replace(' r="D2"', "")
                         + '<c><v>35.200000000000003</v></c><c t="s"><v/></c></row>'
                         + row(3, [inline("A3", "GB/T 71072.1-2024"), inline("B3", "键 第1部分")])
                         + row(4, [inline("B4", "键 第2部分")])
                         + '</sheetData><mergeCells><mergeCell ref="A3:A4"/></mergeCells>', "<sheetData/>"],
         strings="<si><t>不是这个</t></si>", targets=["./worksheets/sheet1.xml", "worksheets/gone.xml"], names=["甲", "乙"])
with zipfile.ZipFile(os.path.join(folder, "letter.docx"), "w") as archive:
    archive.writestr("word/document.xml", "<w/>")
with open(os.path.join(folder, "strings.xlsx"), "rb") as whole, open(os.path.join(folder, "half.xlsx"), "wb") as half:
    half.write(whole.read()[:900])
