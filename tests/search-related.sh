#!/usr/bin/env bash
# show: relations seen from their other end, by type, the newest first, whoever names no edition said so. TAP.
# Needs jq.
. "${TESTS_DIR:-tests}/tap.bash"
biaosou=${BIAOSOU:-./biaosou}
export BIAOSOU_INDEX=$tmp/index LC_ALL=C.UTF-8
unset NO_COLOR

command -v jq >/dev/null || { echo "1..0 # SKIP no jq here"; exit 0; }

relation() { # ID TITLE TYPE TO
    printf '{"id":"%s","title_zh":"%s","relations":[{"type":"%s","to":"%s"}]}\n' "$1" "$2" "$3" "$4"
}
{
    echo '{"id":"ISO/IEC 27001:2013","title_en":"Requirements","relations":[{"type":"replaces","to":"ISO/IEC 27001:2005"}]}'
    relation "ISO/IEC 27001:2022" 新版 replaces "ISO/IEC 27001:2013"
    relation "ISO/IEC 27001:2013/Cor 1:2014" 勘误 amends "ISO/IEC 27001:2013"
    relation "GB/T 22080-2016" 等同采用 adopts "ISO/IEC 27001:2013"
    relation "GB/T 1000-2020" 引用本版 cites "ISO/IEC 27001:2013"
    relation "GB/T 999-2020" 引用任何一版 cites "ISO/IEC 27001"
    relation "GB/T 999-2021" 引用别的 cites "ISO/IEC 27001:2005"
    echo '{"id":"GB/T 5-2020","title_zh":"系列"}'
    for i in $(seq 23); do
        relation "GB/T 5.$i-2021" "第$i部分" part-of "GB/T 5-2020"
    done
} >"$tmp/records.jsonl"
"$biaosou" index build "$tmp/records.jsonl" >"$tmp/out" 2>&1 || { echo "Bail out! $(cat "$tmp/out")"; exit 1; }

text() { # ID WANTED...: the lines about others
    local id=$1
    shift
    "$biaosou" show "$id" | sed -n '/^related/,/^$/p' | sed 's/^related//; s/^ *//' >"$tmp/got"
    printf '%s\n' "$@" | sed '/^$/d' | diff -u - "$tmp/got"
}
json() { # ID FILTER WANTED
    local got
    got=$("$biaosou" show --format json "$1" | jq -c "$2")
    [ "$got" = "$3" ] || { echo "wanted: $3"; echo "got:    $got"; return 1; }
}

ok "each type, and no edition" text "ISO/IEC 27001:2013" \
    "amended-by ISO/IEC 27001:2013/Cor 1:2014  勘误" \
    "adopted-by GB/T 22080-2016  等同采用" \
    "cited-by GB/T 1000-2020  引用本版" \
    "cited-by GB/T 999-2020  引用任何一版 (names no edition)"
ok "what names no edition may mean any" text "ISO/IEC 27001:2022" \
    "cited-by GB/T 999-2020  引用任何一版 (names no edition)"
ok "but a corrigendum is not cited so" text "ISO/IEC 27001:2013/Cor 1:2014" ""
ok "nothing about nobody" text "GB/T 999-2021" ""
ok "as JSON" json "ISO/IEC 27001:2013" '[.related[] | [.type, .id, .dated]]' \
    '[["replaced-by","ISO/IEC 27001:2022",true],["amended-by","ISO/IEC 27001:2013/Cor 1:2014",true],["adopted-by","GB/T 22080-2016",true],["cited-by","GB/T 1000-2020",true],["cited-by","GB/T 999-2020",false]]'
ok "JSON has them all" json "GB/T 5-2020" '[(.related | length), .related[0].id, .related[22].id]' \
    '[23,"GB/T 5.23-2021","GB/T 5.1-2021"]'
{
    for i in $(seq 23 -1 4); do
        echo "has-part GB/T 5.$i-2021  第$i部分"
    done
    echo "has-part 3 more"
} >"$tmp/parts"
mapfile -t parts <"$tmp/parts"
ok "people get twenty" text "GB/T 5-2020" "${parts[@]}"
"$biaosou" index delete "GB/T 22080-2016" 2>"$tmp/err"
ok "what is deleted says nothing" json "ISO/IEC 27001:2013" '[.related[] | select(.type == "adopted-by")]' '[]'
echo "1..$n"
exit "$failed"
