#!/bin/bash
# Bad rows among good ones, bad files among good ones, odd records.
. "${TESTS_DIR:?}/index-common.bash"

# 20,000 good rows, which are three batches, a bad one after each 2,000.
documents 1 20000 >good.jsonl
bad=('{"id":"GB/T 1' 'no JSON at all' '[1,2]' '{"title_zh":"没有编号"}' '{"id":17}' '{"id":""}'
    '{"id":"GB/T 9-2000","title_zh":["list"]}' '{"id":"GB/T 9-2000","id":"GB/T 8-2000"}'
    $'{"id":"GB/T \xff-2000"}' '{"id":"GB/T 9-2000","published":"yesterday"}')
line=0
: >mixed.jsonl
for i in "${!bad[@]}"; do
    sed -n "$((i * 2000 + 1)),$(((i + 1) * 2000))p" good.jsonl >>mixed.jsonl
    printf '%s\n' "${bad[$i]}" >>mixed.jsonl
    line=$((line + 2001))
    echo $line >>wanted-lines
done
run index build -d I --rejects rejects.jsonl mixed.jsonl
ok "rows rejected: status 3" test $status = 3
ok "the good ones are there, and the one with a bad date" is "$(count I)" 20001
sed 's/.*"line": *\([0-9]*\).*/\1/' rejects.jsonl >lines
ok "every reject once, with its line, in order" cmp lines wanted-lines
ok "each names the file" is "$(grep -c '"file": *"mixed.jsonl"' rejects.jsonl)" 10
ok "each has a reason" is "$(grep -c '"reason": *"..*"' rejects.jsonl)" 10
ok "the report is also in the index" cmp rejects.jsonl I/reports/000001/rejects.jsonl
ok "messages tell file and line" grep -q '^biaosou: mixed.jsonl:2001: ' err
ok "and how many there are" grep -q '10 rejected' err
ok "the report is valid JSON" python3 -c 'import json; [json.loads(l) for l in open("rejects.jsonl")]'

before=$(index info --json -d I)
run index build --force -d I --max-rejects 9 --rejects too-many.jsonl mixed.jsonl
ok "too many rejects: status 3" test $status = 3
ok "the index is as it was" is "$(index info --json -d I)" "$before"
ok "the rejects are told" test -s too-many.jsonl
ok "nothing left behind" no_leftovers I
run index build --force -d I --max-rejects 10 mixed.jsonl
ok "as many as allowed: done" is "$(count I)" 20001

# Files.
documents 1 20 >a.jsonl
documents 21 30 >b.jsonl
run index build -d F a.jsonl missing.jsonl b.jsonl
ok "a missing file: status 3" test $status = 3
ok "the others are done" is "$(count F)" 30
ok "it is named" grep -q missing.jsonl err
before=$(index info --json -d F)
run index build -d F a.jsonl missing.jsonl b.jsonl
ok "with a missing file it is never unchanged" test $status = 3
run index build -d F missing.jsonl
ok "no file at all: status 3" test $status = 3
ok "the index stays" is "$(count F)" 30
xz -k a.jsonl
head -c 150 a.jsonl.xz >cut.jsonl.xz
run index build --force --allow-shrink -d F cut.jsonl.xz b.jsonl
ok "a cut file: status 3" test $status = 3
ok "the other is done" test "$(count F)" -ge 10
ok "it is named" grep -q cut.jsonl.xz err
printf '%%PDF-1.4 something' >paper.pdf
run index build --force --allow-missing -d F paper.pdf b.jsonl
ok "a foreign file: status 3" test $status = 3
ok "the other is done" is "$(count F)" 10
mkdir -p folder/inner
cp a.jsonl folder
cp b.jsonl folder/inner
run index build -d D folder
ok "a folder: all its files" is "$(count D)" 30
# A file given more than once.
# again RECORDS NAMES FILE...: so many records are read, and these files are named
again() {
    rm -rf Again
    run index build -d Again "${@:3}"
    ok "${*:3}: each file is read once" grep -q " from $1 records" err
    ok "${*:3}: which were given again" is "$(sed -n 's/^biaosou: note: given more than once, read once: //p' err)" "$2"
}
ln -s a.jsonl same.jsonl
ln b.jsonl hard.jsonl
again 20 a.jsonl a.jsonl a.jsonl
again 20 ./a.jsonl a.jsonl "$PWD/a.jsonl" ./a.jsonl
again 30 folder/inner/b.jsonl folder folder/inner/b.jsonl
again 30 folder/inner/b.jsonl folder/inner/b.jsonl folder
again 30 "folder/a.jsonl, folder/inner/b.jsonl" folder folder/
again 30 "a.jsonl, b.jsonl" same.jsonl hard.jsonl a.jsonl b.jsonl
again 60 "" folder a.jsonl b.jsonl
ok "a copy is a file of its own" is "$(count Again)" 30
run index build -d Again a.jsonl missing.jsonl ./missing.jsonl
ok "a missing file given again is told once" is "$(grep -c 'missing.jsonl: ' err)" 1
run index update -d Again b.jsonl b.jsonl
ok "an update, too" grep -q 'given more than once, read once: b.jsonl$' err
mkdir many
for i in 1 2 3 4 5 6 7; do documents $i $i >many/$i.jsonl; done
again 7 "many/1.jsonl, many/2.jsonl, many/3.jsonl, many/4.jsonl, many/5.jsonl and 2 more" many many
for title in 先 后; do echo "{\"id\":\"GB/T 7-2020\",\"title_zh\":\"$title\"}" >$title.jsonl; done
index build -d Order 先.jsonl 后.jsonl 先.jsonl 2>/dev/null
ok "its last place counts" is "$("$biaosou" show -d Order 7 | sed -n 's/^title_zh  *//p')" 先

odd=$'folder/\xb1\xea\xd7\xbc.jsonl'
if cp a.jsonl "$odd" 2>/dev/null; then
    echo broken >>"$odd"
    run index build -d D folder
    ok "a file's name that is no UTF-8: status 3 for its bad row" test $status = 3
    ok "the index can be read" whole D
    run index build -d D
    ok "and the file read again" is "$(count D)" 30
else
    skip "a file's name that is no UTF-8" "the file system refuses it"
fi
: >empty.jsonl
run index build -d E empty.jsonl
ok "an empty file: status 0" test $status = 0
ok "no documents" is "$(count E)" 0
run "$biaosou" search -d E 安全
ok "searching an empty index finds nothing" test $status = 1
run index check --digest -d E
ok "it is whole" test $status = 0
run index update -d E a.jsonl
ok "it can be updated" is "$(count E)" 20
run index build -d O - < <(head -1 a.jsonl)
ok "one document" is "$(ids O 技术要求)" "GB/T 1-2001"
run index delete -d O "GB/T 1-2001"
ok "deleted: none" is "$(count O)" 0
run "$biaosou" search -d O 技术要求
ok "and nothing found" test $status = 1
run index compact -d O
ok "joined: none" is "$(count O)" 0

# Odd records.
python3 - <<'P'
import json
big = "很长的标题" * 700000
rows = [{"id": x, "title_zh": "怪号 %d" % i} for i, x in enumerate(
    ["a b/c\\d", "é😀", "..", "../../etc", "%s%n", "x\ty", "住建部令第 37 号", "Q" * 300, "'\"<>&", "长" * 5000])]
rows += [{"id": "GB/T 5-2005", "title_zh": "长范围", "scope_zh": big}, {"id": "长号" * 1700000, "title_zh": "很长的号"}]
with open("odd.jsonl", "w", encoding="utf-8") as f:
    for r in rows: f.write(json.dumps(r, ensure_ascii=False) + "\n")
    f.write(json.dumps({"id": "GB/T 6-2006", "title_zh": "长" * 6000000}) + "\n")  # over the limit
P
run index build -d W odd.jsonl
ok "very long and odd: the row over the limit is rejected" test $status = 3
ok "the others are there" is "$(count W)" 12
ok "whole" whole W
ok "an odd id is found" is "$(ids W 怪号 | grep -c 37)" 1
run "$biaosou" show -d W "../../etc"
ok "an odd id is shown" test $status = 0
run index delete -d W .. "长长"
ok "and deleted" is "$(count W)" 11
run index compact -d W
ok "joined" whole W

# No more than 64 texts of a record are searched.
python3 - >texts.jsonl <<'P'
import json
for n in (62, 63):  # title_zh and scope_zh besides
    r = {"id": "ISO %d" % n, "title_zh": "题目", "scope_zh": "范围"}
    r.update({"title_x%s%s" % (chr(97 + i // 26), chr(97 + i % 26)): "title %d" % i for i in range(n)})
    print(json.dumps(r, ensure_ascii=False))
P
run index build -d T --rejects texts-rejects.jsonl texts.jsonl
ok "more than 64 texts: both records are there" is "$(count T)" 2
ok "and it is told of one that some are not searched" is "$(jq -r '"\(.line) \(.reason)"' texts-rejects.jsonl)" \
    "2 the record has 65 texts, of which the first 64 are searched; it is kept whole"
plan
