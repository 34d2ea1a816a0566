#!/bin/bash
# The command `biaosou tokenize`: its options, its output, its exit statuses.
set -u
BIAOSOU=${BIAOSOU:-./biaosou}
n=0
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

check() { # NAME EXPECTED GOT
    n=$((n + 1))
    if [ "$2" = "$3" ]; then
        echo "ok $n - $1"
    else
        echo "not ok $n - $1"
        printf '# expected: %s\n# got: %s\n' "$2" "$3"
    fi
}

echo 1..12
check "text: term, kind, start, end" $'systems\tword\t0\t7\nsystem\tstem\t0\t7' \
    "$("$BIAOSOU" tokenize Systems)"
check "arguments are joined by spaces" $'a\tword\t0\t1\nb\tword\t2\t3' "$("$BIAOSOU" tokenize A B)"
check "standard input, a newline after it" $'a\tword\t0\t1' "$(echo A | "$BIAOSOU" tokenize)"
check "json" '{"tokens":[{"term":"a","kind":"word","start":0,"end":1}],"normalized":"a \"\\","invalid":0}' \
    "$(printf 'A "\\' | "$BIAOSOU" tokenize --format json)"
check "json of malformed bytes" '{"tokens":[],"normalized":"'$'\xef\xbf\xbd''","invalid":1}' \
    "$(printf '\377' | "$BIAOSOU" tokenize -f json 2>/dev/null)"
check "malformed bytes are told" "biaosou: 1 malformed UTF-8 sequence was read as U+FFFD" \
    "$(printf '\377' | "$BIAOSOU" tokenize 2>&1)"
check "nothing gives nothing" "0" "$(: | "$BIAOSOU" tokenize >"$work/out"; echo $(($? + $(wc -c <"$work/out"))))"
printf '恢复能\nAES\n' >"$work/words"
check "a lexicon of one's own" 恢复能$'\tword\t6\t15' \
    "$("$BIAOSOU" tokenize --lexicon "$work/words" 灾难恢复能力 2>/dev/null | grep 恢复能)"
check "its bad lines are told" "biaosou: $work/words:2: not a word of 2 to 32 CJK characters; 1 such line skipped" \
    "$("$BIAOSOU" tokenize --lexicon "$work/words" x 2>&1 >/dev/null)"
"$BIAOSOU" tokenize --lexicon "$work/none" x >/dev/null 2>&1
check "a missing lexicon is a failure" 5 $?
"$BIAOSOU" tokenize --format xml x >/dev/null 2>&1
check "an unknown format is wrong usage" 2 $?
"$BIAOSOU" tokenize x >/dev/full 2>/dev/null
check "a full disk is a failure" 5 $?
