#!/usr/bin/env bash
# What comes before what: a document before its supplements, what is in force before what it replaces,
# Chinese and translations before characters of another language. TAP. Needs jq.
. "${TESTS_DIR:-tests}/tap.bash"
biaosou=${BIAOSOU:-./biaosou}
export BIAOSOU_INDEX=$tmp/index LC_ALL=C.UTF-8
unset NO_COLOR

command -v jq >/dev/null || { echo "1..0 # SKIP no jq here"; exit 0; }

cat >"$tmp/records.jsonl" <<'END'
{"id":"ISO 501-1:2020/Amd 1:2022","title_en":"Amendment 1 - Kettles - Safety - Part 1: General requirements","status":"现行"}
{"id":"ISO 501-1:2020/Cor 1:2021","title_en":"Kettles - Safety - Part 1: General requirements","status":"现行"}
{"id":"ISO 501-1:2020","title_en":"Kettles - Safety - Part 1: General requirements","status":"现行","scope_en":"What kettles must have so that nobody is scalded, with tests of the lid, of the handle and of the switch."}
{"id":"ISO 501-1:2010","title_en":"Kettles - Safety - Part 1: General requirements","status":"废止"}
{"id":"ISO 501-1:2010/Amd 1:2012","title_en":"Kettles - Safety - Part 1: General requirements","status":"废止"}
{"id":"ISO 610:1990","title_en":"Data elements - Representation of days and hours in the forms and ledgers of offices","status":"废止"}
{"id":"ISO 610:2000","title_en":"Data elements - Representation of days and hours in the forms and ledgers of offices","status":"废止","relations":[{"type":"replaces","to":"ISO 610:1990"}]}
{"id":"ISO 8610-1:2015","title_en":"Calendar - Basic rules","status":"现行","committee":"ISO/TC 1","relations":[{"type":"replaces","to":"ISO 610:2000"}]}
{"id":"ISO/DIS 610","title_en":"Calendar - Draft rules","stage":"DIS","relations":[{"type":"replaces","to":"ISO 610:1990"}]}
{"id":"ISO 611:1995","title_en":"Months of the year in days of old","status":"废止"}
{"id":"ISO 620:1990","title_en":"Ropes of hemp - Test of their strength when they are wet","title_fr":"Cordages","status":"废止"}
{"id":"ISO 620:2000","title_en":"Cordage of hemp - Wet strength","status":"废止"}
{"id":"ISO 620:2010","title_en":"Cordage - Wet strength","title_fr":"Cordages","status":"现行"}
{"id":"ISO 620:2015/Amd 1:2016","title_en":"Cordage - Amendment 1","status":"现行"}
{"id":"ISO 620-2:2015","title_en":"Cordage - Part 2: Dry strength","status":"现行"}
{"id":"ISO 650:1990","title_en":"Saddles","status":"废止"}
{"id":"ISO 650:2010/Amd 1:2012","title_en":"Amendment 1 - Seats","status":"现行"}
{"id":"ISO 640:1990","title_en":"Ladders of wood for picking fruit in orchards and vineyards on slopes and terraces","scope_en":"Ladders of chestnut.","status":"废止"}
{"id":"ISO 8640:2015","title_en":"Ladders of wood for picking fruit in orchards and vineyards on slopes and terraces","title_fr":"Échelles en bois pour vergers et vignobles, avec leurs accessoires, leur emploi et leur entretien","status":"现行","relations":[{"type":"replaces","to":"ISO 640:1990"}],"scope_en":"What wood, rungs, feet, hooks and chains must be so that nobody falls who picks apples, pears, plums or grapes in wet grass, on slopes and between rows; with tests of the load that each rung has to carry for ten minutes, of the feet on stone and on loam, and of the paint."}
{"id":"JIS Z 1:2001","title_ja":"質量の電池","title_en":"Mass of things","status":"现行"}
{"id":"JIS Z 2:2001","title_ja":"電池の試験","title_en":"Tests","status":"现行"}
{"id":"GB/T 71-2001","title_zh":"产品质量","status":"现行"}
{"id":"IEC 72:2001","title_en":"Safety of a battery for portable use in the household","status":"现行"}
{"id":"IEC 73:2001","title_en":"Household and similar electrical appliances - Safety - Part 1: Irons","status":"现行"}
END
for i in $(seq 12); do echo "{\"id\":\"JIS C $i:2001\",\"title_ja\":\"電池$i\",\"title_en\":\"Part $i\"}"; done >>"$tmp/records.jsonl"
cat >>"$tmp/records.jsonl" <<'END'
{"id":"ISO 681:2001","title_en":"Hot baths in rooms with water for the guests of inns","status":"现行"}
{"id":"ISO 682:2001","title_en":"Viscosity of water","status":"现行"}
{"id":"ISO 695:2001","title_en":"Tyres of carts","status":"现行"}
{"id":"ISO 696:2001","title_en":"Tires of wagons","status":"现行","scope_en":"Not for carts."}
{"id":"ISO 691:2001","title_en":"Harmonization of harbours","status":"现行","scope_en":"How harbours are harmonized."}
{"id":"ISO 692:2001","title_en":"Networks affected by harmonics - Filters for harbours and islands","status":"现行","scope_en":"Filters."}
END
printf '电池\tbattery\n' >"$tmp/zh-en"
"$biaosou" index build "$tmp/records.jsonl" >"$tmp/out" 2>&1 || { echo "Bail out! $(cat "$tmp/out")"; exit 1; }

# begins IDS QUERY [OPTION...]: the first hits are IDS, joined by commas
begins() {
    local want=$1 query=$2 got
    shift 2
    got=$("$biaosou" search -n 50 --format json "$@" "$query" | jq -r '.hits[].id' |
        head -n "$(tr ',' '\n' <<<"$want" | wc -l)" | paste -sd,)
    [ "$got" = "$want" ] || { echo "wanted: $want"; echo "got:    $got"; return 1; }
}
# json FILTER QUERY
json() { "$biaosou" search -n 50 --format json "$2" | jq -e "$1"; }
says() { "$biaosou" search "$2" | grep -qF -- "$1"; }

# in_force ID FROM TO QUERY: the feature's value is between FROM and TO
in_force() {
    printf 'q\t%s\n' "$4" >"$tmp/query"
    "$biaosou" batch --features "$tmp/features" "$tmp/query" >"$tmp/run" || return 1
    awk -F'\t' -v id="$1" -v from="$2" -v to="$3" '
        NR == 1 { for (i = 1; i <= NF; i++) if ($i == "in-force") at = i; next }
        $2 == id { print id ": " $at; found = $at > from && $at < to }
        END { exit !found }' "$tmp/features"
}

echo "1..41"
ok "what is in force, its supplements, the past edition, its supplement" \
    begins "ISO 501-1:2020,ISO 501-1:2020/Cor 1:2021,ISO 501-1:2020/Amd 1:2022,ISO 501-1:2010,ISO 501-1:2010/Amd 1:2012" \
    'kettles safety general requirements'
ok "but where an amendment is asked for" begins "ISO 501-1:2020/Amd 1:2022" 'kettles safety amendment 1'
ok "the successor at the end of the chain comes before the withdrawn" \
    begins "ISO 8610-1:2015" 'days hours forms'
ok "it is a result" json '.total == 3 and (.hits[0].relaxed | not)' 'days hours forms'
ok "and says in whose place it is" json '.hits[0].replaces == "ISO 610:2000" or .hits[0].replaces == "ISO 610:1990"' \
    'days hours forms'
ok "to people too" says '≈ in force in place of ISO 610:' 'days hours forms'
ok "after it, where its own title was typed" json '[.hits[].id] | index("ISO 8610-1:2015") == 1' \
    'Data elements - Representation of days and hours in the forms and ledgers of offices'
ok "a draft is not in force" json '[.hits[] | select(.relaxed | not) | .id] | index("ISO/DIS 610") == null' \
    'days hours forms'
ok "filters hold for it" json '[.hits[].id] | index("ISO 8610-1:2015") == null' \
    'days hours forms status:废止'
ok "what is excluded too" json '[.hits[].id] | index("ISO 8610-1:2015") == null' \
    'days hours forms -calendar'
ok "a newer edition is a successor that nothing tells" begins "ISO 620:2010,ISO 620:1990" 'ropes wet'
ok "neither its supplement nor another part" json '.total == 2' 'ropes wet'
ok "after the past one, where that title was typed" begins "ISO 620:1990,ISO 620:2010" \
    'Ropes of hemp - Test of their strength when they are wet'
ok "but not where it is the title of both" begins "ISO 8640:2015,ISO 640:1990" \
    'Ladders of wood for picking fruit in orchards and vineyards on slopes and terraces chestnut'
ok "an amendment alone succeeds nothing" json '.total == 1' saddles
ok "not where the edition is asked for" begins "ISO 610:2000" 'ISO 610:2000'
ok "what has no successor stays alone" json '.total == 1 and .hits[0].replaces == null' 'months days old'
ok "in force counts little where a whole title was typed" in_force "ISO 8640:2015" 0.2 0.35 \
    'Ladders of wood for picking fruit in orchards and vineyards on slopes and terraces'
ok "and much for a few words, however long their translation is" in_force "IEC 73:2001" 0.7 0.9 家用电器安全
ok "Chinese before another language's characters" begins "GB/T 71-2001,JIS Z 1:2001" 质量
ok "translations too, though there are results" begins "IEC 72:2001" 电池
ok "not for a query in that language" begins "JIS Z 2:2001" '電池の試験'

# Sorted over shards, with a document of each day in one or both of them.
cat >"$tmp/first.jsonl" <<'END'
{"id":"GB/T 100-2001","title_zh":"排序","published":"2001-05-01"}
{"id":"GB/T 20-2003","title_zh":"排序","published":"2003"}
{"id":"GB/T 3.1-2002","title_zh":"排序","published":"2002-05-01"}
{"id":"ISO 5:2001","title_en":"排序"}
{"id":"GB/T 9-2001","title_zh":"排序","published":"2001-05-01"}
END
cat >"$tmp/second.jsonl" <<'END'
{"id":"GB/T 3-2002","title_zh":"排序","published":"2002-05-01"}
{"id":"GB/T 50-2001","title_zh":"排序","published":"2001-05-01"}
{"id":"GB/T 3.10-2002","title_zh":"排序","published":"2002-06"}
{"id":"GB/T 3.2-2002","title_zh":"排序","published":"2002-05-01"}
{"id":"GB/T 20-2003","title_zh":"排序","published":"2003"}
END
"$biaosou" index build -d "$tmp/two" "$tmp/first.jsonl" >"$tmp/out" 2>&1
"$biaosou" index update -d "$tmp/two" "$tmp/second.jsonl" >"$tmp/out" 2>&1
"$biaosou" index build -d "$tmp/one" "$tmp/first.jsonl" "$tmp/second.jsonl" >"$tmp/out" 2>&1
# sorted DIR WANTED OPTION...
sorted() { [ "$("$biaosou" search -d "$tmp/$1" --format ids "${@:3}" 排序 | paste -sd,)" = "$2" ]; }
numbers='GB/T 3-2002,GB/T 3.1-2002,GB/T 3.2-2002,GB/T 3.10-2002,GB/T 9-2001,GB/T 20-2003,GB/T 50-2001,GB/T 100-2001,ISO 5:2001'
dates='GB/T 20-2003,GB/T 3.10-2002,GB/T 3-2002,GB/T 3.1-2002,GB/T 3.2-2002,GB/T 9-2001,GB/T 50-2001,GB/T 100-2001,ISO 5:2001'
for dir in one two; do
    ok "by number, $dir" sorted $dir "$numbers" --sort number
    ok "newest first and then by number, $dir" sorted $dir "$dates" --sort published
    ok "a page of them by number, $dir" sorted $dir "$(echo "$numbers" | cut -d, -f4-6)" --sort number -n 3 --offset 3
    ok "a page of them by date, $dir" sorted $dir "$(echo "$dates" | cut -d, -f4-6)" --sort published -n 3 --offset 3
done
ok "a filter alone sorts by number" [ "$("$biaosou" search -d "$tmp/two" --format ids year:2001 | paste -sd,)" = \
    'GB/T 9-2001,GB/T 50-2001,GB/T 100-2001' ]

# More results than are closely looked at: what says it in the words asked for is among the first all the same,
# though what says it in others, or in the characters of another language, is short and says little else.
many() { # many ID-PREFIX FIELD TITLE: 200 records
    for i in $(seq 200); do echo "{\"id\":\"$1 $i-2001\",\"$2\":\"$3\"}"; done
}
few() { # few TITLE WORD: three records that say WORD late in their scope
    for i in 1 2 3; do
        echo "{\"id\":\"GB/T 900$i-2001\",\"title_zh\":\"$1第${i}部分\",\"scope_zh\":\"本文件规定了露天仓库、码头和货场里各种木箱、铁桶、麻袋的堆放、苫盖、搬运和清点，也适用于装有$2的箱子。\"}"
    done
}
wanted='GB/T 9001-2001,GB/T 9002-2001,GB/T 9003-2001'
first_of() { # first_of DIR: of the answer to the rest, in any order
    "$biaosou" search -d "$tmp/$1" --format ids -n 3 "${@:2}" 2>/dev/null | sort | paste -sd,
}
{ many 'JIS C' title_ja 電池; few 货场 电池; } >"$tmp/foreign.jsonl"
{ many GB/T title_zh 电瓶; few 货场 蓄电池; } >"$tmp/other.jsonl"
printf '蓄电池 = 电瓶\n' >"$tmp/synonyms"
"$biaosou" index build -d "$tmp/foreign" "$tmp/foreign.jsonl" >"$tmp/out" 2>&1
"$biaosou" index build -d "$tmp/other" --synonyms "$tmp/synonyms" "$tmp/other.jsonl" >"$tmp/out" 2>&1
ok "200 in another language, and three" test "$("$biaosou" search -d "$tmp/foreign" --format json -n 0 电池 | jq .total)" = 203
ok "the three are the first" test "$(first_of foreign 电池)" = "$wanted"
ok "200 with a synonym, and three" test "$("$biaosou" search -d "$tmp/other" --format json -n 0 蓄电池 | jq .total)" = 203
ok "the three are the first, too" test "$(first_of other 蓄电池)" = "$wanted"
ok "the others after them" test "$("$biaosou" search -d "$tmp/other" --format ids -n 200 蓄电池 | sort -u | wc -l)" = 200
# other words than those that were typed
ok "a translation before another word with its stem" begins 'ISO 692:2001,ISO 691:2001' 谐波
ok "and the word itself" begins 'ISO 692:2001,ISO 691:2001' 'harmonic harbours'
ok "where no document has all words, translations are words too" begins 'ISO 682:2001,ISO 681:2001' 'hot water 粘度'
ok "the spelling of Britain and America is the same word" begins 'ISO 695:2001,ISO 696:2001' 'tires carts'
ok "and is not told as another" json '.total == 2 and .relaxed == 0 and (.hits | all(.approximate == null))' 'tires carts'
exit $failed
