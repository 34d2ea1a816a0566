#!/bin/bash
# The same input makes the same index, in whatever pieces and with however many workers; updates,
# deletions, joining, going back.
. "${TESTS_DIR:?}/index-common.bash"

documents 1 20000 >all.jsonl
documents 100 160 修订 | sed 's/"made"/"later"/' >>all.jsonl
split -l 3000 -d all.jsonl part-
printf 'q1\t云计算安全\nq2\t风险评估要求\nq3\t密码\nq4\tGB/T 150\n' >queries
for jobs in 1 2 5; do index build --jobs $jobs -d one-$jobs all.jsonl 2>/dev/null; done
one=$(digest one-1)
ok "a digest of 64 digits" test ${#one} = 64
ok "two workers make the same index as one" is "$(digest one-2)" "$one"
ok "five workers make the same index as one" is "$(digest one-5)" "$one"
"$biaosou" batch -d one-1 queries >run-1
"$biaosou" batch -d one-5 queries >run-5
ok "queries are answered" test -s run-1
ok "and answered the same" cmp run-1 run-5
index build -d many part-* 2>/dev/null
ok "input in many files makes the same index" is "$(digest many)" "$one"
index build -d pieces part-00 2>/dev/null
for part in part-0[1-9]; do index update -d pieces "$part" 2>/dev/null; done
ok "updates leave the same documents" is "$(count pieces)" "$(count one-1)"
ids pieces 修订 | sort >by-update
ids one-1 修订 | sort >by-build
ok "and find the same" cmp by-update by-build
index compact -d pieces 2>/dev/null
ok "updated in pieces and joined, the same index" is "$(digest pieces)" "$one"
"$biaosou" batch -d pieces queries >run-pieces
ok "the same scores too" cmp run-1 run-pieces
ok "nothing is left behind" no_leftovers pieces

# Records of one id in files of any order.
echo '{"id":"GB/T 1-2020","title_zh":"旧题目","status":"现行","progress":[{"date":"2020-01-01","event":"发布"}]}' >old.jsonl
echo '{"id":"GB/T 1-2020","title_zh":"新题目","progress":[{"date":"2021-01-01","event":"复审"}]}' >new.jsonl
for order in "old.jsonl new.jsonl" "new.jsonl old.jsonl"; do
    # shellcheck disable=SC2086
    index build --force -d merged $order 2>/dev/null
    ok "$order: one document" is "$(count merged)" 1
    ok "$order: with the newer title" is "$(ids merged 新题目)" "GB/T 1-2020"
    ok "$order: not the older" is "$(ids merged 旧题目)" ""
    ok "$order: and the older's status" is "$(ids merged 状态:现行)" "GB/T 1-2020"
done

# An undated correction by update wins, also when the sources are read again.
echo '{"id":"GB/T 1-2020","title_zh":"订正题目"}' >correction.jsonl
index build --force -d merged old.jsonl new.jsonl correction.jsonl 2>/dev/null
ok "in one build the dated title wins" is "$(ids merged 新题目)" "GB/T 1-2020"
index build --force -d merged old.jsonl new.jsonl 2>/dev/null
index update -d merged correction.jsonl 2>/dev/null
ok "by update the correction wins" is "$(ids merged 订正题目)" "GB/T 1-2020"
index build --force -d merged 2>/dev/null
ok "also in a build from the same sources" is "$(ids merged 订正题目)" "GB/T 1-2020"

# A draft known by its title, and then by its number.
echo '{"id":"draft 《信息安全技术 猫的管理》","title_zh":"信息安全技术 猫的管理","stage":"征求意见"}' >draft.jsonl
echo '{"id":"GB/T 77777-2024","kind":"gb","title_zh":"信息安全技术猫的管理"}' >number.jsonl
documents 1 50 >few.jsonl
index build -d at-once draft.jsonl number.jsonl few.jsonl 2>/dev/null
index build -d stepwise draft.jsonl few.jsonl 2>/dev/null
ok "the draft counts" is "$(count stepwise)" 51
index update -d stepwise number.jsonl 2>/dev/null
ok "with its number it is no other document" is "$(count stepwise)" 51
ok "it is found by its number" is "$(ids stepwise 猫的管理 | head -1)" "GB/T 77777-2024"
index compact -d stepwise 2>/dev/null
ok "as if built at once" is "$(digest stepwise)" "$(digest at-once)"

# What is superseded or deleted shows nowhere.
index build -d live few.jsonl 2>/dev/null
documents 1 10 换词 | sed 's/现行/废止/' >changed.jsonl
index update -d live changed.jsonl 2>/dev/null
ok "ten have the new text" is "$(ids live 换词 | wc -l)" 10
ok "ten have the new status" is "$(ids live 状态:废止 | wc -l)" 10
ok "forty the old" is "$(ids live 状态:现行 | wc -l)" 40
"$biaosou" search -d live --facet status --format json 技术要求 >facets.json 2>/dev/null
ok "totals are exact" grep -q '"total": *50' facets.json
ok "facets are exact" python3 -c '
import json; f = json.load(open("facets.json"))["facets"]
v = f["status"] if isinstance(f, dict) else [x for x in f if x.get("field") == "status"][0]["values"]
got = v if isinstance(v, dict) else {x["value"]: x["count"] for x in v}
assert got == {"现行": 40, "废止": 10}, got'
index delete -d live "GB/T 1-2001" "gbt 50-2002" 2>/dev/null
ok "deleted ones are not counted" is "$(count live)" 48
ok "nor found" is "$(ids live 技术要求 | grep -cE '^GB/T (1-2001|50-2002)$')" 0
run "$biaosou" show -d live "GB/T 1-2001"
ok "nor shown" test $status = 1
run index delete -d live "GB/T 1-2001"
ok "deleting what is not there says so" test $status = 1
index diff -d live 2>/dev/null | sort >difference
ok "the difference is the two" is "$(cut -f1 difference | tr -s ' ' | tr '\n' ';')" "gone GB/T 1-2001;gone GB/T 50-2002;"
index rollback -d live 2>/dev/null
ok "going back brings them again" is "$(count live)" 50
index delete -d live "GB/T 2-2002" 2>/dev/null
index compact -d live 2>/dev/null
ok "joined: one shard" is "$(shards live)" 1
ok "joined: the deleted stay away" is "$(count live)" 49
ok "joined: whole" whole live
ok "joined: nothing left behind" no_leftovers live

# Nothing to do; sources read again; another folder.
run index build -d again few.jsonl
before=$(index info --json -d again)
run index build -d again few.jsonl
ok "an unchanged build does nothing" is "$(index info --json -d again)" "$before"
mkdir elsewhere
documents 1 51 >few.jsonl
(cd elsewhere && index build -d ../again 2>/dev/null)
ok "without files the sources are read again, from anywhere" is "$(count again)" 51
index build -d piped - <few.jsonl 2>/dev/null
ok "standard input is a source" is "$(count piped)" 51
run index build --force -d piped
ok "that cannot be read again" test $status = 3
ok "and the index stays" is "$(count piped)" 51
run index update -d nowhere few.jsonl
ok "no update without an index" test $status = 4
ok "and no folder made" test ! -e nowhere

# Many updates in a row.
index build -d row all.jsonl 2>/dev/null
most=0
for i in $(seq 1 60); do
    documents $((30000 + i)) $((30000 + i)) >more.jsonl
    documents "$i" "$i" "改$i" >>more.jsonl
    index update --jobs 2 -d row more.jsonl 2>/dev/null || break
    now=$(shards row)
    [ "$now" -le $most ] || most=$now
done
ok "sixty updates" is "$(count row)" 20060
ok "leave few shards ($most)" test $most -le 24
ok "all whole" whole row
ok "nothing left behind" no_leftovers row

# A copy that is made while updates run.
for i in 1 2 3 4; do documents $((40000 + i)) $((40000 + i)) >"add-$i.jsonl"; done
for i in 1 2; do
    index update -d row add-$i.jsonl 2>/dev/null &
    cp -r row copy-$i
    wait $!
    whole copy-$i || index rollback -d copy-$i >/dev/null 2>&1
    ok "a copy is whole, at the latest after going back" whole copy-$i
done
(for i in 3 4; do index update --wait -d row add-$i.jsonl 2>/dev/null; done) &
flock row/lock cp -r row copy-locked
wait
ok "a copy under the lock is whole" whole copy-locked
# A number that was rolled back is not given to another generation, whatever ran in between.
documents 1 3 >few.jsonl
for i in 4 5 6; do documents $i $i >one-$i.jsonl; done
number() { index info -d numbered | sed -n 's/^generation  *\([0-9]*\).*/\1/p'; }
index build -d numbered few.jsonl 2>/dev/null
index update -d numbered one-4.jsonl 2>/dev/null
index update -d numbered one-5.jsonl 2>/dev/null
index rollback -d numbered 2>/dev/null
ok "rolled back" is "$(number)" 2
for i in 1 2; do index update -d numbered few.jsonl 2>/dev/null; done
ok "nothing to do, nothing new" is "$(number)" 2
index update -d numbered one-6.jsonl 2>/dev/null
ok "the next number is new" is "$(number)" 4
plan
