#!/bin/bash
# Bits that flip in any file of an index: each answer is the right one or an error, and `index check`
# sees each. BIAOSOU_DAMAGES: how many (scripts/stress does hundreds); BIAOSOU_SEED.
. "${TESTS_DIR:?}/index-common.bash"

documents 1 1500 >base.jsonl
echo 'no record' >>base.jsonl
documents 1400 1600 改 >update.jsonl
printf 'q1\t云计算安全\nq2\t风险评估要求\nq3\t密码\nq4\tGB/T 150\nq5\t安全的网络接口\n' >queries
index build -d I base.jsonl 2>/dev/null
index update -d I update.jsonl 2>/dev/null
index delete -d I "GB/T 7-2007" 2>/dev/null
ok "an index with two shards and dead documents" is "$(shards I) $(count I)" "2 1599"
ok "it is whole" whole I
python3 "$TESTS_DIR/index-damage.py" "$biaosou" I "${BIAOSOU_DAMAGES:-60}" "${BIAOSOU_SEED:-1}" queries >damages
found=$?
ok "no damage makes a wrong answer" test $found = 0
cat damages
plan
