#!/usr/bin/env bash
# check: whether what files cite is valid: which document is meant, what became of it, where it stands. TAP. Needs jq.
. "${TESTS_DIR:-tests}/tap.bash"
biaosou=${BIAOSOU:-./biaosou}
export BIAOSOU_INDEX=$tmp/index LC_ALL=C.UTF-8
unset NO_COLOR

command -v jq >/dev/null || { echo "1..0 # SKIP no jq here"; exit 0; }

cat >"$tmp/records.jsonl" <<'END'
{"id":"GB/T 501-2001","title_zh":"灯塔 通用要求","status":"废止","published":"2001-01-05","effective":"2001-06-01"}
{"id":"GB/T 501-2010","title_zh":"灯塔 通用规范","status":"被代替","published":"2010-01-05","effective":"2010-06-01","relations":[{"type":"replaces","to":"GB/T 501-2001"}]}
{"id":"GB/T 501-2020","title_zh":"灯塔 总体规范","title_en":"Lighthouses — General specification","status":"现行","published":"2020-01-05","effective":"2020-06-01","relations":[{"type":"replaces","to":"GB/T 501-2010"},{"type":"adopts","to":"ISO 501:2018","degree":"MOD"}]}
{"id":"GB/T 501-2020/XG1-2022","title_zh":"灯塔 总体规范 第1号修改单","status":"现行","relations":[{"type":"amends","to":"GB/T 501-2020"}]}
{"id":"GB/T 502-2015","title_zh":"浮标 检验方法","status":"现行","published":"2015-01-05","effective":"2015-06-01"}
{"id":"GB/T 502-2098","title_zh":"浮标 检验方法","status":"即将实施","published":"2026-01-05","effective":"2098-06-01","relations":[{"type":"replaces","to":"GB/T 502-2015"}]}
{"id":"GB/T 503-1999","title_zh":"航标 颜色","status":"废止","withdrawn":"2017-03-23"}
{"id":"20240503-T-469","title_zh":"航标 颜色与形状","stage":"征求意见","relations":[{"type":"replaces","to":"GB/T 504-2016"}]}
{"id":"GB/T 504-2016","title_zh":"航标 形状","status":"现行","published":"2016-01-05","effective":"2016-06-01"}
{"id":"GB/T 50500-2012","title_zh":"码头 清单计价规范","published":"2012-12-25","effective":"2013-07-01"}
{"id":"GB/T 506-2018","title_zh":"系泊 术语"}
{"id":"YD/T 507-2019","title_zh":"航标 通信协议","status":"现行","published":"2019-01-01"}
{"id":"GB/T 508-2021","title_zh":"海图 符号","status":"现行","relations":[{"type":"replaces","to":"GB/T 508.1-2009"}]}
{"id":"GB/T 509-2013","title_zh":"锚链 试验","status":"现行","published":"2013-01-01"}
{"id":"GB/T 510-2023","title_zh":"锚 试验","status":"现行","published":"2023-01-01","relations":[{"type":"replaces","to":"GB/T 509-2013"}]}
{"id":"GB/T 511.1-2020","title_zh":"缆绳 第1部分：纤维缆绳","status":"现行"}
{"id":"ISO 501:2018","title_en":"Lighthouses — General","status":"现行"}
END
"$biaosou" index build "$tmp/records.jsonl" >"$tmp/out" 2>&1 || { echo "Bail out! $(cat "$tmp/out")"; exit 1; }

check() { # TEXT OPTION...: the report of a text, as JSON; the status
    printf '%s\n' "$1" >"$tmp/cited.txt"
    shift
    "$biaosou" check --format json "$@" "$tmp/cited.txt" >"$tmp/report" 2>"$tmp/err"
    status=$?
}
verdict() { # TEXT WANTED OPTION...: of its one citation "VERDICT FOUND SUCCESSORS"
    local text=$1 wanted=$2 got
    shift 2
    check "$text" "$@"
    got=$(jq -r '.rows[] | "\(.verdict) \(.found.id // "-") \([.replaced_by[].id] | join(">"))" | rtrimstr(" ")' "$tmp/report")
    [ "$got" = "$wanted" ] || { echo "wanted: $wanted"; echo "got:    $got"; cat "$tmp/err"; return 1; }
}
row() { # TEXT FILTER WANTED
    check "$1"
    local got
    got=$(jq -c ".rows | $2" "$tmp/report")
    [ "$got" = "$3" ] || { echo "wanted: $3"; echo "got:    $got"; cat "$tmp/err"; return 1; }
}
ended() { # STATUS TEXT OPTION...
    local wanted=$1
    shift
    check "$@"
    [ $status = "$wanted" ] || { echo "status $status"; cat "$tmp/err"; return 1; }
}

# what became of it
ok "in force" verdict 'GB/T 501-2020' 'in-force GB/T 501-2020'
ok "in any spelling" verdict '见ＧＢ／Ｔ５０１—２０２０。' 'in-force GB/T 501-2020'
ok "replaced" verdict 'GB/T 501-2010' 'replaced GB/T 501-2010 GB/T 501-2020'
ok "replaced by what was replaced: the whole chain" verdict 'GB/T 501-2001' 'replaced GB/T 501-2001 GB/T 501-2010>GB/T 501-2020'
ok "undated: what is in force" verdict 'GB/T 501' 'in-force GB/T 501-2020'
ok "a number without its year yet is as undated" verdict 'GB/T 501-XXXX' 'in-force GB/T 501-2020'
ok "to be replaced" verdict 'GB/T 502-2015' 'to-be-replaced GB/T 502-2015 GB/T 502-2098'
ok "not yet in effect" verdict 'GB/T 502-2098' 'not-yet GB/T 502-2098'
ok "withdrawn" verdict 'GB/T 503-1999' 'withdrawn GB/T 503-1999'
ok "a plan" verdict '20240503-T-469' 'draft 20240503-T-469'
ok "what has begun and nothing ended" verdict 'GB/T 50500-2012' 'in-force GB/T 50500-2012'
ok "is said to be inferred" row 'GB/T 50500-2012' '.[0].inferred' true
ok "what has a status is not" row 'GB/T 501-2020' '.[0].inferred' false
ok "of what has neither status nor dates nothing is said" verdict 'GB/T 506-2018' 'no-status GB/T 506-2018'
ok "another number that says it replaces what is in force: a part of it, perhaps" verdict 'GB/T 509-2013' 'in-force GB/T 509-2013 GB/T 510-2023'
ok "what only its successor knows" verdict 'GB/T 508.1-2009' 'replaced - GB/T 508-2021'

# what is meant
ok "no edition of that year" verdict 'GB/T 501-2019' 'other-year GB/T 501-2020'
ok "a part is no edition" verdict 'GB/T 511-2020' 'not-found -'
ok "but near" row 'GB/T 511-2020' '.[0].near' '["GB/T 511.1-2020"]'
ok "another number, by its title" verdict '《航标 通信协议》（YD/T 570-2019）' 'other-number YD/T 507-2019'
ok "another title" verdict 'GB/T 501-2020 灯塔 通用要求' 'other-title GB/T 501-2020'
ok "whose it is" row 'GB/T 501-2020 灯塔 通用要求' '.[0].title_of' '"GB/T 501-2001"'
ok "a title without its general element is the title" verdict '《总体规范》（GB/T 501-2020）' 'in-force GB/T 501-2020'
ok "nor is a wrong character another title" verdict 'GB/T 50500-2012 码头 清単计价规范' 'in-force GB/T 50500-2012'
ok "a title in the other language" verdict 'GB/T 501-2020 Lighthouses: general specification' 'in-force GB/T 501-2020'
ok "and another there" verdict 'GB/T 501-2020 Buoys and their moorings' 'other-title GB/T 501-2020'
ok "one in a language that is not known is not compared" verdict 'ISO 501:2018 灯塔' 'in-force ISO 501:2018'
ok "not found" verdict 'GB/T 7777-2020' 'not-found -'
ok "near numbers are told" row 'GB/T 50005-2012' '.[0] | [.verdict, (.near | index("GB/T 50500-2012") != null)]' '["not-found",false]'
ok "exchanged digits are near" row 'GB/T 50050-2012' '.[0] | [.verdict, .near[0]]' '["not-found","GB/T 50500-2012"]'
ok "amendments" row 'GB/T 501-2020' '.[0].amended_by | map(.id)' '["GB/T 501-2020/XG1-2022"]'
ok "what is being revised" row 'GB/T 504-2016' '.[0].revised_by' '["20240503-T-469"]'

# titles, and what stands behind a number: cases in files
cases=${TESTS_DIR:-tests}/cases/check
"$biaosou" index build -d "$tmp/titled" "$cases/records.jsonl" >"$tmp/out" 2>&1 || { echo "Bail out! $(cat "$tmp/out")"; exit 1; }
titled() {
    local number title wanted got wrong=0
    while IFS=$'\t' read -r number title wanted; do
        [[ $number == \#* ]] && continue
        got=$(printf '标准号\t标准名称\n%s\t%s\n' "$number" "$title" | "$biaosou" check -d "$tmp/titled" --format json - | jq -r '.rows[].verdict')
        [ "$got" = "$wanted" ] || { echo "$number $title: $got, not $wanted"; wrong=1; }
    done <"$cases/titles.tsv"
    return $wrong
}
told() { # told FILE FILTER: of each line of FILE, after check what FILTER tells of the report
    local line wanted got wrong=0
    while IFS=$'\t' read -r line wanted; do
        [[ $line == \#* ]] && continue
        got=$(printf '%b\n' "$line" | "$biaosou" check -d "$tmp/titled" --format json - | jq -r "$2")
        [ "$got" = "$wanted" ] || { echo "$line: $got, not $wanted"; wrong=1; }
    done <"$cases/$1"
    return $wrong
}
lines() { told lines.tsv '.rows[-1].title_cited // "-"'; }
cited() { told cited.tsv '[.rows[].cited] | join(",") | if . == "" then "-" else . end'; }
ok "numbers that may be something else are cited where their surroundings say so" cited
ok "titles that are the document's own, and such that are not" titled
ok "what stands behind a number on its line: a title, or the rest of a sentence" lines
ok "the title of no edition of the number is told too" row 'GB/T 501-2019 浮标 检验方法' '.[0] | [.verdict, .title_of]' '["other-year","GB/T 502-2015"]'
ok "what the document is, besides a wrong title" row 'GB/T 503-1999 浮标 检验方法' '.[0] | [.verdict, .verdict_of_found]' '["other-title","withdrawn"]'

# as of a day
ok "in force then" verdict 'GB/T 501-2010' 'in-force GB/T 501-2010' --on 2015-01-01
ok "and undated it was that" verdict 'GB/T 501' 'in-force GB/T 501-2010' --on 2015-01-01
ok "on the last day before its successor" verdict 'GB/T 501-2010' 'to-be-replaced GB/T 501-2010 GB/T 501-2020' --on 2020-05-31
ok "and the next" verdict 'GB/T 501-2010' 'replaced GB/T 501-2010 GB/T 501-2020' --on 2020-06-01
ok "before it began" verdict 'GB/T 501-2020' 'not-yet GB/T 501-2020' --on 2020-05-31
ok "before it was withdrawn" verdict 'GB/T 503-1999' 'in-force GB/T 503-1999' --on 2017-03-22
ok "and that day" verdict 'GB/T 503-1999' 'withdrawn GB/T 503-1999' --on 2017-03-23
ok "no day" ended 2 'GB/T 501-2020' --on 2020-13-01
ok "nor is a year" ended 2 'GB/T 501-2020' --on 2020

# where it stands
ok "a number over two lines" row $'见 GB/T 501-\n2020 和\nGB/T 502-2015' 'map([.number, .places[0]])' \
    "[[\"GB/T 501-2020\",\"$tmp/cited.txt:1\"],[\"GB/T 502-2015\",\"$tmp/cited.txt:3\"]]"
ok "twice is one row" row $'GB/T 501-2020\n\n见 GB/T 501—2020' 'map([.times, (.places | length)])' '[[2,2]]'
ok "with another title, two" row $'GB/T 501-2020 灯塔 总体规范\n\nGB/T 501-2020 浮标 检验方法' 'map(.title_cited)' '["灯塔 总体规范","浮标 检验方法"]'
ok "a range is all that it names" row 'GB/T 501-2020～GB/T 503-2020' 'map(.number)' '["GB/T 501-2020","GB/T 502-2020","GB/T 503-2020"]'
ok "of a reference the title" row '[1] 全国航标委. 灯塔 总体规范: GB/T 501—2020[S]. 北京: 航标社, 2020.' '.[0].title_cited' '"灯塔 总体规范"'
ok "of a citation" row '依据《灯塔　总体规范》（GB/T 501—2020）编制' '.[0].title_cited' '"灯塔 总体规范"'
ok "behind the number" row '执行 GB/T 501-2020《灯塔 总体规范》的规定' '.[0].title_cited' '"灯塔 总体规范"'
ok "of running text none" row '按 GB/T 501-2020 规定的方法检验' '.[0].title_cited' null

# any file
printf '序号,标准号,标准名称,代替标准号\n1,GB/T 501-2020,灯塔 总体规范,GB/T 501-2010\n2,GB/T 502-2015,锚链 试验,\n' >"$tmp/list.csv"
file() { # NAME WANTED: "NUMBER VERDICT PLACE,…"
    local got
    got=$("$biaosou" check --format json "$tmp/$1" | jq -r '[.rows[] | "\(.number) \(.verdict) \(.places[0])"] | join(",")')
    [ "${got//"$tmp/"/}" = "$2" ] || { echo "wanted: $2"; echo "got:    ${got//"$tmp/"/}"; return 1; }
}
ok "of a list the column of numbers, and the titles" file list.csv \
    'GB/T 501-2020 in-force list.csv:2,GB/T 502-2015 other-title list.csv:3'
printf '标准号,标准名称\nGB/T 501-2020～GB/T 502-2020,灯塔和浮标\n' >"$tmp/range.csv"
titles() { [ "$("$biaosou" check --format json "$tmp/range.csv" | jq -c '.rows | map([.number, .title_cited])')" = '[["GB/T 501-2020",null],["GB/T 502-2020",null]]' ]; }
ok "the title beside a range is of none in it" titles
printf '序号,检测依据,名称\n1,GB/T 501-2020,锚链 试验\n2,"GB/T 502-2015、GB/T 503-1999",浮标和航标\n' >"$tmp/tests.csv"
titled_basis() { [ "$("$biaosou" check --format json "$tmp/tests.csv" | jq -c '.rows | map([.number, .verdict, .title_cited])')" = \
    '[["GB/T 501-2020","other-title","锚链 试验"],["GB/T 502-2015","to-be-replaced",null],["GB/T 503-1999","withdrawn",null]]' ]; }
ok "the titles of what a table cites, unless a cell cites several" titled_basis
printf '检测依据,项目名称\nGB/T 501-2020,锚链 试验\n' >"$tmp/items.csv"
untitled_basis() { [ "$("$biaosou" check --format json "$tmp/items.csv" | jq -c '.rows | map([.number, .verdict])')" = '[["GB/T 501-2020","in-force"]]' ]; }
ok "what is tested is no title" untitled_basis
no_records() { ! "$biaosou" convert "$tmp/tests.csv" >"$tmp/out" 2>/dev/null && [ ! -s "$tmp/out" ]; }
ok "nor do such tables make records" no_records
printf '标准编号,标准中文名称\nGB/T 501-2020,锚链 试验\nEPA 8270D,水质\n无,水质\n' >"$tmp/chinese.csv"
chinese() { [ "$("$biaosou" check --format json "$tmp/chinese.csv" | jq -c '.rows | map([.number, .verdict])')" = '[["GB/T 501-2020","other-title"],["EPA 8270D","not-found"]]' ]; }
ok "titles in a column of one language; a number of a body that is not known, in the column of numbers" chinese
printf '# 合同\n\n| 依据 | 备注 |\n| --- | --- |\n| GB/T 501-2010 | 旧 |\n\n正文执行 GB/T 503-1999。\n' >"$tmp/contract.md"
ok "of a table without a head every cell, and the text" file contract.md \
    'GB/T 501-2010 replaced contract.md:5,GB/T 503-1999 withdrawn contract.md:7'
printf '<html><meta charset="gb2312"><p>\xd6\xb4\xd0\xd0 GB/T 501-2020</p></html>' >"$tmp/page.html"
ok "a page of the web, in a process of its own" file page.html 'GB/T 501-2020 in-force page.html:1'
printf '<html><table><tr><th>计划号</th><th>标准名称</th></tr><tr><td>20240503-<br> T-469 </td><td>航标 颜色与形状</td></tr></table><table><tr><td>GB/T <br>501-<br>2010</td><td>x</td></tr></table>' >"$tmp/broken.html"
ok "numbers over the lines of a cell; plans" file broken.html '20240503-T-469 draft broken.html:1,GB/T 501-2010 replaced broken.html:1'
printf '标准号,标准名称\n"GB/T 50\n1-2020",灯塔 总体规范\n' >"$tmp/narrow.csv"
ok "digits over the lines of a narrow column" file narrow.csv 'GB/T 501-2020 in-force narrow.csv:2'
printf '{"id":"GB/T 501-2001","title_zh":"灯塔 通用要求"}\n' >"$tmp/one.jsonl"
ok "records" file one.jsonl 'GB/T 501-2001 replaced one.jsonl:1'
mkdir -p "$tmp/folder/深" && cp "$tmp/list.csv" "$tmp/folder" && printf 'GB/T 503-1999\n' >"$tmp/folder/深/甲.txt" && : >"$tmp/folder/.hidden"
ok "a folder, all of its files" file folder \
    'GB/T 501-2020 in-force folder/list.csv:2,GB/T 502-2015 other-title folder/list.csv:3,GB/T 503-1999 withdrawn folder/深/甲.txt:1'
printf '\211PNG\r\n\032\n' >"$tmp/folder/图.png"
left() {
    "$biaosou" check --format json "$tmp/folder" 2>"$tmp/err" >"$tmp/report"
    [ $? = 7 ] && grep -q '^biaosou: note: left out: 1 file that no reader is for (.*图.png)$' "$tmp/err"
}
ok "what no reader is for is counted" left
stdin() { [ "$(echo 'GB/T 501-2020' | "$biaosou" check --format json - | jq -r '.rows[0].places[0]')" = "-:1" ]; }
ok "standard input" stdin
both() {
    "$biaosou" check --format json "$tmp/none.txt" "$tmp/list.csv" >"$tmp/report" 2>"$tmp/err"
    [ $? = 5 ] && grep -q 'none.txt' "$tmp/err" && [ "$(jq '.rows | length' "$tmp/report")" = 2 ]
}
ok "where a file is missing the others are checked, and the status tells" both

# what comes out
ok "all in force" ended 0 'GB/T 501-2020'
ok "in force, if not for long" ended 0 'GB/T 502-2015'
ok "not all" ended 7 $'GB/T 501-2020\nGB/T 501-2001'
ok "no citation" ended 1 '不引用任何标准'
ok "no such format" ended 2 'GB/T 501-2020' --format pdf
counts() { check $'GB/T 501-2020\n\nGB/T 501-2010\n\nGB/T 501-2001'; [ "$(jq -c '[.invalid, .verdicts]' "$tmp/report")" = '[2,{"in-force":1,"replaced":2}]' ]; }
ok "the verdicts are counted" counts
text() { # LANG WANTED
    printf 'GB/T 501-2001 灯塔 通用要求\n' >"$tmp/cited.txt"
    "$biaosou" check --lang "$1" --on 2026-11-27 "$tmp/cited.txt" | sed "s|$tmp/||" >"$tmp/got"
    diff -u <(printf '%s\n' "${@:2}") "$tmp/got"
}
ok "for people" text zh '1  GB/T 501-2001  已被代替' '   灯塔 通用要求' \
    '   被代替：GB/T 501-2010（2010-06-01 实施） → GB/T 501-2020（2020-06-01 实施）' '   cited.txt:1' \
    '截至 2026-11-27，共 1 项：已被代替 1'
ok "in English" text en '1  GB/T 501-2001  replaced' '   灯塔 通用要求' \
    '   replaced by GB/T 501-2010 (from 2010-06-01) → GB/T 501-2020 (from 2020-06-01)' '   cited.txt:1' \
    'On 2026-11-27: 1 cited: 1 replaced'
printf 'GB/T 503-1999 灯塔 通用要求\n' >"$tmp/cited.txt"
untitled() {
    "$biaosou" check --lang "$1" --on 2026-11-27 "$tmp/cited.txt" | sed "s|$tmp/||" >"$tmp/got"
    diff -u <(printf '%s\n' "${@:2}") "$tmp/got"
}
ok "a wrong title, beside its own" untitled zh '1  GB/T 503-1999  名称不符' '   航标 颜色' '   引用名称：灯塔 通用要求' \
    '   该文件已废止；引用的名称是 GB/T 501-2001 的' '   cited.txt:1' '截至 2026-11-27，共 1 项：名称不符 1'
ok "in English" untitled en '1  GB/T 503-1999  the title is not its own' '   航标 颜色' '   cited with the title 灯塔 通用要求' \
    '   it is withdrawn; the title cited is that of GB/T 501-2001' '   cited.txt:1' 'On 2026-11-27: 1 cited: 1 the title is not its own'
printf 'GB/T 501-2020\n\nGB/T 501-2020 灯塔 总体规范。\n' >"$tmp/undated.txt"
printf 'GB/T 501-2020\n' >"$tmp/untitled.txt"
english() { "$biaosou" check --lang en "$tmp/untitled.txt" | sed -n 2p | grep -qx '   Lighthouses — General specification'; }
ok "an English title for who reads English" english
cited_in() { "$biaosou" check --lang en "$tmp/undated.txt" | sed -n 2p | grep -qx '   灯塔 总体规范'; }
ok "but one in the language of the one cited" cited_in
misread() { echo 'IS0 501:2018' | "$biaosou" check --lang zh - | grep -q '^   按 ISO 501:2018 理解$'; }
ok "how a number was read whose letters stand for digits" misread
printf 'GB/T 501-2020《<b>=1+1</b>灯塔》\n' >"$tmp/hostile.txt"
sheet() {
    "$biaosou" check -o "$tmp/report.csv" "$tmp/hostile.txt"
    [ "$(sed -n 2p "$tmp/report.csv" | cut -d, -f1-5)" = '1,GB/T 501-2020,<b>=1+1</b>灯塔,名称不符,GB/T 501-2020' ] &&
        [ "$(sed -n 2p "$tmp/report.csv" | cut -d, -f11-12)" = 'GB/T 501-2020/XG1-2022,ISO 501:2018 MOD' ]
}
ok "as CSV, by the file's ending" sheet
page() {
    "$biaosou" check --lang zh -o "$tmp/report.html" "$tmp/hostile.txt"
    grep -q '<td>&lt;b&gt;=1+1&lt;/b&gt;灯塔</td><td class="bad">名称不符</td>' "$tmp/report.html" &&
        [ "$(grep -c '<b>' "$tmp/report.html")" = 0 ]
}
ok "as a page, in which texts are texts" page
workbook() { # read again as a list
    "$biaosou" check --lang zh -o "$tmp/report.xlsx" "$tmp/list.csv"
    "$biaosou" check --format json "$tmp/report.xlsx" | jq -r '[.rows[].number] | join(" ")' | grep -qx 'GB/T 501-2020 GB/T 502-2015'
}
ok "as a workbook" workbook
"$biaosou" index build -d "$tmp/empty" --allow-shrink /dev/null >/dev/null 2>&1
: >"$tmp/nothing.jsonl"
"$biaosou" index build -d "$tmp/empty" "$tmp/nothing.jsonl" >/dev/null 2>&1
empty() { "$biaosou" check -d "$tmp/empty" --format json "$tmp/list.csv" >"$tmp/report"; [ $? = 7 ] && [ "$(jq -c .verdicts "$tmp/report")" = '{"not-found":2}' ]; }
ok "against the empty index nothing is found" empty
echo "1..$n"
exit $failed
