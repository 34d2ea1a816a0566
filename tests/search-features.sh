#!/usr/bin/env bash
# Each feature of ranking has its effect: of two documents, one comes first because of it. Without the
# feature the other one does, and so would it with a tenth of the weight or the other sign. TAP.
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
cut -f2 "$tmp/cases" | awk '{ print NR "\t" $0 }' >"$tmp/queries"

# margin RUN CASE FIRST SECOND: how much more FIRST scores
margin() {
    awk -F'\t' -v q="$2" -v a="$3" -v b="$4" '$1 == q { score[$3] = $5 }
        END { if (!(a in score) || !(b in score)) exit 1; printf "%.6f\n", score[a] - score[b] }' "$1"
}
# decides CASE FEATURE FIRST SECOND: the feature brings FIRST before SECOND, and a tenth of it would not
decides() {
    local with without
    "$biaosou" batch --syntax --without "$2$(beside "$2" and)" "$tmp/queries" >"$tmp/without" || return 1
    "$biaosou" batch --syntax --without "$(beside "$2")" "$tmp/queries" >"$tmp/with" || return 1
    with=$(margin "$tmp/with" "$1" "$3" "$4") || { echo "not among the hits"; return 1; }
    without=$(margin "$tmp/without" "$1" "$3" "$4") || { echo "not among the hits without"; return 1; }
    echo "$3 scores $with more than $4; without $2: $without"
    awk -v with="$with" -v without="$without" 'BEGIN { exit !(with > 0 && without + (with - without) / 10 < 0) }'
}

# best ID QUERY [WITHOUT]
best() {
    local got
    printf 'q\t%s\n' "$2" >"$tmp/query"
    got=$("$biaosou" batch --syntax ${3:+--without "$3"} "$tmp/query" | head -1 | cut -f3)
    [ "$got" = "$1" ] || { echo "$got instead of $1"; return 1; }
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

echo "1..$(($(wc -l <"$tmp/cases") + 5))"
ok "the queries run" "$biaosou" batch --syntax "$tmp/queries"
while IFS=$'\t' read -r feature query first second why; do
    ok "$feature: $query: $first before $second: $why" decides "$n" "$feature" "$first" "$second"
done <"$tmp/cases"
# Of what has the number alone, nothing else tells; and editions change places after all is added up.
ok "edition: what is in force before what is past" best 'GB 798-2018' 798
ok "without it, by number" best 'CB 798-2000' 798 edition
ok "edition: half of it for the second, in the sum" adds_up edition 798
ok "edition-order: what a place won or lost is in the sum" adds_up edition-order 'anchors rock sand'
exit $failed
