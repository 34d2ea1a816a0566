#!/usr/bin/env bash
# Dictionaries in the format of CC-CEDICT that the operator gives. TAP. Needs jq.
. "${TESTS_DIR:-tests}/tap.bash"
biaosou=${BIAOSOU:-./biaosou}
export BIAOSOU_INDEX=$tmp/index LC_ALL=C.UTF-8
command -v jq >/dev/null || { echo "1..0 # SKIP no jq here"; exit 0; }

is() { [ "$1" = "$2" ] || { printf 'wanted: %s\ngot:    %s\n' "$1" "$2"; return 1; }; }
said() { "$biaosou" search --format json --explain "$1" 2>/dev/null | jq -r '[.explain.expansions[] | select(.kind == "translation").text] | join("|")'; }
build() { "$biaosou" index build "$tmp/records.jsonl" "$@" >"$tmp/out" 2>&1; }
status() { local want=$1; shift; "$@"; is "$want" $?; }

printf '{"id":"%s","title_en":"%s"}\n' E1 "A flux of wobblers" E2 "Grommets" >"$tmp/records.jsonl"
{
    echo '# a comment'
    echo
    echo '搖晃器 摇晃器 [yao2 huang4 qi4] /wobbler/shaker (of a bar)/CL:個|个[ge4]/'
    echo '護孔圈 护孔圈 [hu4 kong3 quan1] /to grommet/the grommet; an eyelet/'
    echo '圈 圈 [quan1] /circle/'
    echo '護圈甲 护圈甲 [hu4 quan1 jia3] /variant of 護孔圈|护孔圈[hu4 kong3 quan1]/see also 護孔圈/'
    echo '起重機 起重机 [qi3 zhong4 ji1] /the hoisting beast/'
    echo '晃動體 晃动体 [[huang4dong4ti3]] /DVD player/one/two/three/four/five/'
    printf '搖動體 摇动体 [yao2 dong4 ti3] /swinger/\r\n'
    echo '長句詞 长句词 [chang2 ju4 ci2] /a word that says far too much about it/'
} >"$tmp/good.u8"
ok "without one" build
ok "no translations" is "" "$(said 摇晃器)"
ok "a dictionary" build --dictionary "$tmp/good.u8"
ok "is a change of the settings" is 0 "$(grep -c 'nothing to do' "$tmp/out")"
ok "its translations, without parentheses and measure words" is "wobbler|shaker" "$(said 摇晃器)"
ok "without articles and to" is "grommet|eyelet" "$(said 护孔圈)"
ok "references are none" is "" "$(said 护圈甲)"
ok "single characters mean too much" is "" "$(said 圈)"
ok "built-in translations count before" is "" "$(said 起重机 | grep beast)"
ok "pinyin in double brackets, four translations" is "dvd player|one|two|three" "$(said 晃动体)"
ok "lines that end in CR LF" is "swinger" "$(said 摇动体)"
ok "explanations are left out" is "" "$(said 长句词)"
ok "English asks Chinese" is "护孔圈" "$(said grommet)"
ok "a document is found" is E1 "$("$biaosou" search --format ids 摇晃器 2>/dev/null)"
ok "traditional characters in the query" is E1 "$("$biaosou" search --format ids 搖晃器 2>/dev/null)"
ok "the same again is no change" build --dictionary "$tmp/good.u8"
ok "which is said" grep -q 'nothing to do' "$tmp/out"
gzip -kn "$tmp/good.u8"
ok "compressed it is the same" build --dictionary "$tmp/good.u8.gz"
ok "to the byte" grep -q 'nothing to do' "$tmp/out"
echo '搖晃器 摇晃器 [yao2 huang4 qi4] /juddering thing/' >"$tmp/second.u8"
ok "several dictionaries" build --dictionary "$tmp/good.u8" --dictionary "$tmp/second.u8"
ok "one after the other" is "wobbler|shaker|juddering thing" "$(said 摇晃器)"
printf '摇晃器\tjiggler\n' >"$tmp/own.txt"
ok "one's own translations" build --dictionary "$tmp/good.u8" --translations "$tmp/own.txt"
ok "count before those of a dictionary" is "jiggler" "$(said 摇晃器)"

{
    echo '搖晃器 摇晃器 [yao2 huang4 qi4] /wobbler/'
    echo '摇晃器	wobbler'
    echo '護孔圈 护孔圈 /grommet/'
    echo '護孔圈 护孔圈 [hu4 kong3 quan1] grommet'
    echo '護孔圈 护孔圈 [hu4 kong3 quan1] //'
    printf '\xc4\xe3 \xba\xc3 [ni3 hao3] /hello/\n'
    head -c 100000 /dev/zero | tr '\0' x
    echo
} >"$tmp/bad.u8"
ok "malformed lines are rejects" status 3 build --dictionary "$tmp/bad.u8" --rejects "$tmp/rejects.jsonl"
ok "each with its line" is "2 3 4 5 6 7" "$(jq -r .line "$tmp/rejects.jsonl" | paste -sd' ')"
ok "and its file" is "$tmp/bad.u8" "$(jq -r .file "$tmp/rejects.jsonl" | sort -u)"
ok "and what is wrong" grep -q "bad.u8:3: dictionary: no pinyin" "$tmp/out"
ok "the others count" is "wobbler" "$(said 摇晃器)"
before=$("$biaosou" index info --json | jq .generation)
ok "too many rejects stop the build" status 3 build --dictionary "$tmp/bad.u8" --max-rejects 3 --force
ok "and leave the index" is "$before" "$("$biaosou" index info --json | jq .generation)"
ok "a dictionary that is not there stops it" status 3 build --dictionary "$tmp/none.u8"
ok "with its name" grep -q 'none.u8' "$tmp/out"
head -c 60 "$tmp/good.u8.gz" >"$tmp/cut.u8.gz"
ok "one that is cut off stops it" status 3 build --dictionary "$tmp/cut.u8.gz"
ok "and leaves the index, too" is "$before" "$("$biaosou" index info --json | jq .generation)"
echo "1..$n"
