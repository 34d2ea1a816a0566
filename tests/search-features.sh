#!/usr/bin/env bash
# Each feature of ranking has its effect, and no more than that: of two documents, one comes first because
# of it; without the feature the other one does, and so would it with a tenth of the weight or the other
# sign. Of two others, one comes first in spite of it, and would not with ten times the weight. TAP.
. "${TESTS_DIR:-tests}/tap.bash"
biaosou=${BIAOSOU:-./biaosou}
cases=${TESTS_DIR:-tests}/cases/rank
export BIAOSOU_INDEX=$tmp/index LC_ALL=C.UTF-8

"$biaosou" index build --synonyms "$cases/synonyms" "$cases/records.jsonl" >"$tmp/out" 2>&1 ||
    { echo "Bail out! $(cat "$tmp/out")"; exit 1; }
grep -v '^#' "$cases/features.tsv" >"$tmp/cases"
# Words side by side are also close together and in a row, so word-pairs is left out where other features
# are looked at.
beside() { [ "$1" = word-pairs ] || echo "${2:+,}word-pairs"; }
grep -v '^#' "$cases/limits.tsv" >"$tmp/limits"
cut -f2 "$tmp/cases" "$tmp/limits" | awk '{ print NR "\t" $0 }' >"$tmp/queries"

# margin RUN CASE FIRST SECOND: how much more FIRST scores
margin() {
    awk -F'\t' -v q="$2" -v a="$3" -v b="$4" '$1 == q { score[$3] = $5 }
        END { if (!(a in score) || !(b in score)) exit 1; printf "%.6f\n", score[a] - score[b] }' "$1"
}
# weighs TIMES CASE FEATURE FIRST SECOND: FIRST comes before SECOND, and with TIMES the feature it would not
weighs() {
    local with without times=$1
    shift
    "$biaosou" batch --syntax --without "$2$(beside "$2" and)" "$tmp/queries" >"$tmp/without" || return 1
    "$biaosou" batch --syntax --without "$(beside "$2")" "$tmp/queries" >"$tmp/with" || return 1
    with=$(margin "$tmp/with" "$1" "$3" "$4") || { echo "not among the hits"; return 1; }
    without=$(margin "$tmp/without" "$1" "$3" "$4") || { echo "not among the hits without"; return 1; }
    echo "$3 scores $with more than $4; without $2: $without"
    awk -v with="$with" -v without="$without" -v times="$times" \
        'BEGIN { exit !(with > 0 && without + times * (with - without) < 0) }'
}

# best ID QUERY [WITHOUT]
best() {
    local got
    printf 'q\t%s\n' "$2" >"$tmp/query"
    got=$("$biaosou" batch --syntax ${3:+--without "$3"} "$tmp/query" | head -1 | cut -f3)
    [ "$got" = "$1" ] || { echo "$got instead of $1"; return 1; }
}
# values FEATURE QUERY: a line for each hit, its id and its value of the feature
values() {
    printf 'q\t%s\n' "$2" >"$tmp/query"
    "$biaosou" batch --syntax --features "$tmp/values" "$tmp/query" >"$tmp/run" || return 1
    awk -F'\t' -v feature="$1" 'NR == 1 { for (i = 1; i <= NF; i++) if ($i == feature) at = i; next }
        { print $2 "\t" $at }' "$tmp/values"
}
# ordered FEATURE QUERY ID OPERATOR ID...: how their values are
ordered() {
    values "$1" "$2" >"$tmp/of"
    shift 2
    while [ $# -ge 3 ]; do
        awk -F'\t' -v a="$1" -v b="$3" '{ v[$1] = $2 } END { if (!(a in v) || !(b in v)) exit 1
            print a, v[a], b, v[b]; exit !(v[a] '"$2"' v[b]) }' "$tmp/of" || return 1
        shift 2
    done
}
# values_of FEATURE QUERY ID CONDITION: that its value meets
values_of() {
    values "$1" "$2" >"$tmp/of"
    awk -F'\t' -v a="$3" '$1 == a { print; found = 1; if (!($2 '"$4"')) exit 1 } END { exit !found }' "$tmp/of"
}
# adds_up FEATURE QUERY: what --explain says that features add is the score of each hit, and FEATURE is there
adds_up() {
    "$biaosou" search --explain "$2" | grep '^    score' >"$tmp/scores"
    grep -F " $1 " "$tmp/scores" && awk '{
        for (i = sum = 0; i <= NF; i++) if ($i == "×") sum += $(i - 1) * $(i + 1)
        off = sum - $2
        if (off > 0.1 || off < -0.1) { print sum " is not the score: " $0; bad = 1 }
    } END { exit bad || NR == 0 }' "$tmp/scores"
}

# each_has_a_case: whichever features there are, but edition-order, which is looked at below
each_has_a_case() {
    local feature bad=0
    values number 712 >"$tmp/of" || return 1
    for feature in $(head -1 "$tmp/values" | cut -f4-); do
        [ "$feature" = edition-order ] || grep -q "^$feature	" "$tmp/cases" || { echo "features.tsv has no $feature"; bad=1; }
    done
    return $bad
}

echo "1..$(($(cat "$tmp/cases" "$tmp/limits" | wc -l) + 25))"
ok "the queries run" "$biaosou" batch --syntax "$tmp/queries"
while IFS=$'\t' read -r feature query first second why; do
    ok "$feature: $query: $first before $second: $why" weighs 0.1 "$n" "$feature" "$first" "$second"
done <"$tmp/cases"
while IFS=$'\t' read -r feature query first second why; do
    ok "not too much $feature: $query: $first before $second: $why" \
        weighs 10 "$n" "$feature" "$first" "$second"
done <"$tmp/limits"
# Of what has the number alone, nothing else tells; and editions change places after all is added up.
ok "edition: what is in force before what is past" best 'GB 798-2018' 798
ok "without it, by number" best 'CB 798-2000' 798 edition
ok "edition: half of it for the second, in the sum" adds_up edition 798
ok "edition-order: what a place won or lost is in the sum" adds_up edition-order 'anchors rock sand'
# 蓄电池 is in 电瓶 said in its own language, in battery in another.
ok "expansion: who says it in two ways says it once; a synonym is nearer than a translation" \
    ordered expansion 蓄电池 'GB/T 783-2019' == 'GB/T 896-2019' '>' 'ISO 851:2018' '>' 'GB/T 781-2019'
ok "approximate: a translation more than a synonym, but for who says it in both" \
    ordered approximate 蓄电池 'ISO 851:2018' '>' 'GB/T 896-2019' == 'GB/T 783-2019' '>' 'GB/T 781-2019'
ok "words-held: a word whole, not its pairs apart" ordered words-held 巧克力盒子 'GB/T 921-2019' '>' 'GB/T 922-2019'
ok "words-held: what only asks is a word where there is nothing else" values_of words-held 是什么 'GB/T 923-2019' '> 0.9'
ok "reference: a law's name without what all begin with" ordered reference 养羊法第三条 'L 5' == 'L 6' '>' 'L 7'
ok "each feature has a case" each_has_a_case

# What features measure, over documents made for it: W N has two words at the ends of so many.
apart() { # apart N: a record with N words, the first and the last of which are asked for
    printf '{"id":"W %d","title_en":"Anvil%s bellows"}\n' "$1" "$(yes ' of' | head -n $(($1 - 2)) | tr -d '\n')"
}
{
    for words in 13 14 15 16 39 40 41; do apart $words; done
    cat <<'END'
{"id":"T 1","title_en":"Tongs","title_fr":"Anvil bellows"}
{"id":"T 2","title_en":"Anvil","title_fr":"Bellows"}
{"id":"T 3","title_en":"Tongs","title_fr":"Fer","scope_en":"An anvil, bellows."}
{"id":"R 1","title_en":"Of a red fox"}
{"id":"R 2","title_en":"Of a red hen"}
{"id":"R 3","title_en":"Of a hen, red"}
{"id":"H 1","title_en":"Barrows - Part 1: Rough-terrain barrows"}
{"id":"H 2","title_en":"Barrows - Rough"}
{"id":"H 3","title_en":"Barrows - Rough-terrain"}
{"id":"L 1","title_zh":"养鹅法第三条"}
{"id":"L 2","title_zh":"养鹅法第𠀀三条"}
{"id":"L 3","title_zh":"养鹅法第 三 条"}
END
} >"$tmp/measured.jsonl"
BIAOSOU_INDEX=$tmp/measured
ok "the measured are indexed" "$biaosou" index build "$tmp/measured.jsonl"
ok "narrow-window: of fifteen words" ordered narrow-window 'anvil bellows' 'W 14' == 'W 15' '>' 'W 16' '==' 'W 41'
ok "window: of forty" ordered window 'anvil bellows' 'W 16' == 'W 39' == 'W 40' '>' 'W 41'
ok "window: side by side is more" ordered window 'anvil bellows' 'T 1' '>' 'W 13' == 'W 40'
ok "title-held: the title that has most" ordered title-held 'anvil bellows' 'T 1' '>' 'T 2' '>' 'T 3'
ok "title-held: all" values_of title-held 'anvil bellows' 'T 1' '> 0.999'
ok "title-held: what no title has" values_of title-held 'anvil bellows' 'T 3' '== 0'
ok "own-title: the same" ordered own-title 'anvil bellows' 'T 1' '>' 'T 2' '>' 'T 3'
ok "stretch: a word that the query has twice goes on as it does in either place" \
    ordered stretch 'red fox red hen' 'R 1' '>' 'R 3' '<' 'R 2'
ok "title-equal: an element" values_of title-equal rough 'H 2' '== 0.6'
ok "title-equal: a hyphen within a word ends none" values_of title-equal rough 'H 1' '== 0'
ok "title-equal: nor is it between the words of one" values_of title-equal 'rough terrain' 'H 3' '== 0.6'
ok "reference: the article" ordered reference 养鹅法第三条 'L 1' '>' 'L 2'
ok "reference: not one with another character in its number" values_of reference 养鹅法第三条 'L 2' '== 0'
exit $failed
