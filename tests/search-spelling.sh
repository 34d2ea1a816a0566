#!/usr/bin/env bash
# What words of a query may mean: by frequency, never abbreviations; Chinese characters of the same
# sound or look. TAP. Needs jq.
. "${TESTS_DIR:-tests}/tap.bash"
biaosou=${BIAOSOU:-./biaosou}
export BIAOSOU_INDEX=$tmp/index LC_ALL=C.UTF-8
unset NO_COLOR

command -v jq >/dev/null || { echo "1..0 # SKIP no jq here"; exit 0; }

# Frequent words with a misprint of one of them, rare words that are like frequent ones, and words
# that are abbreviations.
{
    for i in $(seq 220); do
        echo "{\"id\":\"M$i\",\"title_en\":\"Management of department $i\"}"
    done
    for i in $(seq 1010); do
        echo "{\"id\":\"R$i\",\"title_en\":\"Heart rate number $i\"}"
    done
    for i in 1 2 3 4 5; do
        echo "{\"id\":\"Z$i\",\"title_zh\":\"密码模块检测第${i}类\",\"scope_zh\":\"质量管理的规定\"}"
    done
} >"$tmp/records.jsonl"
cat >>"$tmp/records.jsonl" <<'END'
{"id":"P1","title_en":"Deparment store"}
{"id":"P2","title_en":"Crate of wood"}
{"id":"P3","title_en":"Thumber of wood"}
{"id":"A1","title_en":"DMM multimeters"}
{"id":"A2","title_en":"ABLE programme"}
{"id":"H1","title_zh":"安全云平台"}
{"id":"B1","title_en":"Rear axle"}
END
"$biaosou" index build "$tmp/records.jsonl" >"$tmp/out" 2>&1 || { echo "Bail out! $(cat "$tmp/out")"; exit 1; }

# What the answer takes the query's words for, a line each.
read_as() { "$biaosou" search -n 0 --explain "$1" | sed -n 's/^expand: \(.*\) ≈ \(.*\)\tspelling\t.*/\1 \2/p' | sort -u; }
reads() { # WANTED QUERY
    local got
    got=$(read_as "$2" | paste -sd,)
    [ "$got" = "$1" ] || { echo "wanted: $1"; echo "got:    $got"; return 1; }
}
first() { # ID QUERY
    local got
    got=$("$biaosou" search -n 1 --format json "$2" | jq -r '.hits[0].id')
    [ "$got" = "$1" ] || { echo "wanted: $1"; echo "got:    $got"; return 1; }
}

ok "a misprint that a document has is read as the frequent word" reads "deparment department" deparment
ok "what has the misprint comes first" first P1 deparment
ok "a rare word, a letter from one of many documents, is a word" reads "" thumber
ok "a rare word of few letters needs more documents beside it" reads "crate rate" crate
ok "and comes first" first P2 crate
ok "a word that no document has" reads "departmnt department" departmnt
ok "capitals are an abbreviation" reads "" 'RAET ABEL'
ok "the same letters in small ones are not" reads "abel able,raet rate" 'raet abel'
ok "no vowel, no word" reads "" dsmm
ok "what the lists have is a word" reads "" rebar
ok "long words in capitals are words" reads "departmant department" DEPARTMANT
ok "a character alone is no slip" reads "" 安全运

# Cases in files: cases.tsv of the documents of documents.tsv.
cases=${TESTS_DIR:-tests}/cases/spelling
awk -F'\t' '!/^#/ { for (i = 1; i <= $1; i++) { n++; lang = $2 ~ /^[A-Z]/ ? "en" : $2 ~ /の/ ? "ja" : "zh"
    printf "{\"id\":\"S%d\",\"title_%s\":\"%s\"}\n", n, lang, $2 } }' "$cases/documents.tsv" >"$tmp/documents.jsonl"
cat >>"$tmp/documents.jsonl" <<'END'
{"id":"GB/T 22239-2019","kind":"gb","title_zh":"网络安全等级保护"}
{"id":"GB/T 31168-2023","kind":"gb","title_zh":"云计算服务安全能力"}
END
export BIAOSOU_INDEX=$tmp/cases
"$biaosou" index build "$tmp/documents.jsonl" >"$tmp/out" 2>&1 || { echo "Bail out! $(cat "$tmp/out")"; exit 1; }

json() { "$biaosou" search -n "${2:-1}" --format json -- "$1" 2>/dev/null; }
# becomes QUERY OUTCOME TEXT
becomes() {
    local got
    got=$(json "$1" | jq -r 'if .read_as then "read\t" + .read_as elif .did_you_mean then "asked\t" + .did_you_mean[0] else "typed\t" end')
    [ "$got" = "$2"$'\t'"$3" ] || { echo "wanted: $2 $3"; echo "got:    $got"; return 1; }
}
while IFS=$'\t' read -r query outcome text; do
    case $query in '#'* | '') continue ;; esac
    ok "${query//#/}: $outcome $text" becomes "$query" "$outcome" "$text"
done <"$cases/cases.tsv"

# What is read is answered as if it had been typed, and said, with how to have it as it was typed.
same_answer() {
    [ "$(json "$1" 20 | jq -c '[.total, .hits[].id]')" = "$(json "$2" 20 | jq -c '[.total, .hits[].id]')" ]
}
ok "the answer is that of what was meant" same_answer 灾南恢复能力 灾难恢复能力
ok "also with other words" same_answer '信安息全 要求' '信息安全 要求'
says() { # PATTERN COMMAND...
    local pattern=$1
    shift
    "$@" 2>&1 | grep -q -- "$pattern" || { echo "not said: $pattern"; "$@" 2>&1 | head -3; return 1; }
}
ok "the first line says what was read" says "^read '灾南恢复' as 灾难恢复; in quotation marks" "$biaosou" search 灾南恢复
ok "in quotation marks it is as it was typed" says '^no results' "$biaosou" search '"灾南恢复"'
ok "formats without a first line say it beside" says "note: read '灾南恢复' as" "$biaosou" search --format ids 灾南恢复
ok "what is not sure is asked" says 'note: did you mean 管理?' "$biaosou" search 管里
asked_stays() { [ "$(json 管里 | jq -r '.hits[0].titles[0].text')" = 主管里程碑的记录 ]; }
ok "and the answer is that of what was typed" asked_stays
nearest() { # QUERY ID
    [ "$(json "$1" | jq -r '.nearest[0].ids[0]')" = "$2" ] || { json "$1" | jq -c .nearest; return 1; }
}
ok "digits turned in a number that there is not" nearest 'GB/T 22293' 'GB/T 22239-2019'
ok "one left out" nearest 'GB/T 3118' 'GB/T 31168-2023'
ok "one too many" nearest 'GB/T 222399' 'GB/T 22239-2019'
ok "one wrong" nearest 'GB/T 31188' 'GB/T 31168-2023'
echo "1..$n"
exit $failed
