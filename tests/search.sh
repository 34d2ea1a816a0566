#!/usr/bin/env bash
# The commands search, show and batch over the samples. TAP. Needs jq for the JSON checks.
. "${TESTS_DIR:-tests}/tap.bash"
shopt -s lastpipe
biaosou=${BIAOSOU:-./biaosou}
samples=${TESTS_DIR:-tests}/../corpus/samples
export BIAOSOU_INDEX=$tmp/index LC_ALL=C.UTF-8
unset NO_COLOR

search() { "$biaosou" search "$@"; }
ids() { search --format ids "$@"; }
show() { "$biaosou" show "$@"; }

# first ID QUERY...: the first hit is ID
first() {
    local want=$1 got
    shift
    got=$(ids "$@" | head -1)
    [ "$got" = "$want" ] || { echo "got $got"; return 1; }
}

# status N COMMAND...: exits with N
status() {
    local want=$1
    shift
    "$@"
    local got=$?
    [ $got = "$want" ] || { echo "exit $got"; return 1; }
}

# json FILTER QUERY...: jq says true of the answer
json() {
    local filter=$1
    shift
    search --format json "$@" >"$tmp/json"
    jq -e "$filter" "$tmp/json" || { jq -c '[.total, .relaxed, [.hits[].id]]' "$tmp/json"; return 1; }
}

total() { # total N QUERY...
    local want=$1
    shift
    json ".total == $want" "$@"
}

says() { # says TEXT COMMAND...: what it prints holds TEXT
    local text=$1 got
    shift
    got=$("$@" 2>&1)
    case $got in *"$text"*) return 0 ;; esac
    echo "$got"
    return 1
}

syntax() { # syntax COLUMN QUERY: a syntax error there, exit 2
    "$biaosou" search "$2" >"$tmp/out" 2>"$tmp/err"
    [ $? = 2 ] && grep -q "column $1:" "$tmp/err" && [ ! -s "$tmp/out" ] || { cat "$tmp/err"; return 1; }
}

"$biaosou" index build "$samples/catalogue.jsonl" >"$tmp/log" 2>&1 ||
    { echo "Bail out! no index: $(cat "$tmp/log")"; exit 1; }

# numbers
ok "show 22239: the newest in force" says "GB/T 22239-2019" show 22239
ok "show 22239: the others listed" says "  GB/T 22239-2008  superseded" show 22239
ok "show: editions with titles" says "GB/T 22239-2008  被代替  2008-06-19 发布，2008-11-01 实施  信息安全技术" show --lang zh 22239
for spelling in GBT22239 'ＧＢ／Ｔ　22239—2019' 'gb/t 22239' 'GB 22239-2019' 'GB/T 22239－2019'; do
    ok "show $spelling" says "GB/T 22239-2019" show --format json "$spelling"
done
ok "show with a year: that edition" says '"id": "GB/T 22239-2008"' show --format json "GB/T 22239-2008"
ok "show: an edition that is not there" status 1 show "GB/T 22239-1999"
ok "show: which there are" says "GB/T 22239-2019" show "GB/T 22239-1999"
ok "show by title" says "GB/T 22239-2019" show "信息安全技术 网络安全等级保护基本要求"
ok "show: nothing" status 1 show "GB/T 999999"
ok "search 22239: that document first" first "GB/T 22239-2019" 22239
ok "search iso 27001: an edition of it first" says "ISO/IEC 27001:2022" ids "iso 27001"
ok "number: own number only" json '[.hits[].id | startswith("GB/T 22239")] | all' number:22239
ok "a number and words" first "GB/T 22239-2019" "等级保护 GB/T 22239"

# editions, and what is asked for by number: a catalogue of its own
cat >"$tmp/editions.jsonl" <<'EOF'
{"id":"ISO 8601:2004","kind":"iso","stage":"95.99","published":"2004-12","title_en":"Representation of dates and times"}
{"id":"ISO 8601-1:2019","kind":"iso","stage":"60.60","published":"2019-02","title_en":"Representation of dates and times, part 1"}
{"id":"ISO 8601-2:2019","kind":"iso","stage":"60.60","published":"2019-02","title_en":"Representation of dates and times, part 2"}
{"id":"ISO 8601-10:2019","kind":"iso","stage":"60.60","published":"2019-02","title_en":"Representation of dates and times, part 10"}
{"id":"ISO 15189:2012","kind":"iso","stage":"95.99","published":"2012","title_en":"Medical laboratories: quality and competence"}
{"id":"ISO 15189:2022","kind":"iso","stage":"60.60","published":"2022","title_en":"Medical laboratories: particular requirements that concern quality and also competence of people"}
{"id":"ISO 15189:2022/Amd 1:2023","kind":"iso","stage":"60.60","published":"2023","title_en":"Medical laboratories, amendment"}
{"id":"ISO 15189:2022/Amd 1:2023/Cor 1:2024","kind":"iso","stage":"60.60","published":"2024","title_en":"Medical laboratories, corrigendum"}
{"id":"GB/T 28181-2011","title_zh":"视频监控联网系统要求"}
{"id":"GB/T 28181-2016","title_zh":"视频监控联网系统要求"}
{"id":"GB/T 28181-2022","title_zh":"公共安全视频监控联网系统要求"}
{"id":"ISO/IEC 42001","stage":"60.00","title_en":"Artificial intelligence"}
{"id":"ISO/IEC 42001:2023","stage":"60.60","title_en":"Management systems for artificial intelligence in organizations"}
{"id":"GM/T 0054-2018","title_zh":"密码应用基本要求"}
{"id":"GB/T 1.1-2020","title_zh":"标准化文件的结构和起草规则"}
{"id":"ISO/IEC TR 5891:2024","stage":"60.60","title_en":"Hardware monitoring technology"}
{"id":"20231926-T-469","title_zh":"云计算服务安全能力评估方法"}
{"id":"GB 50254~50256-96","title_zh":"电气装置安装工程"}
{"id":"住建部令第 37 号","title_zh":"分部分项工程安全管理规定"}
{"id":"建规第 37 号","title_zh":"建规甲"}
{"id":"建规函 37 号","title_zh":"建规乙"}
{"id":"news 2024-02 1.1","kind":"news","title_zh":"会议召开","published":"2024-02"}
{"id":"ISO/IEC 10118-3:2018","stage":"60.60","committee":"ISO/IEC JTC 1/SC 27","title_en":"Hash-functions"}
{"id":"ISO/IEC 9797-1:2011","stage":"60.60","committee":"ISO/IEC JTC 1/SC 2","title_en":"Codes with a hash"}
EOF
"$biaosou" index build -d "$tmp/editions" "$tmp/editions.jsonl" >"$tmp/log" 2>&1
order() { # order "ID|ID|..." QUERY: the first hits, in this order
    local want=$1 got
    got=$(ids -d "$tmp/editions" "${@:2}" | paste -sd'|')
    case $got in "$want"*) return 0 ;; esac
    echo "got $got"
    return 1
}
ok "withdrawn after the parts in force" order "ISO 8601-1:2019|ISO 8601-2:2019|ISO 8601-10:2019|ISO 8601:2004" "ISO 8601"
ok "supplements after what they supplement" order "ISO 15189:2022|ISO 15189:2022/Amd 1:2023|ISO 15189:2022/Amd 1:2023/Cor 1:2024|ISO 15189:2012" "iso 15189"
ok "without a status the newest first" order "GB/T 28181-2022|GB/T 28181-2016|GB/T 28181-2011" GB28181
ok "by words too: in force before withdrawn" order "ISO 15189:2022|ISO 15189:2012" "quality and competence"
ok "by words too: the newest first" order "GB/T 28181-2022" "视频监控联网"
ok "but the title of a past edition finds that" order "ISO 15189:2012" "Medical laboratories: quality and competence"
ok "who asks for an edition gets it" order "GB/T 28181-2011" "GB/T 28181-2011 视频监控"
ok "who asks for two editions gets both" order "GB/T 28181-2011|GB/T 28181-2016" "GB/T 28181-2011 GB/T 28181-2016 区别"
ok "edition-order explains the difference" json '.hits[0].features["edition-order"].value > 0 and ([.hits[0].features[] | .value * .weight] | add) - .hits[0].score < 0.001' --explain -d "$tmp/editions" "quality and competence"
ok "a draft after what is in force" order "ISO/IEC 42001:2023|ISO/IEC 42001" "artificial intelligence"
ok "two numbers: the first of each before the second of any" order "GB/T 28181-2022|ISO 15189:2022" "GB/T 28181 ISO 15189"
ok "a part that there is not: the number" order "GB/T 28181-2022" "GB/T 28181.4"
ok "TR 5891" order "ISO/IEC TR 5891:2024" "TR 5891"
ok "gm 0054" order "GM/T 0054-2018" "gm 0054"
ok "1.1-2020" order "GB/T 1.1-2020" 1.1-2020
ok "20231926-T" order "20231926-T-469" 20231926-T
ok "digits after Chinese" order "20231926-T-469" 计划号20231926
ok "as files are named" order "GB/T 28181-2016" GB_T_28181-2016
ok "a place in a standard is not searched for" order "ISO 15189:2022" "ISO 15189 附录A"
ok "a range is found by its id" total 1 -d "$tmp/editions" "GB 50254~50256-96"
ok "a range is found by what is in it" order "GB 50254~50256-96" "GB 50255"
ok "an id that is no number" order "住建部令第 37 号" 住建部令第37号
ok "part of an id that is no number" order "住建部令第 37 号" "住建部令 37"
ok "committee: SC27 is SC 27, not SC 2" total 1 -d "$tmp/editions" "committee:SC27 hash"
ok "a value that no document has is noted" says "no document has the kind 'itu'; there are: gb (国家标准), " search kind:itu
ok "notes in JSON are not repeated" [ -z "$(search --format json kind:itu 2>&1 >/dev/null)" ]
ok "what is no field is noted" says "note: 'foo' is no field" search foo:安全
ok "a facet without values" says "stage: none" search -d "$tmp/editions" --facet stage -n 0 密码

# words and ranking
ok "灾难恢复能力" first "GB/T 37046-2018" 灾难恢复能力
ok "a whole title" first "GB/T 25058-2019" "信息安全技术 网络安全等级保护实施指南"
ok "traditional characters" first "GB/T 37046-2018" 災難恢復能力
ok "English by stem" json '.total > 0' "specification disaster recoveries"
ok "the result set holds every word" json '[.hits[] | select(.relaxed | not)] | length == 0' 灾难恢复 zzzz
ok "relaxed hits apart" json '.total == 0 and .relaxed > 0 and (.hits | all(.relaxed))' 灾难恢复 zzzz
ok "relaxed hits alone exit 1" status 1 search 灾难恢复 zzzz
ok "nothing found exits 1" status 1 search 龘龘龘
ok "the same twice" cmp <(search 安全 --format json) <(search 安全 --format json)

# syntax
all=$(search --format json -n 0 安全 | jq .total)
without=$(search --format json -n 0 "安全 -评估" | jq .total)
with=$(search --format json -n 0 "安全 评估" | jq .total)
ok "-word" [ $((without + with)) = "$all" ]
a=$(search --format json -n 0 灾难 | jq .total)
b=$(search --format json -n 0 密码 | jq .total)
both=$(search --format json -n 0 "灾难 密码" | jq .total)
ok "OR" total $((a + b - both)) "灾难 OR 密码"
ok "| and full width" total $((a + b - both)) "灾难｜密码"
ok "parentheses" total $((a + b - both)) "(灾难 OR 密码)"
ok "exact phrase" json '.total > 0' '"灾难恢复能力"'
ok "phrase across ICU's cuts" json '.total > 0' '"移动互联网恶意"'
ok "phrase: other order" total 0 '"能力恢复灾难"'
ok "phrase: word bounds" total 0 '"nformation security"'
ok "phrase: white space beside Han" json '.total > 0' '“信息安全技术网络安全”'
ok "title:" json '[.hits[] | .titles[0].text | contains("密码")] | all' title:密码
ok "title: phrase" json '.total > 0 and ([.hits[] | select(.relaxed | not) | .titles | map(.text) | join(" ") | contains("灾难恢复")] | all)' '标题："灾难恢复"'
scoped=$(search --format json -n 0 scope:密码 | jq .total)
ok "scope: narrower than anywhere" [ "$scoped" -gt 0 -a "$scoped" -lt "$b" ]
ok "kind:" json '[.hits[] | .kind == "iso-iec"] | all' kind:iso-iec 安全
ok "status:" json '[.hits[] | .status == "被代替"] | all' 状态:被代替 安全
ok "committee: a part of it" json '.total > 0' committee:TC260
ok "ics: is a prefix" json '.total > 0' ics:35
year=$(search --format json -n 0 year:2019 | jq .total)
ok "year" [ "$year" -gt 0 ]
ok "years" total "$year" year:2019..2019
ok "dates" total "$year" published:2019-01..2019-12
months=0
for month in 01 02 03 04 05 06 07 08 09 10 11 12; do
    months=$((months + $(search --format json -n 0 published:2019-$month | jq .total)))
done
ok "months" [ $months -le "$year" ] 
ok "from a year on" json '[.hits[] | .published >= "2022"] | all' year:2022.. 安全
# chosen FILTER QUERY...: the samples that jq's FILTER chooses, one at least, are the results
chosen() {
    jq -r "select($1) | .id" "$samples/catalogue.jsonl" | sort >"$tmp/wanted"
    search -n 1000 --format ids "${@:2}" | sort >"$tmp/got"
    [ -s "$tmp/wanted" ] && diff "$tmp/wanted" "$tmp/got"
}
ok "in force from a day of that year" chosen '.effective // "" | startswith("2020")' 实施日期:2020
ok "of that month" chosen '.effective // "" | startswith("2020-11")' effective:2020年11月
ok "from that month on" chosen '(.effective // "") >= "2020-11"' 生效日期:2020-11..
ok "of these months" chosen '(.effective // "") | . >= "2019-07" and . < "2020-12"' 实施日期:2019-07..2020-11
ok "published before" chosen '(.published // "~") < "2019-07-02"' 发布日期:..20190701
ok "published then and in force then" chosen \
    '((.effective // "") | startswith("2020")) and ((.published // "") | startswith("2019"))' '实施日期:2020 发布日期:2019'
ok "not in force then" chosen '(.effective // "") | startswith("2020") | not' -- -实施日期:2020
printf '{"id":"ISO %d:2001","withdrawn":"%s","effective":"%s","title_en":"x"}\n' 1 2020 2001-02-03 2 2020-05-06 "" 3 2021-01 2002 \
    >"$tmp/dates.jsonl"
"$biaosou" index build -d "$tmp/dates" "$tmp/dates.jsonl" >/dev/null 2>&1
dated() { diff <(printf '%s' "$1" | tr '|' '\n') <(search -d "$tmp/dates" --format ids --sort number "$2"); }
ok "withdrawn" dated "ISO 1:2001|ISO 2:2001|" 废止日期:2020
ok "withdrawn from a month on, perhaps" dated "ISO 1:2001|ISO 2:2001|ISO 3:2001|" withdrawn:2020-01..
ok "withdrawn until a day" dated "ISO 1:2001|ISO 2:2001|" withdrawn:..2020-05-06
ok "one date is not the other" dated "ISO 3:2001|" effective:2002
echo '{"id":"ISO 3:2001","effective":"2003-01-01","progress":[{"date":"2003-01-01","event":"x"}]}' >"$tmp/later.jsonl"
"$biaosou" index update -d "$tmp/dates" "$tmp/later.jsonl" >/dev/null 2>&1
ok "an update changes it" dated "ISO 3:2001|" effective:2003
ok "and the former is gone" dated "" effective:2002
ok "a prefix" json '.total > 0' 'crypto*'
ok "a prefix of a number" json '[.hits[].id | contains("2223") or contains("2224")] | all' 'number:222*'
ok "only an exclusion" json '.total > 0' -- -安全
ok "C++ is text" status 1 search 'C++ 龘龘'
cat >"$tmp/signs.jsonl" <<'EOF'
{"id":"ISO 1","title_en":"Programming languages - C++"}
{"id":"ISO 2","title_en":"Programming languages - C"}
{"id":"ISO 3","title_en":"The language C#: a library","scope_en":"Also for Ｃ＋＋."}
{"id":"ISO 4","title_en":"Mapping to .NET"}
{"id":"ISO 5","title_en":"Safety net"}
EOF
"$biaosou" index build -d "$tmp/signs" "$tmp/signs.jsonl" >"$tmp/log" 2>&1
results() { # results "ID ID ..." QUERY: the result set, in any order
    local want=$1 got
    got=$("$biaosou" search -d "$tmp/signs" --format json -n 9 -- "$2" 2>/dev/null |
        jq -r '[.hits[] | select(.relaxed | not) | .id | ltrimstr("ISO ")] | sort | join(" ")')
    [ "$got" = "$want" ] || { echo "got $got"; return 1; }
}
ok "C++ is not C" results "1 3" C++
ok "nor C#" results 3 'C# language'
ok "in full width, too" results "1 3" Ｃ＋＋
ok "C is in any of them" results "1 2 3" C
ok "in a field" results 1 title:C++
ok "excluded" results 2 'languages -C++'
ok ".NET is not a net" results 4 .net
ok "net is both" results "4 5" net
ok "a plus between words is none of a name" results 3 'library+language'

# what a text begins with: of Chinese and of several words as a phrase that may go on
as_many() { # as_many QUERY QUERY: both have as many results, and some
    local n
    n=$(search --format json -n 0 "$1" | jq .total)
    [ "$n" -gt 0 ] && total "$n" "$2"
}
ok "the beginning of Chinese" as_many '"信息安全技"' '信息安全技*'
ok "in a field" as_many 'title:"安全技"' 'title:安全技*'
ok "of two words" as_many '"personal information"' 'personal-informat*'
ok "of one" as_many 'cryptography OR cryptographic OR cryptographically OR cryptographical' 'cryptogra*'
ok "of one in a field" as_many 'title:cryptography OR title:cryptographic' 'title:cryptogra*'

# a phrase stands there as it is, and in its field
cat >"$tmp/phrases.jsonl" <<'END'
{"id":"ISO 1","title_zh":"互联网的密码","scope_zh":"规则"}
{"id":"ISO 2","title_zh":"互联和联网的码","scope_zh":"密钥，密码"}
{"id":"ISO 3","title_zh":"规则","scope_zh":"互联网"}
END
"$biaosou" index build -d "$tmp/phrases" "$tmp/phrases.jsonl" >"$tmp/log" 2>&1
phrase() { # phrase "ID ID ..." QUERY: the result set, in any order
    local got
    got=$("$biaosou" search -d "$tmp/phrases" --format json -n 9 -- "$2" 2>/dev/null |
        jq -r '[.hits[] | select(.relaxed | not) | .id | ltrimstr("ISO ")] | sort | join(" ")')
    [ "$got" = "$1" ] || { echo "got $got"; return 1; }
}
ok "three characters, not its pairs apart" phrase "1 3" '"互联网"'
ok "in its field" phrase 1 'title:"互联网"'
ok "two characters" phrase "1 2" '"密码"'
ok "in their field" phrase 1 'title:"密码"'
ok "in the other" phrase 2 'scope:"密码"'
ok "one character in its field" phrase "1 2" 'title:"码"'
ok "and in the other" phrase 2 'scope:"码"'

# errors
ok "a value that is none of its field" syntax 10 '云计算 year:安全'
ok "caret" says "              ^" search '云计算 year:安全'
ok "bad date" syntax 6 year:abc
ok "no query" status 2 search
ok "empty query" status 2 search ' '
ok "bad format" status 2 search --format nonsense x
ok "bad facet" says "kind" search --facet nonsense x
ok "no index" status 4 search -d "$tmp/none" x
ok "a field that is not searched" says "not searched" search url:x

# highlights
spans='[.hits[] | .titles[], .passage | select(. != null) | .text as $t | .highlights[] | $t[.[0]:.[1]]]'
ok "云计算服务 is one piece" json "$spans | any(. == \"云计算服务\")" 云计算服务
ok "no highlight of 计算 alone" json "$spans | all(. != \"计算\")" 云计算服务
ok "colour" says $'\033[1;31m云计算服务\033[0m' search --color always 云计算服务
ok "no escape in a pipe" status 1 grep -q $'\033' <(search 云计算服务)
ok "English whole words" json "$spans | any(. == \"Requirements\" or . == \"requirements\")" requirement
ok "what a misspelt word may mean" json "$spans | any(. == \"cryptographic\")" cryptograhpic
ok "and says so" json ".hits[0].approximate == [\"cryptographic\"]" cryptograhpic

# output
ok "facets count the result set" json '([.facets.kind[].count] | add) == .total' 安全 --facet kind -n 1
ok "the most first, of equals by value" json '.facets | length == 2 and all(.[]; length > 1 and (map([-.count, .value]) | . == sort))' 安全 --facet year,status
ok "several values" json '.total == ([.facets.status[] | select(.value == "现行" or .value == "废止") | .count] | add) and .total > 0' status:现行,废止 --facet status -n 1
ok "several values, a full-width comma" [ "$(search -f json -n 0 kind:gb，iso | jq .total)" = "$(search -f json -n 0 '(kind:gb OR kind:iso)' | jq .total)" ]
ok "none of several" [ "$(search -f json -n 0 -- 安全 -kind:gb,iso | jq .total)" = "$(search -f json -n 0 -- 安全 -kind:gb -kind:iso | jq .total)" ]
ok "a facet counts what its own filter leaves out" [ "$(search -f json -n 0 安全 kind:gb --facet kind | jq -c .facets.kind)" = "$(search -f json -n 0 安全 --facet kind | jq -c .facets.kind)" ]
ok "and says so" json '.freed == ["kind"]' 安全 kind:gb --facet kind,status
ok "the others are counted within it" [ "$(search -f json -n 0 安全 kind:gb --facet kind,status | jq '[.facets.status[].count] | add')" -le "$(search -f json -n 0 安全 kind:gb | jq .total)" ]
ok "dates are such a filter too" [ "$(search -f json -n 0 安全 year:2018.. --facet year | jq -c .facets.year)" = "$(search -f json -n 0 安全 --facet year | jq -c .facets.year)" ]
ok "a filter alone: all documents" [ "$(search -f json -n 0 kind:gb --facet kind | jq '[.facets.kind[].count] | add')" = "$("$biaosou" index info --json | jq .documents)" ]
ok "what is excluded is no such filter" [ "$(search -f json -n 0 --facet kind -- 安全 -kind:gb | jq '[.facets.kind[] | select(.value == "gb")] | length')" = 0 ]
ok "two facets" json '.facets.year and .facets.status' 安全 --facet year,status
ok "sort by date" json '[.hits[].published] | . == (sort | reverse)' 'year:2000..' --sort published -n 50
ok "sort by number" first "GB 17859-1999" kind:gb --sort number
ok "offset" json ".offset == 5 and .hits[0].rank == 6 and .hits[0].id == \"$(ids 安全 | sed -n 6p)\"" 安全 --offset 5
ok "explain" json '.explain.tree and .hits[0].features.window.weight' 安全 --explain
ok "explain as text" says "score" search 安全 --explain
ok "csv" says "rank,id,kind" search --format csv 安全
ok "GB/T 7714" says "[1] GB/T 37046—2018　信息安全技术 灾难恢复服务能力评估准则[S]." search --format gbt7714 灾难恢复能力
ok "BibTeX" says "number = {GB/T 37046—2018}" search --format bibtex 灾难恢复能力
cite() { search -d "$tmp/editions" --format "$@"; }
ok "GB/T 7714: the year of the number" says "视频监控联网系统要求: GB/T 28181—2016[S]. 北京: 中国标准出版社, 2016." cite gbt7714-2015 "GB/T 28181-2016"
ok "GB/T 7714: news is no standard" says "会议召开[Z]. 2024." cite gbt7714 kind:news
ok "BibTeX: news is no standard" says "@misc{" cite bibtex kind:news
ok "BibTeX: keys of Chinese ids differ" [ "$(cite bibtex -n 2 建规 | grep -c '^@standard{37-')" = 2 -a "$(cite bibtex -n 2 建规 | grep '^@' | sort -u | wc -l)" = 2 ]

ok "ids: where nothing holds all, what holds a part" grep -qx "GB/T 37046-2018" <(ids 灾难恢复 zzzz 2>/dev/null)
ok "and says so" says "note: no document holds all of the query" ids 灾难恢复 zzzz
ok "ids: nothing but results beside results" [ "$(ids -n 50 灾难恢复能力 2>/dev/null | wc -l)" = "$(search --format json -n 0 灾难恢复能力 | jq .total)" ]
for format in gbt7714 bibtex ris; do
    ok "$format: where nothing holds all, what holds a part" says "GB/T 37046—2018" search --format $format 灾难恢复 zzzz
    ok "$format: nothing found" [ -z "$(search --format $format 龘龘龘 2>/dev/null)" ]
    ok "$format: nothing found exits 1" status 1 search --format $format 龘龘龘
done
ok "ids: nothing found" [ -z "$(ids 龘龘龘 2>/dev/null)" ]
ok "scores are explained where other words are held" json '(.hits[0].approximate | length > 0) and ([.hits[] | ([.features[] | .value * .weight] | add) - .score | fabs] | max < 0.001)' --explain "雲端運算 作"

# what candidates have in common, committees, documents named by number
cat >"$tmp/few.jsonl" <<'EOF'
{"id":"L1","title_zh":"渔船法第一条","scope_zh":"登记"}
{"id":"L2","title_zh":"渔船法第二条","scope_zh":"检验"}
{"id":"L3","title_zh":"渔船法第三条","scope_zh":"报废"}
{"id":"GB/T 7-2001","kind":"gb","status":"废止","title_zh":"渔船灯具"}
{"id":"GB/T 7-2002","kind":"gb","status":"现行","title_zh":"渔船灯具"}
{"id":"GB/T 7-2002/XG1-2004","kind":"gb","status":"现行","title_zh":"渔船灯具"}
{"id":"GB/T 8-2001","kind":"gb","title_zh":"渔船缆绳"}
{"id":"GB/T 9-2001","kind":"gb","title_zh":"渔船缆绳"}
{"id":"ISO 1:2001","kind":"iso","committee":"ISO/TC 176","title_en":"Quality"}
{"id":"ISO 2:2001","kind":"iso","committee":"ISO/TC 176/SC 2","title_en":"Quality systems"}
{"id":"ISO 3:2001","kind":"iso","committee":"ISO/TC 17","title_en":"Quality of steel"}
{"id":"ISO 4:2001","kind":"iso","committee":"ISO/TC 17/SC 6","title_en":"Quality of wire"}
{"id":"ISO 22000:2018","kind":"iso","title_en":"Food"}
EOF
for i in $(seq 250); do
    echo "{\"id\":\"T/D $((i + 100))-2020\",\"title_zh\":\"缝纫机$i按GB/T 6000\",\"status\":\"现行\"}"
done >>"$tmp/few.jsonl"
for year in 2001 2011; do
    echo "{\"id\":\"GB/T 6000-$year\",\"title_zh\":\"线轴\",\"scope_zh\":\"缝纫机的线轴：尺寸、材料、外观、包装、运输、贮存和试验方法\"}"
done >>"$tmp/few.jsonl"
"$biaosou" index build -d "$tmp/few" "$tmp/few.jsonl" >"$tmp/log" 2>&1
few() { # few IDS QUERY...: the result set, by number
    local got
    got=$(search -d "$tmp/few" --format json --sort number -n 50 "${@:2}" | jq -r '[.hits[].id] | join("|")')
    [ "$got" = "$1" ] || { echo "got $got"; return 1; }
}
feature() { # feature NAME THOUSANDTHS ID QUERY: its value
    json ".hits[] | select(.id == \"$3\").features[\"$1\"].value * 1000 | round == $2" -d "$tmp/few" -n 20 --explain "$4"
}
ok "three articles of a law share its title" feature shared-title 1099 L2 渔船
ok "which is less their own" feature own-title 477 L2 渔船
ok "two numbers share a title" feature shared-title 693 "GB/T 9-2001" 渔船
ok "which is half their own" feature own-title 591 "GB/T 9-2001" 渔船
ok "editions and a supplement share none" feature shared-title 0 "GB/T 7-2002" 渔船
ok "nor does the supplement" feature own-title 1000 "GB/T 7-2002/XG1-2004" 渔船
ok "only candidates share" feature shared-title 0 L2 "渔船检验"
ok "a committee with its subcommittees" few "ISO 1:2001|ISO 2:2001" 'committee:"ISO/TC 176"'
ok "no committee that begins like it" few "ISO 3:2001|ISO 4:2001" 'committee:"ISO/TC 17"'
ok "a subcommittee alone" few "ISO 2:2001" 'committee:"ISO/TC 176/SC 2"'
ok "but for a committee and what is under it" few "ISO 3:2001|ISO 4:2001" 'quality -committee:"ISO/TC 176"'
ok "what is named beside words is a result" few "ISO 22000:2018" "ISO 22000 渔船"
ok "and first" json '.total == 1 and .hits[0].id == "ISO 22000:2018" and (.hits[0].relaxed | not)' -d "$tmp/few" "ISO 22000 渔船"
ok "if it passes the filters" few "" "ISO 22000 渔船 kind:gb"
ok "a filter that it passes" few "ISO 22000:2018" "ISO 22000 渔船 kind:iso"
ok "and is not excluded" few "" "ISO 22000 渔船 -food"
ok "the edition named" few "GB/T 7-2001" "GB/T 7-2001 登记"
ok "whatever follows" few "ISO 22000:2018" "ISO 22000 渔船登记检验报废灯具缆绳缝纫机"
ok "after many words it is a part of a title" few "" "渔船登记检验报废灯具缆绳缝纫机 ISO 22000"
ok "but for one with its year" few "ISO 22000:2018" "渔船登记检验报废灯具缆绳缝纫机 ISO 22000:2018"
ok "not for OR" few "" "(ISO 22000 登记) (检验 OR 报废)"
page() { search -d "$tmp/few" --format ids "$@" "缝纫机 GB/T 6000" 2>/dev/null; }
ok "what is named is not lost among hundreds" [ "$(page -n 200 | grep -c 'GB/T 6000-')" = 2 ]
ok "and is on one page only" [ "$(for at in 0 100 200; do page -n 100 --offset $at; done | sort | uniq -d)" = "" ]
ok "pages are pieces of the whole" cmp <(page -n 300) <(for at in 0 100 200; do page -n 100 --offset $at; done)

# a subject in a word or two: its vocabulary is before what repeats it, even among hundreds
{
    echo '{"id":"V1","title_en":"Yarn: vocabulary","scope_en":"Of spinning mills, warehouses, trade, weaving, knitting, dyeing and whatever else is done with it in mills."}'
    echo '{"id":"V2","title_en":"Wool: guidelines"}'
    echo '{"id":"V3","title_en":"Wool: guidelines for washing wool"}'
    echo '{"id":"V4","title_en":"Wool: vocabulary databases"}'
    echo '{"id":"V5","title_zh":"棉花术语"}'
    echo '{"id":"V6","title_zh":"棉花与丝绸用棉花术语库"}'
    echo '{"id":"V7","title_zh":"籽棉、丝绸和棉花检验"}'
    echo '{"id":"V8","title_zh":"运输、储存和籽棉检验"}'
    echo '{"id":"V9","title_zh":"籽棉检验"}'
    for i in $(seq 260); do echo "{\"id\":\"Y$i\",\"title_en\":\"Yarn of yarn $i\"}"; done
} >"$tmp/subject.jsonl"
"$biaosou" index build -d "$tmp/subject" "$tmp/subject.jsonl" >"$tmp/log" 2>&1
subject() { # subject NAME THOUSANDTHS ID QUERY: a feature's value
    json ".hits[] | select(.id == \"$3\").features[\"$1\"].value * 1000 | round == $2" -d "$tmp/subject" -n 20 --explain "$4"
}
ok "the vocabulary of a subject is first" json '.total == 261 and .hits[0].id == "V1"' -d "$tmp/subject" yarn
ok "on one page only" [ "$(for at in 0 100 200; do search -d "$tmp/subject" --format ids -n 100 --offset $at yarn; done | sort | uniq -c | awk '$1 == 1' | wc -l)" = 261 ]
ok "nothing but it and a kind" subject overview 900 V2 wool
ok "more than that" subject overview 0 V3 wool
ok "a vocabulary that is its subject" subject overview 0 V4 wool
ok "in Chinese" subject overview 1000 V5 棉花
ok "not inside a title" subject overview 0 V6 棉花
ok "an element of a Chinese title" subject title-equal 1000 V9 籽棉检验
ok "is not one of several things" subject title-equal 0 V8 籽棉检验

# batch
printf 'q1\t灾难恢复能力\nbad line\nq2\ttitle:"a year:b\n\nq3\t云计算\n' >"$tmp/queries.tsv"
"$biaosou" batch --latency "$tmp/latency" "$tmp/queries.tsv" >"$tmp/run" 2>"$tmp/err"
ok "batch: a bad line exits 3" [ $? = 3 ]
ok "batch: where" grep -q "queries.tsv:2: " "$tmp/err"
ok "batch: the rest is done" [ "$(cut -f1 "$tmp/run" | sort -u | paste -sd' ')" = "q1 q2 q3" ]
ok "batch: tab-separated run" [ "$(head -1 "$tmp/run" | cut -f1-4,6)" = "$(printf 'q1\tQ0\tGB/T 37046-2018\t1\tbiaosou')" ]
ok "batch: relaxed hits included" [ "$(grep -c '^q1' "$tmp/run")" -gt 3 ]
ok "batch: scores fall" awk -F'\t' '$1 == q && $5 >= s {exit 1} {q = $1; s = $5}' "$tmp/run"
ok "batch: latency" [ "$(grep -c '^q[0-9]'"$(printf '\t')"'[0-9]*$' "$tmp/latency")" = 3 ]
ok "batch: syntax" says "column" "$biaosou" batch --syntax "$tmp/queries.tsv"

# an empty index
: >"$tmp/empty.jsonl"
if "$biaosou" index build -d "$tmp/empty" "$tmp/empty.jsonl" >/dev/null 2>&1; then
    ok "an empty index: nothing found" status 1 search -d "$tmp/empty" 安全 --facet kind
    ok "an empty index: show" status 1 show -d "$tmp/empty" 22239
fi
# how many are looked at
for i in $(seq 1000 1399); do echo "{\"id\":\"GB/T $i-2020\",\"title_en\":\"Wheel $i\"}"; done >"$tmp/wheels.jsonl"
"$biaosou" index build -d "$tmp/wheels" "$tmp/wheels.jsonl" >/dev/null 2>&1
printf 'all\twheel\npart\twheel barrow\n' >"$tmp/queries.tsv"
"$biaosou" batch -d "$tmp/wheels" --syntax -n 300 --features "$tmp/features" "$tmp/queries.tsv" >"$tmp/run"
counts() { [ "$(cut -f1 "$3" | grep -cx "$2")" = "$1" ]; }
ok "depth: of many results as many as are wanted" counts 300 all "$tmp/run"
ok "depth: each once" [ "$(grep ^all "$tmp/run" | cut -f3 | sort -u | wc -l)" = 300 ]
ok "depth: 150 of them are closely ranked" counts 150 all "$tmp/features"
ok "depth: 200 that hold a part" counts 200 part "$tmp/run"

# a record with more titles than are searched: the first 64 are, and all are shown
awk 'BEGIN { printf "{\"id\":\"GB/T 1-2020\""
    for (i = 1; i <= 80; i++)
        printf ",\"title_%c%c\":\"Wort%03dx\"", 97 + i / 20, 102 + i % 20, i
    print "}" }' >"$tmp/titles.jsonl"
"$biaosou" index build -d "$tmp/titles" "$tmp/titles.jsonl" >/dev/null 2>&1
ok "80 titles: the first is found" first "GB/T 1-2020" Wort001x -d "$tmp/titles"
ok "80 titles: the 64th is found" first "GB/T 1-2020" Wort064x -d "$tmp/titles"
ok "80 titles: the 65th is not" status 1 search -d "$tmp/titles" Wort065x
ok "80 titles: the last is shown" says Wort080x show -d "$tmp/titles" "GB/T 1-2020"
ok "80 titles: the index is whole" status 0 "$biaosou" index check -d "$tmp/titles"
# a character weighs where it is a word of the query; where it is half of one, what holds it comes last
printf '%s\n' '{"id":"GB/T 2-2020","title_zh":"风筝尾巴"}' '{"id":"GB/T 3-2020","title_zh":"面巴"}' \
    '{"id":"GB/T 4-2020","title_zh":"鼓 蒙皮"}' '{"id":"GB/T 5-2020","title_zh":"门铃"}' >"$tmp/kites.jsonl"
"$biaosou" index build -d "$tmp/kites" "$tmp/kites.jsonl" >/dev/null 2>&1
printf 'half\t尾巴\nword\t鼓\nboth\t尾巴 巴\n' >"$tmp/queries.tsv"
"$biaosou" batch -d "$tmp/kites" --features "$tmp/features" "$tmp/queries.tsv" >/dev/null
weighs() { awk -F'\t' -v q="$1" -v id="$2" 'NR == 1 { for (i = 1; $i != "bm25"; i++); }
    $1 == q && $2 == id { print $i; found = 1; ok = $i > 0 } END { exit !found ? 2 : !ok }' "$tmp/features"; }
ok "characters: a word weighs" weighs word "GB/T 4-2020"
ok "characters: half a word does not, but is found" status 1 weighs half "GB/T 3-2020"
ok "characters: both do" weighs both "GB/T 3-2020"
# an id that is no number is found by each number in it
printf '%s\n' '{"id":"通告 GB 50901 和 GB 50907","title_zh":"鼓"}' '{"id":"GB/T 5-2020","title_zh":"门铃"}' >"$tmp/notices.jsonl"
"$biaosou" index build -d "$tmp/notices" "$tmp/notices.jsonl" >/dev/null 2>&1
ok "the first number of an id" first "通告 GB 50901 和 GB 50907" number:50901 -d "$tmp/notices"
ok "the second" first "通告 GB 50901 和 GB 50907" number:50907 -d "$tmp/notices"
echo "1..$n"
