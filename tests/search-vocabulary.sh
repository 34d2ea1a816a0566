#!/usr/bin/env bash
# Other words for a query's: regional words, synonyms, translations, question words; and what of a
# query holds for relaxed hits. TAP. Needs jq.
. "${TESTS_DIR:-tests}/tap.bash"
biaosou=${BIAOSOU:-./biaosou}
export BIAOSOU_INDEX=$tmp/index LC_ALL=C.UTF-8
unset NO_COLOR

command -v jq >/dev/null || { echo "1..0 # SKIP no jq here"; exit 0; }

search() { "$biaosou" search -n 50 "$@"; }

# The ids of the result set, a line each.
results() { search --format json "$@" | jq -r '.hits[] | select(.relaxed | not).id'; }

# is WANTED GOT
is() { [ "$1" = "$2" ] || { printf 'wanted: %s\ngot:    %s\n' "$1" "$2"; return 1; }; }

# found IDS QUERY...: the result set is IDS, in this order, separated by spaces
found() {
    local want=$1
    shift
    is "$want" "$(results "$@" | paste -sd' ')"
}

# holds IDS QUERY...: the result set is IDS, in any order
holds() {
    local want=$1
    shift
    is "$(tr ' ' '\n' <<<"$want" | sort | paste -sd' ')" "$(results "$@" | sort | paste -sd' ')"
}

# json FILTER QUERY...: jq says true of the answer
json() {
    local filter=$1
    shift
    search --format json "$@" >"$tmp/json"
    jq -e "$filter" "$tmp/json" || { jq -c '[.total, .relaxed, [.hits[] | [.id, .relaxed, .approximate]]]' "$tmp/json"; return 1; }
}

# status N COMMAND...
status() {
    local want=$1
    shift
    "$@"
    is "$want" $?
}

# record ID TITLE [SCOPE [MORE]]
record() { printf '{"id":"%s","title_zh":"%s","scope_zh":"%s"%s}\n' "$1" "$2" "${3:-}" "${4:+,$4}"; }

{
    record X1 信息安全事件管理
    record X2 資訊安全管理 # in a document's own words
    record X3 安全帽
    record P1 商用密码应用安全性评估管理 '' '"kind":"gb","published":"2021-03-01"'
    record P2 办法 本文件说明密评怎样进行 '"kind":"gb","published":"2019-03-01"'
    record P3 密评与商用密码应用安全性评估 '' '"kind":"plan","published":"2020-03-01"'
    record P4 密码应用测评要求 '' '"kind":"plan","published":"2022-03-01"'
    record P5 商用车安全性 '' '"kind":"gb"'
    record 'GB/T 22239-2019' 某基本要求 '' '"kind":"gb"'
    record M1 鼠标甲
    record M2 滑鼠甲
    record D1 网络安全等级保护测评要求
    record D2 等级保护实施
    record D3 中国标准化
    record D4 国家标准编写
    record C1 公钥基础设施证书格式
    record C2 PKI证书策略
    record ra 灾难恢复规范 '' '"kind":"gb","published":"2018-01-01","status":"现行"'
    record rb 灾难恢复指南 '' '"kind":"plan","published":"2019-01-01","status":"现行"'
    record rc 灾难恢复预防 '' '"kind":"gb","published":"2018-05-01","status":"废止"'
    i=0
    for word in 网络 软件 程序 数据库 物联网 云计算 人工智能 服务器; do
        i=$((i + 1))
        record "W$i" "${word}甲乙丙"
    done
    printf '%s\n' \
        '{"id":"E1","title_en":"Requirements for tower cranes"}' \
        '{"id":"E2","title_en":"Cranes"}' \
        '{"id":"E3","title_en":"Functional safety of cranes"}'
} | sed 's/ #.*//' >"$tmp/records.jsonl"
"$biaosou" index build "$tmp/records.jsonl" >"$tmp/log" 2>&1 ||
    { echo "Bail out! no index: $(cat "$tmp/log")"; exit 1; }

# regional words
ok "資訊安全: the mainland's word and the document's own" holds "X1 X2" 資訊安全
ok "資訊安全: both are as asked" json '[.hits[] | has("approximate")] | any | not' 資訊安全
ok "the mainland's reading as explained" json '.explain.expansions | any(.of == "资讯安全" and .text == "信息安全" and .kind == "regional" and .weight == 1)' 資訊安全 --explain
ok "the mainland's word is highlighted" json '.hits[] | select(.id == "X1") | .titles[0].highlights == [[0, 4]]' 資訊安全
i=0
for word in 網路 軟體 程式 資料庫 物聯網 雲端運算 人工智慧 伺服器; do
    i=$((i + 1))
    ok "$word" holds "W$i" "$word 甲乙丙"
done
ok "typed in simplified characters" holds "X1 X2" 资讯安全
ok "网路, 软体" holds "W1 W2" '(网路 OR 软体) 甲乙丙'
ok "a phrase is what it is" found "X2" '"資訊安全"'
ok "an exclusion means both" holds "X3" '安全 -資訊 -網路 -軟體 -密碼 -商用 -cranes'
ok "synonyms of the mainland's word" holds "P1 P2 P3 P4" '密評'
mkdir "$tmp/broken"
echo '{' >"$tmp/broken/tw2sp.json"
if [ "${biaosou#/}" != "$biaosou" ]; then
    ok "with OpenCC's data" holds "M1 M2" "滑鼠 無 OR 滑鼠"
    cd "$tmp/broken" || exit 1
    ok "without OpenCC's data: the words themselves" found "M2" "滑鼠 無 OR 滑鼠"
    "$biaosou" search '資訊安全 OR 網路' >/dev/null 2>"$tmp/err"
    ok "one message" is 1 "$(grep -c OpenCC "$tmp/err")"
    "$biaosou" search 信息安全 >/dev/null 2>"$tmp/err"
    ok "simplified characters need none" is "" "$(cat "$tmp/err")"
    cd - >/dev/null || exit 1
fi

# synonyms
ok "密评: documents with the word first, then those with a synonym" found "P3 P2" 密评 -n 2
ok "密评: the result set" holds "P1 P2 P3 P4" 密评
ok "密评: total" json '.total == 4' 密评
ok "密评: facets count them" json '[.facets.kind[] | [.value, .count]] | sort == [["gb", 2], ["plan", 2]]' 密评 --facet kind
ok "密评: which hits are approximate" json '[.hits[] | select(.approximate) | .id] | sort == ["P1", "P4"]' 密评
ok "密评: by what" json '.hits[] | select(.id == "P1") | .approximate == ["商用密码应用安全性评估"]' 密评
ok "密评: as text" grep -q '≈ 密码应用测评' <(search 密评)
ok "密评: by date, marked" json '[.hits[] | [.id, has("approximate")]] == [["P4", true], ["P1", true], ["P3", false], ["P2", false]]' 密评 --sort published
ok "密评: what matched is highlighted" json '.hits[] | select(.id == "P1") | .titles[0].highlights == [[0, 11]]' 密评
ok "密评: of what kind" json '.explain.expansions[0] | .of == "密评" and .text == "商用密码应用安全性评估" and .kind == "synonym" and .weight > 0' 密评 --explain
ok "密评: of what kind, as text" grep -q '^expand: 密评 ≈ 商用密码应用安全性评估	synonym	weight' <(search 密评 --explain)
ok "a phrase is not widened" holds "P2 P3" '"密评"'
ok "a field is" holds "P1 P3 P4" title:密评
ok "a field's phrase is not" holds "P3" 'title:"密评"'
ok "nor an exclusion" holds "P1" '商用密码 -密评'
ok "beside filters" holds "P3 P4" 密评 kind:plan
ok "beside another word" holds "D1" '等保 测评'
ok "one entry in two words" json '.total == 1 and .hits[0].id == "D1"' '等保 2.0'
ok "a word of another script" holds "C1 C2" 'PKI 证书'
ok "either side of OR as asked is exact" json '.hits | map(select(.id == "P3")) | length == 1' '密评 OR 标准'
ok "OR: exact before approximate" json '[.hits[].id] | (contains(["D1", "P2", "P3", "P4"])) and ([.[] | select(. != "E1")] | last == "P1")' '密评 OR 要求'
ok "entries begin and end where words do" holds "D3" 中国标准
ok "国标" holds "D3 D4" 国标

# so many results that not all are ranked closely
{
    for i in $(seq 260); do record "many$i" 商用密码应用安全性评估; done
    for i in $(seq 2000); do record "other$i" 其他; done
    record one 办法 "$(printf '本文件说明工作怎样进行，%.0s' $(seq 40))密评"
} >"$tmp/many.jsonl"
"$biaosou" index build -d "$tmp/many" "$tmp/many.jsonl" >/dev/null 2>&1
ok "the word itself comes first among many synonyms" json '.total == 261 and .hits[0].id == "one"' -d "$tmp/many" 密评
ok "the last of many is marked" json '.hits[0] | .relaxed == false and .approximate' -d "$tmp/many" 密评 --offset 260

# translations
ok "a Chinese query over English titles is answered" holds "E1 E2 E3" 起重机
ok "exit status 0" status 0 search 起重机
ok "translated hits are results, marked" json '.total == 3 and .relaxed == 0 and (.hits | all(.approximate == ["crane"]))' 起重机
ok "a note says so" json '.notes | any(contains("translations"))' 起重机
ok "and facets and sorting go by it" found "E1 E2 E3" 起重机 --sort number
ok "a part in translation" holds "E3" '功能安全 起重机'
ok "a synonym's translation" holds "E1 E2 E3" 吊车
ok "words apart are looked up whole" json '[.explain.expansions[].of] | contains(["燃料电池"]) and (any(test("氢.+")) | not)' '氢 燃料电池' --explain
ok "what kind" json '.explain.expansions | any(.of == "起重机" and .text == "crane" and .kind == "translation")' 起重机 --explain
ok "English over Chinese" holds "ra rb rc" 'disaster recovery'
{
    record T1 抗量子算法 QKD
    echo '{"id": "T2", "title_en": "Quantum key distribution"}'
} >"$tmp/abbreviated.jsonl"
"$biaosou" index build -d "$tmp/abbreviated" "$tmp/abbreviated.jsonl" >/dev/null 2>&1
ok "abbreviations in another script alone do not keep translations out" holds "T1 T2" -d "$tmp/abbreviated" 量子密钥分发
ok "which a note tells" json '.notes | any(contains("translations"))' -d "$tmp/abbreviated" 量子密钥分发
record T3 量子密钥分发 >>"$tmp/abbreviated.jsonl"
"$biaosou" index build -d "$tmp/abbreviated" "$tmp/abbreviated.jsonl" >/dev/null 2>&1
ok "the word itself comes first" is T3 "$(results -d "$tmp/abbreviated" 量子密钥分发 | head -n 1)"
ok "and none is left out" holds "T1 T2 T3" -d "$tmp/abbreviated" 量子密钥分发
ok "not where the words themselves are found" json '.total == 1 and .notes == []' 安全帽

# words taken apart: 安全评估 is one of the lexicon
{
    record A1 云计算服务安全能力评估方法
    record A2 云计算安全
    record A3 云计算评估
    record A4 评估云计算 '为了安全。'
    record A5 起重机安全评估
    echo '{"id": "A6", "title_en": "Security and its assessment for crane parts"}'
} >"$tmp/apart.jsonl"
"$biaosou" index build -d "$tmp/apart" "$tmp/apart.jsonl" >/dev/null 2>&1
apart() { local test=$1; shift; "$test" "$1" -d "$tmp/apart" "${@:2}"; }
ok "no document has a word in one piece: its parts find" apart holds "A1 A4" '云计算 安全评估'
ok "a note says so" apart json '.total == 2 and (.notes | any(contains("shorter words in them")))' '云计算 安全评估'
ok "such hits are not approximate" apart json '.hits[:2] | all(.relaxed == false and .approximate == null)' '云计算 安全评估'
ok "a word that is found comes first, translations of its parts follow" \
    apart json '[.hits[:2][].id] == ["A5", "A6"] and .total == 2' 安全评估
ok "in a field" apart holds A1 'title:安全评估 title:云计算'
ok "a phrase stays whole" apart json '.total == 0' '云计算 "安全评估"'
ok "what is excluded does" apart holds A1 '云计算 能力 方法 -安全评估'
ok "also where others are taken apart" apart holds A4 '云计算 安全评估 -能力评估'
ok "parts in translation, where nothing else finds" apart json '.hits[0] | .id == "A6" and .relaxed == false' 'parts 安全评估'

# where little is found translations count, too
{
    for i in 1 2; do record "F$i" "起重机检验 $i"; done
    for i in $(seq 0 11); do record "M$i" "钢丝绳 $i"; done
    printf '{"id":"%s","title_en":"%s"}\n' FE1 "Inspection of cranes" FE2 "Cranes" ME "Wire rope"
} >"$tmp/few.jsonl"
"$biaosou" index build -d "$tmp/few" "$tmp/few.jsonl" >/dev/null 2>&1
ok "few results: translations after them" is "F1 F2" "$(results -d "$tmp/few" 起重机 | head -n 2 | sort | paste -sd' ')"
ok "as results" json '.total == 4 and .relaxed == 0 and (.hits[2:] | all(.approximate == ["crane"]))' -d "$tmp/few" 起重机
ok "and a note says so" json '.notes == ["few documents have the words: those that have a translation of them are added; in quotation marks words are searched as they are"]' -d "$tmp/few" 起重机
ok "a person sees the translation at its hits alone" is " 3. FE2|    ≈ crane| 4. FE1|    ≈ crane" \
    "$("$biaosou" search -d "$tmp/few" 起重机 2>&1 | grep -E '^ [34]\.|≈|note' | paste -sd'|')"
said_where() { # STREAM ARGUMENT...: how often a note says that translations were searched for
    "$biaosou" search -d "$tmp/few" 起重机 "${@:2}" >"$tmp/1" 2>"$tmp/2"
    grep -c 'note: .*: those that have a translation of them are added' "$tmp/$1"
}
ok "a note does where hits do not" is 1 "$(said_where 2 --format ids)"
ok "and --explain, in the answer" is "1 0" "$(said_where 1 --explain) $(said_where 2 --explain)"
ok "where there are many they do not" json '.total == 12 and .notes == []' -d "$tmp/few" 钢丝绳
ok "nor where they find no more" json '.total == 1 and .notes == []' -d "$tmp/few" '钢丝绳 3'
ok "sorted, they are where they belong" found "F1 F2 FE1 FE2" -d "$tmp/few" 起重机 --sort number
ok "pages are pieces of the whole" is "$(results -d "$tmp/few" 起重机 | paste -sd' ')" "$(for at in 0 1 2 3; do "$biaosou" search -d "$tmp/few" -n 1 --offset $at --format ids 起重机 2>/dev/null; done | paste -sd' ')"

# relaxed hits
ok "relaxed hits without filter" json '.total == 0 and ([.hits[].id] | contains(["ra", "rb", "rc"]))' '灾难恢复 无此词'
ok "kind: holds for them" json '.hits | length > 0 and all(.kind == "gb")' '灾难恢复 无此词 kind:gb'
ok "status: does" json '.hits | length > 0 and all(.status == "废止")' '灾难恢复 无此词 status:废止'
ok "year: does" json '[.hits[].id] == ["rb"]' '灾难恢复 无此词 year:2019'
ok "an exclusion does" json '[.hits[].id] | contains(["ra"]) and (contains(["rb"]) | not)' '灾难恢复 无此词 -指南'
ok "title: does" json '.hits | length > 0 and all(.titles[0].text | contains("指南"))' '灾难恢复 无此词 title:指南'
ok "filters in a group do" json '.hits | length > 0 and all(.kind == "plan")' '灾难恢复 无此词 (kind:plan OR kind:iso)'
ok "a number that was asked for is among them" json '.hits[0].id == "GB/T 22239-2019"' 'GB/T 22239 灾难恢复 无此词'
ok "unless a filter is against it" json '.hits | all(.kind == "plan")' 'GB/T 22239 灾难恢复 无此词 kind:plan'
ok "ids are results alone where there are any" is ra "$(search --format ids '灾难恢复 规范')"
ok "else relaxed hits" is "ra rb rc" "$(search --format ids '灾难恢复 无此词' 2>/dev/null | sort | paste -sd' ')"
ok "which a note tells" is 1 "$(search --format ids '灾难恢复 无此词' 2>&1 >/dev/null | grep -c 'hold a part of it')"
ok "and the exit status" status 1 search --format ids '灾难恢复 无此词'
ok "csv marks relaxed hits" is true "$(search --format csv '灾难恢复 无此词' | tr -d '\r' | sed -n '2s/.*,//p')"

# a relaxed hit whose title the query nearly is
{
    printf '{"id":"%s","title_en":"%s","scope_en":"%s"}\n' \
        T1 "Fasteners - Hexagon washer head tapping screws - Part 2: Sizes" "" \
        T2 "Assembly of cabinets" "Sizes of fasteners, head, hexagon, bolts, part 2, part 3 and tapping with washer." \
        T3 "Assembly of boxes" "Sizes of fasteners, head, hexagon, bolts, part 2, part 3 and tapping with washer." \
        T4 "Sampling of black tea leaves" "" T5 "Tea" "Sampling of leaves from black fermented tea." \
        T6 "Tea boxes" "Leaves from fermented black tea: sampling."
} >"$tmp/titles.jsonl"
"$biaosou" index build -d "$tmp/titles" "$tmp/titles.jsonl" >/dev/null 2>&1
near() { search -d "$tmp/titles" "$@"; }
typed="fasteners hexagon washer head tapping bolts part 2 sizes"
ok "nearly a title: before the results" json '.hits[0] | .id == "T1" and .relaxed and .leads' -d "$tmp/titles" "$typed"
ok "counted apart" json '.total == 2 and .relaxed == 1 and ([.hits[] | select(.leads)] | length) == 1' -d "$tmp/titles" "$typed"
ok "the same on a short page" is T1 "$(near --format json -n 1 "$typed" | jq -r '.hits[].id')"
ok "and on no other page" is "T2 T3" "$(near --format json --offset 1 "$typed" | jq -r '.hits[].id' | sort | paste -sd' ')"
ok "which results are shown" is "2 results, number 1 shown" "$("$biaosou" search -d "$tmp/titles" -n 1 --offset 1 "$typed" | head -n 1)"
ok "the text says so" is 1 "$(near "$typed" | grep -c '≈ nearly this title')"
ok "and --explain why" is 1 "$(near --explain "$typed" | grep -c '^    leads: title-near 0')"
ok "csv marks it as relaxed" is true "$(near --format csv "$typed" | tr -d '\r' | sed -n '2s/.*,//p')"
ok "ids are the results" is "T2 T3" "$(near --format ids "$typed" | sort | paste -sd' ')"
printf 'q\t%s\n' "$typed" >"$tmp/typed.tsv"
ok "batch has it first" is T1 "$("$biaosou" batch -d "$tmp/titles" "$tmp/typed.tsv" | head -n 1 | cut -f 3)"
ok "with falling scores" awk -F'\t' 'NR > 1 && $5 >= s {exit 1} {s = $5}' <("$biaosou" batch -d "$tmp/titles" "$tmp/typed.tsv")
ok "not of another part" json '.hits[0].id != "T1"' -d "$tmp/titles" "${typed/2/3}"
ok "not against a phrase" json '.hits[0].id != "T1"' -d "$tmp/titles" 'fasteners washer head tapping bolts part 2 sizes "hexagon"'
ok "not by the date" json '.hits[0].id == "T2" or .hits[0].id == "T3"' -d "$tmp/titles" --sort number "$typed"
ok "not where what is lacking says much" json '.hits | map(select(.leads)) == []' -d "$tmp/titles" "sampling of fermented tea leaves"

# the kind of thing that is wanted is no part of the topic
printf '%s\n' '{"id":"W1","title_en":"Medical face masks"}' '{"id":"W2","title_en":"Paper sizes"}' \
    '{"id":"W3","title_en":"Standard atmospheres for paper"}' '{"id":"W4","title_zh":"混凝土质量控制标准"}' \
    '{"id":"W5","title_zh":"标准与混凝土"}' '{"id":"W6","title_zh":"混凝土"}' >"$tmp/wanted.jsonl"
"$biaosou" index build -d "$tmp/wanted" "$tmp/wanted.jsonl" >/dev/null 2>&1
ok "标准 at the end" holds W1 -d "$tmp/wanted" 医用口罩标准
ok "those that say it count too" holds "W4 W5 W6" -d "$tmp/wanted" "混凝土 标准"
ok "标准 before other words is one of them" holds "W4 W5" -d "$tmp/wanted" "标准 混凝土"
ok "alone it is the topic" holds "W4 W5" -d "$tmp/wanted" 标准
ok "in a question" holds W2 -d "$tmp/wanted" "which standard for paper sizes"
ok "without a question it is a word" holds W3 -d "$tmp/wanted" "standard paper"

# lists of one's own, carried by the generation
echo '某缩写 => 等级保护' >"$tmp/synonyms.txt"
printf '安全帽\thelmet of mine\n' >"$tmp/translations.txt"
echo 'question 甲乙丙' >"$tmp/questions.txt"
printf '%s\n' '{"id":"H1","title_en":"A helmet of mine"}' '{"id":"Q1","title_zh":"网络"}' '{"id":"Q2","title_zh":"甲乙丙"}' >"$tmp/own.jsonl"
own() { "$biaosou" index build -d "$tmp/own" "$tmp/own.jsonl" "$@" >/dev/null 2>&1; }
own
ok "no such translation at first" json '.total == 0' -d "$tmp/own" 安全帽
first=$(search -d "$tmp/own" --explain --format json '网络甲乙丙' -n 1 | jq -c '[.hits[0].id, (.hits[] | .features."symbols-held".value)]')
own --translations "$tmp/translations.txt" --question-words "$tmp/questions.txt"
ok "one's own translations" holds H1 -d "$tmp/own" 安全帽
second=$(search -d "$tmp/own" --explain --format json '网络甲乙丙' -n 1 | jq -c '[.hits[0].id, (.hits[] | .features."symbols-held".value)]')
ok "one's own question words weigh little" [ "$first" != "$second" ]
ok "and what is asked is found" json '.hits[0].id == "Q1"' -d "$tmp/own" 网络甲乙丙
ok "the generation names its lists" grep -q question-words.txt "$tmp"/own/generations/*.json
"$biaosou" index build --allow-shrink -d "$tmp/own" "$tmp/records.jsonl" --synonyms "$tmp/synonyms.txt" >/dev/null 2>&1
ok "one's own synonyms" holds "D1 D2" -d "$tmp/own" 某缩写
echo "1..$n"
