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

echo "1..20"
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
ok "of the same sound" reads "质量管里 质量管理" 质量管里
ok "of the same look" reads "密码摸块 密码模块" 密码摸块检测
ok "at the beginning" reads "蜜码检测 密码检测" 蜜码检测
ok "two of them" reads "蜜码模快 密码模块" 蜜码模快
ok "of the sound that many do not tell apart: zh and z" reads "自量管理 质量管理" 自量管理
ok "a character alone is no slip" reads "" 安全运
ok "not what documents have" reads "" 安全云
ok "nor in a phrase" reads "" '"质量管里"'
ok "nor what is excluded" reads "" '质量 -管里'
exit $failed
