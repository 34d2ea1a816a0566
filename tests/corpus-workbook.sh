# Workbooks (XLSX): each that tests/workbook.py makes gives these records and rejects. TAP. Needs python3.
. "$TESTS_DIR/convert.bash"
convert_made workbook.py

ok "strings of their own, runs, readings left out, dates by their style" gives strings.xlsx 0 '{"id":"GB/T 71001-2024","kind":"gb","title_zh":"漢字 表","ics":["35.020"],"published":"2024-03-15","effective":"2024-09-01","sources":[{"file":"strings.xlsx","line":2}]}
{"id":"GB/T 71002-2024","kind":"gb","title_zh":"钢管 <甲>","ics":["35"],"published":"1900-02-28","effective":"1900-03-01","sources":[{"file":"strings.xlsx","line":3}]}
{"id":"GB/T 71003-2024","kind":"gb","title_zh":"钢管 <甲>","ics":["85"],"published":"2024-05-06","sources":[{"file":"strings.xlsx","line":4}]}
' ''
ok "dates from 1904, the head below" gives 1904.xlsx 0 '{"id":"GB/T 71011-2024","kind":"gb","title_zh":"钢丝 术语","published":"2024-03-15","sources":[{"file":"1904.xlsx","line":5}]}
' ''
ok "merged cells" gives merged.xlsx 0 '{"id":"GB/T 71021-2024","kind":"gb","title_zh":"螺母 甲","title_en":"Nuts A","committee":"SAC/TC 85","sources":[{"file":"merged.xlsx","line":4}]}
{"id":"GB/T 71022-2024","kind":"gb","title_zh":"螺母 乙","committee":"SAC/TC 85","sources":[{"file":"merged.xlsx","line":5}]}
{"id":"GB/T 71023-2024","kind":"gb","title_zh":"螺母 丙","committee":"SAC/TC 9","sources":[{"file":"merged.xlsx","line":6}]}
' ''
ok "what counts from today, or from cells that may, is none of the file's" gives today.xlsx 0 '{"id":"GB/T 71081-2024","kind":"gb","title_zh":"垫片 1","sources":[{"file":"today.xlsx","line":2}]}
{"id":"GB/T 71082-2024","kind":"gb","title_zh":"垫片 2","sources":[{"file":"today.xlsx","line":3}]}
{"id":"GB/T 71083-2024","kind":"gb","title_zh":"垫片 3","effective":"2024-03-18","sources":[{"file":"today.xlsx","line":4}]}
{"id":"GB/T 71084-2024","kind":"gb","title_zh":"垫片 4","effective":"2024-03-18","sources":[{"file":"today.xlsx","line":5}]}
{"id":"GB/T 71085-2024","kind":"gb","title_zh":"垫片 5","effective":"2024-03-18","sources":[{"file":"today.xlsx","line":6}]}
{"id":"GB/T 71086-2024","kind":"gb","title_zh":"垫片 6","published":"2024-03-15","sources":[{"file":"today.xlsx","line":7}]}
{"id":"GB/T 71087-2024","kind":"gb","title_zh":"垫片 7","published":"2024-03-15","effective":"2024-03-16","sources":[{"file":"today.xlsx","line":8}]}
' ''
ok "what counts from others is" gives refers.xlsx 0 '{"id":"GB/T 71081-2024","kind":"gb","title_zh":"垫片 1","published":"2024-03-15","effective":"2024-03-16","sources":[{"file":"refers.xlsx","line":2}]}
' ''
ok "but from a name of what counts from today is not" gives named.xlsx 0 '{"id":"GB/T 71081-2024","kind":"gb","title_zh":"垫片 1","published":"2024-03-15","sources":[{"file":"named.xlsx","line":2}]}
' ''
ok "all sheets; one without a head is a reject" gives sheets.xlsx 3 '{"id":"GB/T 71031-2024","kind":"gb","title_zh":"螺栓 要求","sources":[{"file":"sheets.xlsx","sheet":"标准","line":2}]}
{"id":"20240711-T-469","kind":"plan","title_zh":"螺栓 试验","plan":"20240711-T-469","sources":[{"file":"sheets.xlsx","sheet":"计划","line":2}]}
' 'sheets.xlsx:说明:1: no column is named'
ok "prefixes" gives prefixes.xlsx 0 '{"id":"GB/T 71041-2024","kind":"gb","title_zh":"垫圈 要求","sources":[{"file":"prefixes.xlsx","line":2}]}
' ''
ok "places far out, spans without end" gives odd.xlsx 0 '{"id":"GB/T 71051-2024","kind":"gb","title_zh":"铆钉 要求","sources":[{"file":"odd.xlsx","line":2}]}
' ''
ok "a string that is not there" gives lost.xlsx 5 '' 'row 2 has a text that is not there'
ok "cells without places, empty strings, numbers as they are shown, parts named otherwise" gives values.xlsx 3 '{"id":"GB/T 71071-2024","kind":"gb","title_zh":"销 要求","ics":["35.200"],"effective":"2024-08-01","sources":[{"file":"values.xlsx","sheet":"甲","line":2}]}
{"id":"GB/T 71072.1-2024","kind":"gb","title_zh":"键 第1部分","sources":[{"file":"values.xlsx","sheet":"甲","line":3}]}
' 'values.xlsx:甲:4: the row before has the same number and another title'
ok "a sheet that the archive lacks" gives values.xlsx 3 "$(cat "$tmp/got")"$'\n' 'values.xlsx:乙: the archive lacks this sheet'
ok "no head at all" gives colours.xlsx 5 '' 'colours.xlsx: no column is named'
ok "an empty one" gives empty.xlsx 5 '' 'empty.xlsx: no column is named'
ok "what would expand" gives bomb.xlsx 5 '' 'bomb.xlsx: xl/worksheets/sheet1.xml in it is damaged'
ok "a sheet that is cut" gives cut.xlsx 5 '' 'cut.xlsx: xl/worksheets/sheet1.xml in it is damaged'
ok "an archive that is cut" gives half.xlsx 5 '' 'half.xlsx: a damaged ZIP archive'
ok "another archive" gives letter.docx 5 '' 'letter.docx: no JSON Lines, and no table'
indexes() {
    "$biaosou" index build -d "$tmp/I" strings.xlsx merged.xlsx sheets.xlsx --rejects "$tmp/rejects" 2>"$tmp/err"
    [ "$("$biaosou" search -d "$tmp/I" --format ids 螺母 | wc -l)" = 3 ] &&
        "$biaosou" show -d "$tmp/I" 'GB/T 71031-2024' | grep -x 'sources     sheets.xlsx:标准:2' &&
        grep -F '{"file":"sheets.xlsx","sheet":"说明","line":1,"reason":"no column' "$tmp/rejects"
}
ok "an index of workbooks" indexes
# A folder: what a program that has a workbook open leaves beside it is none.
folder() {
    mkdir "$tmp/folder" && cp strings.xlsx "$tmp/folder/" && printf 'x' >"$tmp/folder/~\$strings.xlsx" &&
        printf 'x' >"$tmp/folder/.~lock.strings.xlsx#" && "$biaosou" index build -d "$tmp/F" "$tmp/folder" 2>"$tmp/err" &&
        [ "$("$biaosou" search -d "$tmp/F" --format ids 钢管 | wc -l)" = 2 ]
}
ok "a folder of workbooks" folder
piped() { [ "$("$biaosou" convert - <strings.xlsx 2>"$tmp/err" | wc -l)" = 3 ]; }
ok "from a pipe" piped
ok "damage is an error or a reject" damaged 40 "data[at] ^= 1 << turn % 8" strings.xlsx merged.xlsx sheets.xlsx
echo "1..$n"
exit "$failed"
