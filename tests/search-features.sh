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
cut -f2 "$tmp/cases" | awk '{ print NR "\t" $0 }' >"$tmp/queries"

# margin RUN CASE FIRST SECOND: how much more FIRST scores
margin() {
    awk -F'\t' -v q="$2" -v a="$3" -v b="$4" '$1 == q { score[$3] = $5 }
        END { if (!(a in score) || !(b in score)) exit 1; printf "%.6f\n", score[a] - score[b] }' "$1"
}
# decides CASE FEATURE FIRST SECOND: the feature brings FIRST before SECOND, and a tenth of it would not
decides() {
    local with without
    "$biaosou" batch --syntax --without "$2" "$tmp/queries" >"$tmp/without" || return 1
    with=$(margin "$tmp/with" "$1" "$3" "$4") || { echo "not among the hits"; return 1; }
    without=$(margin "$tmp/without" "$1" "$3" "$4") || { echo "not among the hits without"; return 1; }
    echo "$3 scores $with more than $4; without $2: $without"
    awk -v with="$with" -v without="$without" 'BEGIN { exit !(with > 0 && without + (with - without) / 10 < 0) }'
}

echo "1..$(($(wc -l <"$tmp/cases") + 1))"
ok "the queries run" "$biaosou" batch --syntax "$tmp/queries"
cp "$tmp/log" "$tmp/with"
while IFS=$'\t' read -r feature query first second why; do
    ok "$feature: $query: $first before $second: $why" decides "$n" "$feature" "$first" "$second"
done <"$tmp/cases"
exit $failed
