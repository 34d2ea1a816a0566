#!/bin/bash
# bench/evaluate against cases worked out by hand (cases/evaluate/README.md), and the randomization test.
here=${TESTS_DIR:-$(cd "$(dirname "$0")" && pwd)}
bench=$here/../bench
if ! python3 -c 'import sys; sys.exit(sys.version_info < (3, 8))' 2>/dev/null; then
    echo "1..0 # SKIP no python3"
    exit 0
fi
cd "$here/cases/evaluate" || exit 99
n=0
result() {                              # result STATUS NAME
    n=$((n + 1))
    if [ "$1" = 0 ]; then echo "ok $n - $2"; else echo "not ok $n - $2"; fi
}
for run in *.run; do
    name=${run%.run}
    args=()
    [ ! -e "$name.args" ] || read -r -a args <"$name.args"
    if [ -e "$name.error" ]; then
        got=$(python3 "$bench/evaluate" "$run" "$name.qrels" 2>&1)
        [ $? = 2 ] && [ "$got" = "$(cat "$name.error")" ]
    else
        python3 "$bench/evaluate" -q -m ndcg@10 -m mrr@10 -m recall@100 -m success@1 "${args[@]}" \
            "$run" "$name.qrels" 2>&1 | diff -u "$name.expected" - | sed 's/^/# /'
        [ "${PIPESTATUS[*]}" = "0 0 0" ]
    fi
    result $? "$name"
done

# Signs of three equal differences: 2 of 8 outcomes are as far out as all the same.
PYTHONDONTWRITEBYTECODE=1 PYTHONPATH=$bench python3 - <<'PY'
import trec
p = trec.randomization_test([.5, .5, .5])
assert abs(p - .25) < .02, p
assert trec.randomization_test([.5, .5, .5]) == p, "not deterministic"
assert trec.randomization_test([0, 0]) == 1
assert trec.randomization_test([.1] * 40) == 1 / 10001
# 1 and 2: sums 3, 1, -1, -3, so +1 is reached by all four and +3 by two
assert trec.randomization_test([1, -2]) == 1
assert abs(trec.randomization_test([1, 2]) - .5) < .02
# CRC-32 of "a" is e8b7be43 (odd), of "1" 83dcefb7 (odd), of "0" f4dbdf21 (odd), of "d" 98dd4acc (even)
assert [trec.half(q) for q in "a10d"] == ["held-out"] * 3 + ["tuning"]
PY
result $? "randomization test and halves"

[ "$(python3 "$bench/make-documents" 20 | head -n 10)" = "$(python3 "$bench/make-documents" 10)" ]
result $? "made documents are the same every time, whatever their number"

made=$(mktemp -d) || exit 99
trap 'rm -rf "$made"' EXIT
python3 "$bench/make-documents" 300 >"$made/made.jsonl"
for i in 1 2; do
    python3 "$bench/known-items" "$made/made.jsonl" --count 20 --models exact,missing,swapped,wrong,memory \
        --engines none -o "$made/$i"
done
diff -r "$made/1" "$made/2" >/dev/null && [ "$(wc -l <"$made/1/queries.tsv")" = 100 ] &&
    awk -F'\t' '{ print $1 "\tQ0\t" $3 "\t1\t1\tself" }' "$made/1/qrels.txt" >"$made/run" &&
    python3 "$bench/evaluate" -m success@1 "$made/run" "$made/1/qrels.txt" | grep -qx 'success@1	all	1.0000'
result $? "known items are the same every time"
echo "1..$n"
