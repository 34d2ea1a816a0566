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
generation=$(basename "$(ls I/generations/*.json | tail -1)" .json)
for file in I/generations/"$generation".dead/*; do
    cp "$file" saved
    python3 -c 'import sys; f = open(sys.argv[1], "r+b"); b = f.read(1)[0]; f.seek(0); f.write(bytes([b ^ 8]))' "$file"
    run index check -d I
    ok "another document dead: check sees it" test $status = 4
    run "$biaosou" search -d I 技术要求
    ok "and there is no answer" test $status = 4
    cp saved "$file"
done
cp I/CURRENT saved
for text in '000001 4e413570' '000003\x004e413570\n' '000001\x0000000000\n'; do
    printf "$text" >I/CURRENT
    run index check -d I
    ok "CURRENT as $text: check sees it" test $status = 4
done
cp saved I/CURRENT
python3 "$TESTS_DIR/index-damage.py" "$biaosou" I "${BIAOSOU_DAMAGES:-60}" "${BIAOSOU_SEED:-1}" queries >damages
found=$?
ok "no damage makes a wrong answer" test $found = 0
cat damages
plan
