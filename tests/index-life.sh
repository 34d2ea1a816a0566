#!/bin/bash
# A plan that became a standard is one document with it, however and whenever its records come.
. "${TESTS_DIR:?}/index-common.bash"

cat >plans.jsonl <<'R'
{"id":"20231926-T-469","title_zh":"灯塔 安全要求","scope_zh":"灯塔的范围","stage":"征求意见","committee":"SAC/TC 260","progress":[{"date":"2024-02-05","event":"征求意见"}]}
{"id":"20231927-T-469","title_zh":"浮标 安全要求","committee":"SAC/TC 260","progress":[{"date":"2024-02-05","event":"审查"}]}
{"id":"20231928-T-469","title_zh":"航标 安全要求","progress":[{"date":"2024-02-05","event":"审查"}]}
{"id":"20231929-T-469","title_zh":"信标 安全要求","committee":"SAC/TC 260"}
{"id":"20231930-T-469","title_zh":"路标 安全要求"}
{"id":"20181930-T-469","title_zh":"路标 安全要求"}
{"id":"20231931-T-469","title_zh":"坐标 安全要求"}
{"id":"20231932-T-469","title_zh":"目标 安全要求","progress":[{"date":"2025-03-01","event":"征求意见"}]}
{"id":"20231933-T-469","title_zh":"界标 安全要求"}
{"id":"20231934-T-469","title_zh":"鼠标 安全要求"}
{"id":"20101935-T-469","title_zh":"图标 安全要求"}
{"id":"20231936-T-469","title_zh":"队标 安全要求"}
{"id":"draft 《灯塔安全要求》","title_zh":"灯塔安全要求","title_en":"Lighthouses"}
R
cat >standards.jsonl <<'R'
{"id":"GB/T 45001-2024","title_zh":"灯塔 要求","plan":"20231926-T-469","published":"2024-11-28"}
{"id":"GB/T 45002-2024","title_zh":"浮标安全要求","committee":"SAC/TC 260","published":"2024-11-28"}
{"id":"GB/T 45003-2019","title_zh":"航标 安全要求","published":"2019-03-01"}
{"id":"GB/T 45004-2024","title_zh":"信标 安全要求","committee":"SAC/TC 28"}
{"id":"GB/T 45005-2024","title_zh":"路标 安全要求"}
{"id":"GB/T 45006.1-2024","title_zh":"坐标 第1部分","plan":"20231931-T-469"}
{"id":"GB/T 45006.2-2024","title_zh":"坐标 第2部分","plan":"20231931-T-469"}
{"id":"GB/T 45007-2024","title_zh":"目标 安全要求","published":"2024-06"}
{"id":"GB/T 45008-2027","title_zh":"界标 安全要求"}
{"id":"GB/T 45008-2024","title_zh":"界标 安全要求"}
{"id":"GB/T 45009-2024","title_zh":"鼠标 安全要求"}
{"id":"GB/T 45010-2024","title_zh":"鼠标 安全要求"}
{"id":"GB/T 45011-2024","title_zh":"图标 安全要求"}
{"id":"YD/T 45012-2024","title_zh":"队标 安全要求"}
{"id":"GB/T 45012-2024","title_zh":"队标 安全要求","plan":"20231999-T-469"}
R
# What stays a plan: an older edition's revision, another committee's, one of two of that title, one of two
# parts, one that went on after the standard was there, where two standards have the title, too old a plan,
# an industry's standard or another plan's.
wanted='20101935-T-469
20181930-T-469
20231928-T-469
20231929-T-469
20231930-T-469
20231931-T-469
20231932-T-469
20231934-T-469
20231936-T-469
GB/T 45001-2024
GB/T 45002-2024
GB/T 45003-2019
GB/T 45004-2024
GB/T 45005-2024
GB/T 45006.1-2024
GB/T 45006.2-2024
GB/T 45007-2024
GB/T 45008-2024
GB/T 45008-2027
GB/T 45009-2024
GB/T 45010-2024
GB/T 45011-2024
GB/T 45012-2024
YD/T 45012-2024'
all() { ids "$1" 要求 OR 坐标 | LC_ALL=C sort; }
# field DIR ID MEMBER
field() { "$biaosou" show -d "$1" --format json "$2" 2>/dev/null | python3 -c '
import json, sys
print(json.load(sys.stdin)["record"].get(sys.argv[1], ""))' "$3"; }
one_life() {
    is "$(field "$1" 20231926-T-469 id)" "GB/T 45001-2024" &&
        is "$(field "$1" "GB/T 45001-2024" plan)" 20231926-T-469 &&
        is "$(field "$1" 20231926-T-469 kind)" gb &&
        is "$(field "$1" 20231926-T-469 scope_zh)" 灯塔的范围 &&
        is "$(field "$1" 20231926-T-469 title_en)" Lighthouses &&
        is "$(field "$1" 20231926-T-469 title_zh)" "灯塔 要求" &&
        is "$(field "$1" 20231926-T-469 former_title | tr -d ' ')" 灯塔安全要求 &&
        is "$(field "$1" 20231926-T-469 published)" 2024-11-28 &&
        is "$(field "$1" 20231926-T-469 stage)" 发布 &&
        is "$(field "$1" 20231927-T-469 id)" "GB/T 45002-2024" &&
        is "$(field "$1" "GB/T 45002-2024" plan)" 20231927-T-469 &&
        is "$(field "$1" 20231933-T-469 id)" "GB/T 45008-2024"
}

any_order plans.jsonl standards.jsonl "$wanted" one_life 24
index update -d late standards.jsonl plans.jsonl 2>/dev/null
run index update -d late standards.jsonl plans.jsonl
ok "told again, nothing is new" grep -q 'nothing to do' err
ok "and nothing is lost" is "$(all late)" "$wanted"

# A later step is the stage; one from before is not.
step() { echo '{"id":"20231926-T-469","progress":[{"date":"'"$1"'","event":"'"$2"'"}]}' >step.jsonl; }
step 2024-12-01 发布
index update -d late step.jsonl 2>/dev/null
ok "a plan's number in a later report is the standard" is "$(count late) $(field late 20231926-T-469 stage)" "24 发布"
step 2024-01-01 立项
index update -d late step.jsonl 2>/dev/null
ok "an earlier step is no stage" is "$(field late 20231926-T-469 stage)" 发布
step 2024-12-02 宣贯
index update -d late step.jsonl 2>/dev/null
ok "nor what is none" is "$(field late 20231926-T-469 stage)" 发布

# Who contradicts: each row is what stays after both files, built at once and by an update.
stays() {
    printf '%s\n' "$1" >first.jsonl
    printf '%s\n' "$2" >second.jsonl
    index build -d at-once --allow-shrink first.jsonl second.jsonl 2>/dev/null
    rm -rf by-update
    index build -d by-update first.jsonl 2>/dev/null
    index update -d by-update second.jsonl 2>/dev/null
    is "$(ids at-once 钟要求 | LC_ALL=C sort | paste -sd,)" "$3" && is "$(ids by-update 钟要求 | LC_ALL=C sort | paste -sd,)" "$3"
}
ok "two plans that name each other" stays '{"id":"20160001-T-469","title_zh":"甲钟要求","plan":"20160002-T-469"}' \
    '{"id":"20160002-T-469","title_zh":"乙钟要求","plan":"20160001-T-469"}' 20160001-T-469,20160002-T-469
ok "a second plan of a standard that has one" stays \
    '{"id":"GB/T 40001-2021","title_zh":"钟要求","plan":"20190001-T-469"}
{"id":"20180002-T-339","title_zh":"钟要求"}' '{"id":"GB/T 40001-2021","title_zh":"钟要求","published":"2021-03-01"}' \
    '20180002-T-339,GB/T 40001-2021'
ok "a plan that was ended" stays '{"id":"20190001-T-469","title_zh":"钟要求","progress":[{"date":"2020-05","event":"终止"}]}' \
    '{"id":"GB/T 40001-2021","title_zh":"钟要求"}' '20190001-T-469,GB/T 40001-2021'
ok "another committee's, as another record says" stays '{"id":"20190001-T-469","title_zh":"钟要求","committee":"SAC/TC 28"}
{"id":"GB/T 40001-2021","title_zh":"钟要求","committee":"SAC/TC 260"}' \
    '{"id":"GB/T 40001-2021","title_zh":"钟要求","published":"2021-03-01"}' '20190001-T-469,GB/T 40001-2021'
ok "the standard that a draft is to replace" stays \
    '{"id":"draft 《钟要求》","title_zh":"钟要求","progress":[{"date":"2024-05-06","event":"征求意见"}]}' \
    '{"id":"GB/T 30001-2008","title_zh":"钟要求"}' 'GB/T 30001-2008,draft 《钟要求》'

# A title that very many plans have says of none which standard is its, though the years of all but one speak against them.
namesakes() { # namesakes N: N old plans and a newer one
    local i
    for i in $(seq "$1"); do
        printf '{"id":"1990%04d-T-469","title_zh":"钟要求"}\n' "$i"
    done
    echo '{"id":"20190001-T-469","title_zh":"钟要求"}'
}
old_plans() { seq -f '1990%04g-T-469' -s, "$1"; }
ok "sixteen plans of one title" stays "$(namesakes 15)" '{"id":"GB/T 40001-2021","title_zh":"钟要求"}' "$(old_plans 15),GB/T 40001-2021"
ok "seventeen" stays "$(namesakes 16)" '{"id":"GB/T 40001-2021","title_zh":"钟要求"}' "$(old_plans 16),20190001-T-469,GB/T 40001-2021"

# What sources differ in is told, and why the one counts, whenever they come.
mkdir told
echo '{"id":"20231926-T-469","title_zh":"甲钟要求","committee":"SAC/TC 260"}' >told/2024-01.jsonl
echo '{"id":"20231926-T-469","title_zh":"乙钟要求","committee":"SAC/TC260"}' >told/2024-03.jsonl
echo '{"id":"20231926-T-469","title_zh":"丙钟要求"}' >told/list.jsonl
differ() {
    "$biaosou" show -d "$1" 20231926-T-469 | sed -n '/^conflicts/,$p' | diff - <(printf '%s\n' \
        'conflicts   title_zh: 丙钟要求 (told/list.jsonl:1); what counts is dated (told/2024-03.jsonl:1, 2024-03)' \
        '            title_zh: 甲钟要求 (told/2024-01.jsonl:1, 2024-01); what counts is newer (told/2024-03.jsonl:1, 2024-03)')
}
index build -d telling told/2024-01.jsonl told/list.jsonl told/2024-03.jsonl 2>/dev/null
ok "conflicts of a build" differ telling
index build -d telling2 told/list.jsonl told/2024-03.jsonl 2>/dev/null
index update -d telling2 told/2024-01.jsonl 2>/dev/null
ok "and of an update" differ telling2

# Plans that are standards now are not lost.
for i in 1 2 3 4 5 6 7 8 9; do
    echo "{\"id\":\"2023100$i-T-469\",\"title_zh\":\"第${i}号灯\"}"
done >nine.jsonl
index build -d guarded nine.jsonl 2>/dev/null
sed -E 's/2023100(.)-T-469"/GB\/T 5000\1-2024","plan":"2023100\1-T-469"/' nine.jsonl >became.jsonl
run index build -d guarded became.jsonl
ok "plans that became standards are no loss" is "$status $(count guarded)" "0 9"
run index build -d guarded standards.jsonl
ok "but plans that are gone are" test $status = 6
# Columns that are named are remembered with the sources, and forgotten with them.
printf '标准编号,品名,何时\nGB/T 1-2020,灯塔,2020-03-04\nGB/T 2-2020,浮标,2020-03-05\n' >own.csv
index build -d columns --map 品名=title_zh own.csv 2>/dev/null
index build --force -d columns 2>/dev/null
ok "a column that was named is, where the sources are read again" is "$(ids columns 灯塔)" "GB/T 1-2020"
run index build --force -d columns own.csv
ok "but not where they are given anew" is "$status $(grep -c 'no column is named' err)" "6 2"
plan
