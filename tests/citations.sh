#!/usr/bin/env bash
# Citations and lists to take away: GB/T 7714 of both editions, BibTeX, RIS, CSL-JSON, workbooks. What is expected was
# written after the rules, not after the program. TAP. Needs jq.
. "${TESTS_DIR:-tests}/tap.bash"
biaosou=${BIAOSOU:-./biaosou}
export BIAOSOU_INDEX=$tmp/index LC_ALL=C.UTF-8

command -v jq >/dev/null || { echo "1..0 # SKIP no jq here"; exit 0; }

cat >"$tmp/records.jsonl" <<'END'
{"id":"GB/T 3001.2-2021","kind":"gb","title_zh":"甲类文献 资源描述","title_en":"Resource description of class A","committee":"SAC/TC 4","published":"2021-03-09","status":"现行"}
{"id":"GB/T 3002-2016","kind":"gb","title_zh":"乙类编码","published":"2016-04-25","url":"https://example.org/gb?hcno=1D4A&n=%20","status":"废止"}
{"id":"NB/T 3003-2020","kind":"industry","title_zh":"丙类电站技术规范","committee":"国家能源局","published":"2020-10-23","status":"即将实施"}
{"id":"GB 3004-1995","kind":"gb","title_zh":"丁类环境质量标准","status":"现行"}
{"id":"GB/T 50005-2011","kind":"gb","title_zh":"戊类工程术语","published":"2011"}
{"id":"ISO 3006:2019","kind":"iso","title_zh":"己类审计数据采集","title_en":"Audit data collection for PDF of class F","committee":"ISO/TC 295","published":"2019-11","url":"https://example.org/iso/3006.html"}
{"id":"GB/T 3007-2020/XG1-2022","kind":"gb","title_zh":"庚类规则"}
{"id":"20231926-T-469","kind":"plan","title_zh":"辛类草案"}
{"id":"JIS X 3009:1997","kind":"jis","title_ja":"壬類の文字集合"}
{"id":"GB/T 3010-2020","kind":"gb","status":"现行"}
{"title_zh":"癸类会议召开","kind":"news","published":"2024-02-03","id":"新闻一","url":"https://example.org/n"}
END
"$biaosou" index build "$tmp/records.jsonl" >"$tmp/out" 2>&1 || { echo "Bail out! $(cat "$tmp/out")"; exit 1; }

# cites EXPECTED OPTION... QUERY: what is printed, the first line's "[1] " left out
cites() {
    local got
    got=$("$biaosou" search -n 1 "${@:2}" 2>&1 | sed '1s/^\[1\] //')
    [ "$got" = "$1" ] || { echo "got: $got"; return 1; }
}
says() { local got; got=$("${@:2}" 2>&1); [[ $got == *"$1"* ]] || { echo "$got"; return 1; }; }
status() { "${@:2}" >/dev/null 2>&1; [ $? = "$1" ]; }

# The edition of 2025: number title[S]. Or, with a page: number title[S/OL]. address. No author, place, year.
new="-f gbt7714"
ok "2025: the number first" cites "GB/T 3001.2—2021　甲类文献 资源描述[S]." $new 3001.2
ok "2025: with its page" cites "GB/T 3002—2016　乙类编码[S/OL]. https://example.org/gb?hcno=1D4A&n=%20." $new 3002
ok "2025: without a day, though one is known" cites "GB/T 3002—2016　乙类编码[S/OL]. https://example.org/gb?hcno=1D4A&n=%20." $new --accessed 2024-05-01 3002
ok "2025: an international one in its own language" \
    cites "ISO 3006:2019 Audit data collection for PDF of class F[S/OL]. https://example.org/iso/3006.html." $new "ISO 3006"
ok "2025: an amendment has two years" cites "GB/T 3007—2020/XG1—2022　庚类规则[S]." $new 庚类规则
ok "2025: a plan's number has no dash of one em" cites "20231926-T-469　辛类草案[S]." $new 辛类草案
ok "2025: another language" cites "JIS X 3009:1997 壬類の文字集合[S]." $new "JIS X 3009"
ok "2025: without a title" cites "GB/T 3010—2020[S]." $new 3010
ok "2025: news" cites "癸类会议召开[Z/OL]. 2024. https://example.org/n." $new 癸类会议
ok "2025 is the edition in force" cites "GB/T 3001.2—2021　甲类文献 资源描述[S]." --style 2025 3001.2

# The edition of 2015: author. title: number[S]. place: publisher, year. Or [S/OL] … year[day]. address.
old="--style 2015"
ok "2015: whole" cites "全国信息与文献标准化技术委员会. 甲类文献 资源描述: GB/T 3001.2—2021[S]. 北京: 中国标准出版社, 2021." $old 3001.2
ok "2015: a page needs the day on which it was read" cites "乙类编码: GB/T 3002—2016[S]. 北京: 中国标准出版社, 2016." $old 3002
ok "2015: with that day" \
    cites "乙类编码: GB/T 3002—2016[S/OL]. 北京: 中国标准出版社, 2016[2024-05-01]. https://example.org/gb?hcno=1D4A&n=%20." $old --accessed 2024-5-1 3002
ok "2015: today" says "2016[$(date +%F)]. https" "$biaosou" search -n 1 $old --accessed today 3002
ok "2015: a publisher is not guessed: ministries" cites "国家能源局. 丙类电站技术规范: NB/T 3003—2020[S]. 2020." $old NB/T3003
ok "2015: mandatory" cites "丁类环境质量标准: GB 3004—1995[S]. 1995." $old 3004
ok "2015: construction" cites "戊类工程术语: GB/T 50005—2011[S]. 2011." $old 50005
ok "2015: international" \
    cites "ISO/TC 295. Audit data collection for PDF of class F: ISO 3006:2019[S]. Geneva: International Organization for Standardization, 2019." $old "ISO 3006"
ok "2015: news" cites "癸类会议召开[Z]. 2024." $old 癸类会议
ok "2015 by its format" cites "丁类环境质量标准: GB 3004—1995[S]. 1995." -f gbt7714-2015 3004

ok "BibTeX" cites '@standard{GBT3001.2-2021,
  author = {{全国信息与文献标准化技术委员会}},
  title = {甲类文献 资源描述},
  number = {GB/T 3001.2—2021},
  address = {北京},
  publisher = {中国标准出版社},
  year = {2021},
  date = {2021-03-09},
  langid = {chinese}
}' -f bibtex 3001.2
ok "BibTeX: capitals are kept" says "title = {{Audit} data collection for {PDF} of class {F}}" "$biaosou" search -n 1 -f bibtex "ISO 3006"
ok "BibTeX: a month" says "date = {2019-11}" "$biaosou" search -n 1 -f bibtex "ISO 3006"
ok "BibTeX: the day" says "urldate = {2024-05-01}" "$biaosou" search -n 1 -f bibtex --accessed 2024年5月1日 "ISO 3006"
ok "BibTeX: no day without a page" [ "$("$biaosou" search -n 1 -f bibtex --accessed 2024-05-01 3004 | grep -c urldate)" = 0 ]
ok "BibTeX: news" says "@misc{" "$biaosou" search -n 1 -f bibtex 癸类会议

ris() { "$biaosou" search -n 1 -f ris "$@" | tr -d '\r'; }
ok "RIS" [ "$(ris --accessed 2024-05-01 "ISO 3006")" = 'TY  - STAND
AU  - ISO/TC 295,
TI  - Audit data collection for PDF of class F
SN  - ISO 3006:2019
M1  - ISO 3006:2019
PB  - International Organization for Standardization
CY  - Geneva
PY  - 2019
DA  - 2019/11
UR  - https://example.org/iso/3006.html
Y2  - 2024/05/01
LA  - en
ER  - ' ]
ok "RIS: every line ends as it must" [ "$("$biaosou" search -n 5 -f ris 类 | grep -vc $'\r$')" = 0 ]
ok "RIS: an end for each" [ "$("$biaosou" search -f ris 类 | grep -c '^ER  - ')" = "$("$biaosou" search -f ids 类 | wc -l)" ]

ok "BibTeX: another language" says "langid = {japanese}" "$biaosou" search -n 1 -f bibtex "JIS X 3009"
ok "RIS: another language" [ "$(ris "JIS X 3009" | grep '^LA')" = "LA  - ja" ]
csl() { "$biaosou" search -f csl "${@:2}" | jq -e "$1" >/dev/null; }
ok "CSL: whole" csl '. == [{id: "ISO30062019-'"$(printf 'ISO 3006:2019' | sha256sum | cut -c1-10)"'", type: "standard", title: "Audit data collection for PDF of class F",
    number: "ISO 3006:2019", author: [{literal: "ISO/TC 295"}], publisher: "International Organization for Standardization",
    "publisher-place": "Geneva", issued: {"date-parts": [[2019, 11]]}, URL: "https://example.org/iso/3006.html",
    accessed: {"date-parts": [[2024, 5, 1]]}, language: "en"}]' -n 1 --accessed 20240501 "ISO 3006"
ok "CSL: a day" csl '.[0].issued["date-parts"] == [[2021, 3, 9]] and .[0].language == "zh-CN"' -n 1 3001.2
ok "CSL: another language" csl '.[0].language == "ja"' -n 1 "JIS X 3009"
ok "CSL: many" csl 'length == 8 and (map(.id) | unique | length) == 8' -n 8 类
ok "CSL: none" csl '. == []' 龘龘龘

ok "a day must be one" says "--accessed: 2024-05 is no day" "$biaosou" search --accessed 2024-05 -f bibtex 类
ok "and that is an error of use" status 2 "$biaosou" search --accessed soon -f bibtex 类
ok "an edition must be one" says "--style: 2005 is neither" "$biaosou" search --style 2005 类
ok "a style is for citations" status 2 "$biaosou" search --style 2015 -f json 类

# A list to take away: the format is the file's.
ok "to a file: nothing on the terminal" [ -z "$("$biaosou" search -n 3 -o "$tmp/清单.xlsx" 类 2>&1)" ]
ok "a workbook" [ "$(head -c 2 "$tmp/清单.xlsx")" = PK ]
"$biaosou" convert "$tmp/清单.xlsx" >"$tmp/again.jsonl" 2>"$tmp/err"
ok "which is read again as the list that it is" \
    [ "$(jq -r .id "$tmp/again.jsonl" | sort)" = "$("$biaosou" search -n 3 -f ids 类 | sort)" ]
"$biaosou" search -n 1 -o "$tmp/one.xlsx" 3001.2 && "$biaosou" convert "$tmp/one.xlsx" >"$tmp/one.jsonl"
ok "with what it says" jq -e '.title_zh == "甲类文献 资源描述" and .title_en == "Resource description of class A" and .published == "2021-03-09"
    and .status == "现行" and .committee == "SAC/TC 4"' "$tmp/one.jsonl"
fill() { # fill QUERY: the colour of its row, the last one that the workbook has
    "$biaosou" search -n 1 -o "$tmp/fill.xlsx" "$1" && unzip -p "$tmp/fill.xlsx" xl/styles.xml | grep -o 'fgColor rgb="[^"]*' | tail -1
}
ok "coloured by what holds: four looks" [ "$(for q in 3001.2 3002 NB/T3003 "JIS X 3009"; do fill "$q"; done | sort -u | wc -l)" = 4 ]
ok "superseded or not: by status" [ "$(fill 3001.2)" = "$(fill 3004)" ]
for ending in csv json bib ris; do
    "$biaosou" search -n 2 -o "$tmp/list.$ending" 类
done
ok "by its ending: bib" grep -q '^@standard' "$tmp/list.bib"
ok "ris" grep -q '^TY  - STAND' "$tmp/list.ris"
ok "json" jq -e '.hits | length == 2' "$tmp/list.json"
ok "csv" [ "$(grep -c $'\r$' "$tmp/list.csv")" = 3 ]
"$biaosou" search -n 2 -o "$tmp/list.txt" 类
ok "another ending: text" grep -q '^ *1\. ' "$tmp/list.txt"
ok "a format wins over the ending" [ "$("$biaosou" search -n 2 -f ids -o "$tmp/x.json" 类; wc -l <"$tmp/x.json")" = 2 ]
ok "- is standard output" [ "$("$biaosou" search -n 2 -f ids -o - 类 | wc -l)" = 2 ]
ok "where nothing can be written" says "$tmp/none/x.csv" "$biaosou" search -o "$tmp/none/x.csv" 类
ok "is a failure" status 1 bash -c "! \"$biaosou\" search -o \"$tmp/none/x.csv\" 类 && exit 1"
ok "nothing found: exit 1" status 1 "$biaosou" search -o "$tmp/empty.xlsx" 龘龘龘
ok "and an empty list" [ "$(unzip -p "$tmp/empty.xlsx" xl/worksheets/sheet1.xml | grep -o '<row' | wc -l)" = 1 ]
if command -v script >/dev/null; then
    ok "no workbook for a terminal" says "--output FILE" script -qec "$biaosou search -f xlsx 类" /dev/null
fi
echo "1..$n"
exit $failed
