#!/usr/bin/env bash
# Values by any of their names, and what is in force by today's date. TAP. Needs jq.
. "${TESTS_DIR:-tests}/tap.bash"
biaosou=${BIAOSOU:-./biaosou}
export BIAOSOU_INDEX=$tmp/index LC_ALL=C.UTF-8
unset NO_COLOR

command -v jq >/dev/null || { echo "1..0 # SKIP no jq here"; exit 0; }

cat >"$tmp/records.jsonl" <<'END'
{"id":"GB/T 100-2020","title_zh":"甲密码","committee":"SAC/TC260","stage":"征求意见","status":"现行","ics":["35.030","35.040 信息编码"],"ccs":["L80"]}
{"id":"GB 101-2020","title_zh":"乙密码","committee":"全国信息安全标准化技术委员会","stage":"征求意见稿","status":"现行有效","ics":["35.030"],"published":"2019-05"}
{"id":"GB/T 102-2020","title_zh":"丙密码","committee":"TC260/WG4","stage":"送审稿"}
{"id":"GB/Z 103-2020","title_zh":"丁密码","committee":"全国网络安全标准化技术委员会（SAC/TC 260）","status":"即将实施","effective":"2001-02-03"}
{"id":"GB/T 104-2020","title_zh":"戊密码","committee":"中国通信标准化协会","status":"即将实施","effective":"2999-01-01"}
{"id":"GB/T 105-2010","title_zh":"己密码要求","status":"废止"}
{"id":"GB/T 105-2020","title_zh":"己密码要求","status":"即将实施","effective":"2001-02"}
{"id":"GB/T 106-2010","title_zh":"庚密码要求","status":"现行"}
{"id":"GB/T 106-2020","title_zh":"庚密码要求","status":"即将实施","effective":"2999"}
{"id":"ISO/IEC 107:2020","title_en":"Hash one","committee":"ISO/IEC JTC 1/SC 27","stage":"50.20","ics":["03.100.01","35.030"]}
{"id":"ISO/IEC 108:2020","title_en":"Hash two","committee":"ISO/IEC JTC 1/SC 2","stage":"50.98"}
{"id":"IEC 109:2020","kind":"iec","title_en":"Hash three","committee":"TC 61","stage":"PUBLISHED"}
{"id":"ISO 110:2020","kind":"iso","title_en":"Hash four","committee":"ISO/TC 61","stage":"60.60"}
{"id":"YD/T 111-2020","kind":"行标","title_zh":"辛","committee":"Committee of our own","stage":"发布"}
{"id":"GB/T 112-2010","title_zh":"癸","status":"现行"}
{"id":"GB/T 112-2015","title_zh":"癸","status":"即将实施","effective":"2001-02-03"}
{"id":"GB/T 112-2020","title_zh":"癸","status":"即将实施","effective":"2001-02-04"}
{"id":"own 1","kind":"国标","title_zh":"壬","committee":"Committee"}
END
"$biaosou" index build "$tmp/records.jsonl" >"$tmp/out" 2>&1 || { echo "Bail out! $(cat "$tmp/out")"; exit 1; }

# finds NUMBERS QUERY: exactly these, by their digits, in any order
finds() {
    local got
    got=$("$biaosou" search -n 50 --format json "$2" |
        jq -r '[.hits[] | select(.relaxed | not) | .id | capture("(?<n>[0-9]+)").n] | unique | join(" ")')
    [ "$got" = "$1" ] || { echo "got: $got"; return 1; }
}
json() { "$biaosou" search --format json "${@:2}" | jq -e "$1"; }
says() { local got; got=$("${@:2}" 2>&1); [[ $got == *"$1"* ]] || { echo "$got"; return 1; }; }
status() { "${@:2}" >/dev/null 2>&1; [ $? = "$1" ]; }

for query in kind:国标 类型:国家标准 种类：国标 kind:gb 'kind:national standard'; do
    ok "$query" finds "1 100 101 102 103 104 105 106 112" "$query"
done
ok "kind:GB/T: by the number" finds "100 102 104 105 106 112" kind:GB/T
ok "kind:强制性国家标准" finds "1 101" kind:强制性国家标准
ok "kind:国际标准: several kinds" finds "107 108 109 110" kind:国际标准
ok "kind:行标, as the record says it, too" finds "111" kind:行标
for query in stage:征求意见 stage:征求意见稿 阶段:公开征求意见; do
    ok "$query" finds "100 101" "$query"
done
ok "stage:送审" finds "102" stage:送审
ok "stage:FDIS is 50.20, not a deleted project" finds "107" stage:FDIS
ok "stage:50.98 is" finds "108" stage:50.98
ok "stage:50" finds "107 108" stage:50
ok "stage:发布" finds "109 110 111" stage:发布
for query in committee:信息安全 committee:全国信息安全标准化技术委员会 committee:网安标委 committee:信安标委 committee:TC260 \
    'committee:tc 260' committee:SAC/TC260 归口单位:全国网络安全标准化技术委员会; do
    ok "$query" finds "100 101 102 103" "$query"
done
ok "a working group" finds "102" committee:SAC/TC260/WG4
ok "a committee without quotation marks" finds "107" 'committee:ISO/IEC JTC 1/SC 27'
ok "and words" finds "107" 'committee:ISO/IEC JTC 1/SC 27 hash'
ok "a parent finds its subcommittees" finds "107 108" 'committee:ISO/IEC JTC 1'
ok "IEC's own lists leave IEC out" finds "109" 'committee:IEC TC 61'
ok "a number without body is any body's" finds "109 110" 'committee:TC 61'
ok "by its English name" finds "107" 'committee:"information security"'
ok "what is in no table: its own text" finds "104" committee:中国通信标准化协会
ok "a part of it" finds "104" committee:通信标准化
ok "the index's own values, the longest" finds "111" 'committee:Committee of our own'
ok "and the shorter" finds "1" 'committee:Committee'
ok "what is excluded" finds "109 110" 'hash -committee:ISO/IEC JTC 1'
ok "none such: the known" says "note: no kind 'xx'; known: gb (国家标准), " "$biaosou" search kind:xx
ok "none such: exit 1" status 1 "$biaosou" search kind:xx
ok "known, but here is none" says "note: no document has the kind 'itu'; there are: gb (国家标准), " "$biaosou" search kind:国际电联
ok "no status" says "note: no status 'foo'; known: 即将实施, 废止, 现行" "$biaosou" search status:foo
ok "a committee once, by its number" says "SAC/TC 260 (全国网络安全标准化技术委员会), SAC/TC 260/WG 4" "$biaosou" search committee:火星

ok "in force: by today's date too" finds "100 101 103 105 106 109 110 112" status:现行
ok "soon: no longer" finds "104 106" status:即将实施
ok "neither" finds "102 104 105 106 107 108 111" '(密码 OR hash OR 辛) -status:现行'
ok "told so" says "note: 4 documents that are recorded as 即将实施 count as 现行: their day has come" "$biaosou" search status:现行
ok "not told where none has" says "note: 4 documents" "$biaosou" search status:即将实施
ok "no note with another status" [ -z "$("$biaosou" search --format ids status:废止 2>&1 >/dev/null)" ]
ok "a hit says both" says "GB/Z 103-2020  gb  in force (soon in force 2001-02-03)" "$biaosou" search 丁密码
ok "JSON too" json '.hits[0].status == "现行" and .hits[0].status_recorded == "即将实施"' 丁密码
ok "JSON of what is to come" json '.hits[0].status == "即将实施" and .hits[0].status_recorded == null' 戊密码
ok "show" says "status      in force (recorded as soon in force; its day, 2001-02-03, has come)" "$biaosou" show 103
ok "show --format json" jq -e '.record.status == "即将实施" and .status_today == "现行"' <("$biaosou" show -f json 103)
ok "CSV" says "GB/Z 103-2020,gb,现行," "$biaosou" search -f csv 丁密码
ok "show: the edition whose day has come" says 'GB/T 105-2020  现行有效（2001-02 实施）' "$biaosou" show --lang zh 105
ok "show: the newest whose day has come, before one in force" says 'GB/T 112-2020  现行有效（2001-02-04 实施）' "$biaosou" show --lang zh 112
ok "show: the others as they are today" says "  GB/T 112-2015  in force  -  癸" "$biaosou" show 112
ok "JSON too" jq -e '[.others[].status] == ["现行","现行"]' <("$biaosou" show -f json 112)
ok "show: not the one that is to come" says $'GB/T 106-2010  现行有效\n类型' "$biaosou" show --lang zh 106
ok "ranking: the edition whose day has come first" json '[.hits[0,1].id] == ["GB/T 105-2020","GB/T 105-2010"]' 己密码要求
ok "facet status" json '[.facets.status[] | {(.value): .count}] | add == {"现行":10,"即将实施":2,"废止":2}' \
    --facet status 'kind:gb OR kind:iec OR kind:iso OR kind:iso-iec OR kind:行标'
ok "facet committee: a value with several names is one" json '[.facets.committee[] | select(.value == "SAC/TC 260")] == [{"value":"SAC/TC 260","count":3,"label":"全国网络安全标准化技术委员会"}]' \
    --lang zh --facet committee 密码
ok "in English by its English name" json '[.facets.committee[] | select(.value == "SAC/TC 260").label] == ["Cybersecurity"]' --lang en --facet committee 密码
ok "show: in English too" says $'committee   全国信息安全标准化技术委员会 (Cybersecurity)' "$biaosou" show --lang en 101
ok "show: JSON" jq -e '.committee_name == "Cybersecurity"' <("$biaosou" show --lang en -f json 101)
# What two shards have, counted together: the most frequent first, equals by their value.
"$biaosou" index build -d "$tmp/two" "$tmp/records.jsonl" >"$tmp/out" 2>&1
printf '%s\n' '{"id":"GB/T 113-2020","title_zh":"甲密码","committee":"全国信息安全标准化技术委员会","stage":"FDIS"}' \
    '{"id":"YD/T 114-2020","kind":"行标","title_zh":"密码","committee":"中国通信标准化协会","stage":"50.20"}' \
    '{"id":"YD/T 115-2020","kind":"行标","title_zh":"密码","committee":"Committee"}' >"$tmp/more.jsonl"
"$biaosou" index update -d "$tmp/two" "$tmp/more.jsonl" >"$tmp/out" 2>&1
counted() { # counted FACET WANTED: "value count, ..." of all that say 密码
    local got
    got=$("$biaosou" search -d "$tmp/two" -f json --facet "$1" 密码 | jq -r ".facets.$1 | map(\"\(.value) \(.count)\") | join(\", \")")
    [ "$got" = "$2" ] || { echo "got: $got"; return 1; }
}
ok "facets of two shards: committees" counted committee "SAC/TC 260 4, 中国通信标准化协会 2, Committee 1, SAC/TC 260/WG 4 1"
ok "stages" counted stage "征求意见 2, 50.20 1, FDIS 1, 审查 1"
ok "kinds" counted kind "gb 10, industry 2"
ok "facet stage" json '[.facets.stage[] | {(.value): .count}] | add == {"征求意见":2,"审查":1}' --facet stage 密码
ok "facets for people: names beside, a committee with its working groups" says "     4  SAC/TC 260  Cybersecurity
       1    SAC/TC 260/WG 4
" "$biaosou" search --facet committee 密码
# tree NAME WANTED QUERY: VALUE COUNT LABEL, with what is part of it in parentheses
tree() {
    local got
    got=$("$biaosou" search -f json -n 0 --facet "$1" "${@:3}" | jq -r "def line: map(\"\(.value) \(.count)\" + (if .parts then \" (\(.parts | line))\" else \"\" end)) | join(\", \");
        .classes[\"$1\"] // [] | line")
    [ "$got" = "$2" ] || { echo "got: $got"; return 1; }
}
ok "classes: a document of two is one of what they are part of" tree ics "35 2 (35.030 2, 35.040 1)" 密码
ok "classes: of any depth" tree ics "03 1 (03.100 1 (03.100.01 1)), 35 1 (35.030 1)" hash
ok "classes: named" json '.classes.ics[0].label == "信息技术" and .classes.ics[0].parts[0].label == "信息技术安全"' --lang zh --facet ics 密码
ok "classes: named in English" json '.classes.ics[0].label == "Information technology" and .classes.ics[0].parts[0].label == "IT security"' --facet ics 密码
ok "classes: of CCS" tree ccs "L 1 (L80 1)" 密码
ok "classes: years in decades" tree year "2010..2019 1 (2019 1)" 密码
ok "classes: none where values have none" tree status "" 密码
ok "by the name of a class" [ "$("$biaosou" search -f ids -n 20 ics:信息技术安全 | sort | paste -sd,)" = "GB 101-2020,GB/T 100-2020,ISO/IEC 107:2020" ]
ok "by a class" [ "$("$biaosou" search -f ids ics:03 | paste -sd,)" = "ISO/IEC 107:2020" ]
ok "no such class: those that there are" says "no document has the ics '03.200'; there are: 03.100.01" "$biaosou" search ics:03.200
ok "and codes" says "     1  50.20  FDIS ballot" "$biaosou" search --facet stage hash
ok "show: names beside" says "committee   SAC/TC260 (Cybersecurity)" "$biaosou" show 100
ok "in Chinese too" says "委员会      SAC/TC260 (全国网络安全标准化技术委员会)" "$biaosou" show --lang zh 100
ok "show: codes" says "stage       50.20 (FDIS ballot)" "$biaosou" show 107
echo "1..$n"
exit $failed
