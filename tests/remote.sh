#!/bin/bash
# An export is standard Xapian databases, the same for any number of parts; over xapian-tcpsrv it answers as the folder does, goes on
# when servers die or hang, and never mixes two generations.
. "${TESTS_DIR:?}/index-common.bash"
servers=
end_servers() {
    # shellcheck disable=SC2086
    [ -z "$servers" ] || kill -CONT $servers 2>/dev/null
    # shellcheck disable=SC2086
    [ -z "$servers" ] || kill $servers 2>/dev/null
    at_end
}
trap end_servers EXIT

index build -d index "$samples/catalogue.jsonl" "$samples"/20*.txt 2>/dev/null
documents 20000 21500 >more.jsonl
# A character that is a word of its own in some documents and a part of words in others; signs between words.
for i in $(seq 1 20); do
    echo "{\"id\":\"GB/T $((22600 + i))-2020\",\"title_zh\":\"钢${i}级技术规范\",\"status\":\"现行\"}"
    echo "{\"id\":\"GB/T $((22700 + i))-2020\",\"title_zh\":\"钢铁技术规范第${i}部\",\"status\":\"现行\"}"
done >>more.jsonl
echo '{"id":"GB/T 22800-2020","title_zh":"间隔","title_en":"Alpha - beta gamma","status":"现行"}' >>more.jsonl
index update -d index more.jsonl 2>/dev/null
index delete -d index 'GB/T 20003-2011' 2>/dev/null
live=$(count index)
index export -d index living 2>/dev/null # before what is dead is away
index compact -d index 2>/dev/null

# The databases.
run index export --parts 3 -d index parts
ok "an export is made" is "$status" 0
ok "and says of what" grep -q "$live documents of generation 4 in 3 parts" err
ok "with a folder for each part" is "$(ls parts | tr '\n' ' ')" "part-1-of-3 part-2-of-3 part-3-of-3 "
run index export -d index parts
ok "a folder that is there is left alone" is "$status" 5
ok "and nothing beside it" is "$(ls -d parts*)" parts
index export -d index slash/ 2>/dev/null
ok "a slash behind the name is no part of it" test -d slash/part-1-of-1
run index export --parts 0 -d index none
ok "no parts are an error" is "$status" 2
run index export -d nowhere none
ok "so is no index" is "$status" 4
ok "of which nothing is made" test ! -e none
index export --parts 3 --jobs 1 -d index again 2>/dev/null

if ! command -v xapian-delve >/dev/null || ! command -v xapian-tcpsrv >/dev/null; then
    skip "the databases and their servers" "no xapian-tools here"
    plan
    exit
fi
contents() { for part in "$1"/*; do xapian-delve -a -v "$part"; xapian-delve -r 1 -d "$part"; done; }
ok "one worker makes the same" is "$(contents parts | md5sum)" "$(contents again | md5sum)"
sum=0
for part in parts/*; do sum=$((sum + $(xapian-delve "$part" | sed -n 's/^number of documents = //p'))); done
ok "the parts have all live documents" is "$sum" "$live"
ok "no document that is dead is exported" is "$(xapian-delve living/part-1-of-1 | sed -n 's/^number of documents = //p')" "$live"
ok "and a term of its own neither" is "$(xapian-delve -t 'QGB/T 20003-2011' living/part-1-of-1 | grep -c 'not in database')" 1
ids_of() { for p in "$@"; do xapian-delve -a -1 "$p" | sed -n 's/^Q//p'; done | sort; }
ok "the same documents in one part as in three" is "$(ids_of living/* | md5sum)" "$(ids_of parts/* | md5sum)"
ok "documents are records" is "$(xapian-delve -r 1 -d parts/part-1-of-3 | grep -c '"id":')" 1
run quest --db=parts/part-1-of-3 --db=parts/part-2-of-3 --db=parts/part-3-of-3 --default-op=and '密码'
ok "another program finds words in them" grep -q '密码' out

# Servers.
free_port() { python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }
# serve NAME FOLDER [PORT]: starts a server of FOLDER; its port in $NAME_port, its process in $NAME_pid. It has a group of its own,
# so that what it forks for each connection can be stopped with it.
serve() {
    local name=$1 folder=$2 port=${3:-} try
    for try in 1 2 3 4 5; do
        [ -n "${3:-}" ] || port=$(free_port)
        setsid xapian-tcpsrv --quiet --port "$port" --interface 127.0.0.1 "$folder" >>server.log 2>&1 &
        eval "${name}_pid=$!"
        eval "${name}_port=$port"
        while kill -0 $! 2>/dev/null; do
            if (: <"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
                servers="$servers $!"
                return
            fi
        done
    done
    echo "# xapian-tcpsrv does not start: $(tail -1 server.log)"
}
end() { kill -KILL -- "-$1" 2>/dev/null; wait "$1" 2>/dev/null; }
for i in 1 2 3; do serve "s$i" "parts/part-$i-of-3"; done
all=127.0.0.1:$s3_port,127.0.0.1:$s1_port,127.0.0.1:$s2_port

cat >queries <<'END'
信息安全
云计算服务 安全
安全技术要求 数据
"风险评估"
"信息安全技术"
"网络安全技术要求"
"information security"
"Part 2"
"alpha beta"
"beta gamma"
钢 技术
"第1部分"
"风险 要求"~6
title:密码
范围:云计算 安全
title:"信息安全技术"
title:要求*
信息安全 kind:gb status:现行
year:2010..2015 密码
published:2020-03
密码 OR 云计算 NOT 检测
安全 -网络
crypt*
informaton security
信息安全管里
GB/T 22239
GB/T 20005-2013
20231926-T-469
iso27001
号
技术
物联网
委员会
END
differ=
for format in json csv ids; do
    while read -r query; do
        here=$("$biaosou" search -d index -f $format --facet kind --facet status --facet year --facet ics --facet committee -n 30 -- "$query" 2>&1)
        there=$("$biaosou" search --remote "$all" -f $format --facet kind --facet status --facet year --facet ics --facet committee -n 30 -- "$query" 2>&1)
        [ "$here" = "$there" ] || differ="$differ [$format: $query]"
    done <queries
done
ok "queries of every kind are answered as from the folder, to the byte" is "$differ" ""
for order in number published; do
    ok "in the order of $order" is "$("$biaosou" search --remote "$all" --sort $order -f ids -n 200 安全)" \
        "$("$biaosou" search -d index --sort $order -f ids -n 200 安全)"
done
awk '{ print "q" NR "\t" $0 }' queries >batch.tsv
ok "a batch has the same run" is "$("$biaosou" batch --syntax --remote "$all" batch.tsv 2>/dev/null | cut -f1-4 | md5sum)" \
    "$("$biaosou" batch --syntax -d index batch.tsv 2>/dev/null | cut -f1-4 | md5sum)"
for shown in 'GB/T 22239-2019' 20010; do
    ok "show $shown" is "$("$biaosou" show --remote "$all" "$shown")" "$("$biaosou" show -d index "$shown")"
    ok "related $shown" is "$("$biaosou" related --remote "$all" "$shown")" "$("$biaosou" related -d index "$shown")"
done
printf 'GB/T 22239-2008 信息安全技术\nGB/T 20007-2015\nISO/IEC 27001:2013\n' >list.txt
ok "check" is "$("$biaosou" check --remote "$all" list.txt)" "$("$biaosou" check -d index list.txt)"
ok "-d takes the addresses too" is "$("$biaosou" search -d "remote:$all" -f ids 密码)" "$(ids index 密码 | head -10)"
# What is typed: Chinese and its pinyin and initials, English, numbers, committees, words apart, one letter wrong, nothing that is there.
cat >typed <<'END'
信
信息
信息安全
xinxi
xxaq
wanglu
infor
secur
gbt2223
20005
iso
tc260
全国
安全 要求
数据 安全 技术
informatoin
mima
钢
zzz
END
differ=
while read -r typed; do
    for count in 10 20; do
        for format in text json; do
            here=$("$biaosou" suggest -d index -n $count -f $format -- "$typed" 2>&1)
            there=$("$biaosou" suggest -d "remote:$all" -n $count -f $format -- "$typed" 2>&1)
            [ "$here" = "$there" ] || differ="$differ [$typed]"
        done
    done
done <typed
ok "what is typed is suggested as of the folder, to the byte" is "$differ" ""
run "$biaosou" suggest -d "remote:$all" 信息
ok "and something is" is "$status" 0
differ=
for of in "--on 2024-02-20" "--on 2024-02-20 --since 2023-12" "--since 2010" "--on 2023-06-01 --stalled 1" "--on 2012-01-01 --since 2020" "--on 2024-03-20 --since 2024-03-15" "--since 2010 密码"; do
    for format in text json; do
        # shellcheck disable=SC2086
        here=$("$biaosou" news -d index -f $format $of 2>&1)
        # shellcheck disable=SC2086
        there=$("$biaosou" news -d "remote:$all" -f $format $of 2>&1)
        [ "$here" = "$there" ] && [ -n "$here" ] || differ="$differ [$of]"
    done
done
ok "news are those of the folder, to the byte" is "$differ" ""
differ=
for since in 2010 2014-06 2023-12-01 2099; do
    here=$("$biaosou" search -d index --since $since -f json --facet kind --facet year -n 50 安全 2>&1)
    there=$("$biaosou" search --remote "$all" --since $since -f json --facet kind --facet year -n 50 安全 2>&1)
    [ "$here" = "$there" ] || differ="$differ [$since]"
done
ok "what happened since a day is found as in the folder" is "$differ" ""
for asked in "news --since 1" "search --since 1 安全"; do
    # shellcheck disable=SC2086
    run "$biaosou" $asked -d "remote:$all"
    ok "what changed since another generation is not known: ${asked%% *}" is "$status" 2
done
run index delete -d "remote:$all" 'GB/T 20010-2018'
ok "and it is not changed" is "$status" 3
for of in info check diff; do
    run index $of -d "remote:$all"
    ok "nor has it generations: index $of" is "$status" 3
done
for wrong in localhost 127.0.0.1:0 127.0.0.1:99999 '' '127.0.0.1:1,' "$all?fast"; do
    run "$biaosou" search --remote "$wrong" 密码
    ok "'$wrong' is no address" is "$status" 3
done
run "$biaosou" search --remote "$all" -d index 密码
ok "one index at a time" is "$status" 2

# Without a server.
end "$s2_pid"
run "$biaosou" search --remote "$all" 密码
ok "a part without a server is an error" is "$status" 4
ok "that names it" grep -q "127.0.0.1:$s2_port" err
run "$biaosou" search --remote "$all" --partial -f ids -n 1000 安全
ok "or is left out, where that is allowed" is "$status" 0
ok "which is said" grep -q 'part 2 of 3 has no server' err
ok "with the documents of the others" is "$(sort out | md5sum)" \
    "$(ids index 安全 | grep -vxF -f <(xapian-delve -a -1 parts/part-2-of-3 | sed -n 's/^Q//p') | sort | md5sum)"

for asked in "show 20010" "related 20010" "check list.txt" "impact 20010" "suggest 信息" "news --since 2010"; do
    # shellcheck disable=SC2086
    run "$biaosou" $asked --remote "$all?timeout=2000" --partial
    ok "$asked says so too" grep -q '1 of the 3 parts of the index have no server' err
done
run "$biaosou" check --remote "$all" list.txt
ok "without that, a check of a part less is no check" is "$status" 4
serve s2 parts/part-2-of-3 "$s2_port"

# Replicas: each part twice.
index export --parts 2 -d index old 2>/dev/null
for part in 1 2; do for twin in a b; do serve "$twin$part" "old/part-$part-of-2"; done; done
twins="127.0.0.1:$a1_port|127.0.0.1:$b1_port,127.0.0.1:$a2_port|127.0.0.1:$b2_port"
for i in $(seq 60); do printf 'q%d\t%s\n' "$i" "$(sed -n "$((i % 8 + 1))p" queries)"; done >many.tsv
wanted=$("$biaosou" batch --syntax -d index many.tsv 2>/dev/null | cut -f1-4 | md5sum)
# under_fire WHAT: a batch that reads from a pipe; after its first half WHAT happens.
under_fire() {
    mkfifo pipe
    "$biaosou" batch --syntax -d "remote:$twins?timeout=3000" - <pipe >run 2>batch.err &
    local batch=$!
    exec 7>pipe
    head -30 many.tsv >&7
    until [ "$(tail -1 run | cut -f1)" = q30 ] || ! kill -0 $batch 2>/dev/null; do :; done
    eval "$1"
    tail -30 many.tsv >&7
    exec 7>&-
    wait $batch
    status=$?
    rm pipe
}
under_fire 'end $a1_pid'
ok "a server that dies under a query: its twin answers" is "$status" 0
ok "and nothing is lost" is "$(cut -f1-4 run | md5sum)" "$wanted"
under_fire 'kill -STOP -- -$a2_pid; for child in $(pgrep -P $a2_pid); do kill -STOP $child; done'
ok "a server that hangs: its twin answers" is "$status" 0
ok "and nothing is lost then" is "$(cut -f1-4 run | md5sum)" "$wanted"
kill -CONT -- "-$a2_pid"
end "$a2_pid"

# A new generation, part by part.
documents 30000 30100 密码 >new.jsonl
index update -d index new.jsonl 2>/dev/null
index export --parts 2 -d index new 2>/dev/null
before=$("$biaosou" search --remote "$twins" -f json 密码 | grep -m1 '"total"')
serve a1 new/part-1-of-2 "$a1_port"
ok "half of a new generation is not used" is "$("$biaosou" search --remote "$twins" -f json 密码 | grep -m1 '"total"')" "$before"
serve a2 new/part-2-of-2 "$a2_port"
ok "a whole one is" is "$("$biaosou" search --remote "$twins" -f ids -n 1000 密码 | wc -l)" "$(ids index 密码 | wc -l)"
end "$b1_pid"
end "$b2_pid"
ok "also without the old one's servers" is "$("$biaosou" search --remote "$twins" -f ids -n 1000 密码 | wc -l)" "$(ids index 密码 | wc -l)"
end "$a2_pid"
serve a2 parts/part-2-of-3 "$a2_port"
run "$biaosou" search --remote "$twins" 密码
ok "parts of different exports are not mixed" is "$status" 4

# An index of nothing, and one of one document.
: >empty.jsonl
echo '{"id":"GB/T 1-2020","title_zh":"密码","status":"现行"}' >one.jsonl
for of in empty one; do
    index build -d $of $of.jsonl 2>/dev/null
    index export -d $of $of.parts 2>/dev/null
    serve s1 $of.parts/part-1-of-1
    run "$biaosou" search --remote "127.0.0.1:$s1_port" -f ids --facet kind 密码
    ok "an index that is $of" is "$(cat out)" "$(ids $of 密码)"
done

# What a character that is a word weighs: by all documents that hold it, though only some have a posting of it. More are found than
# are ranked, so that a weight that is too high or too low brings others: of steel and bearings bearings are worth more, as few steels are
# words of their own; of copper and valves copper is, unless it counts for half.
awk 'function titles(many, before, after) { for (i = 0; i < many; i++)
         printf "{\"id\":\"GB/T %d-2020\",\"title_zh\":\"%s%d%s\",\"status\":\"现行\"}\n", 30000 + ++n, before, i, after }
     BEGIN {
         titles(150, "钢", "级检测"); titles(850, "钢铁检测第", "")
         titles(800, "轴承材料检测", ""); titles(160, "铜", "级检测"); titles(700, "阀门材料检测", "")
     }' >metals.jsonl
index build -d metals metals.jsonl 2>/dev/null
index export -d metals metals.parts 2>/dev/null
serve s1 metals.parts/part-1-of-1
for pair in 'steel OR bearing/轴承' 'copper OR valve/铜'; do
    query=${pair%/*}
    "$biaosou" search -d metals -f csv -n 150 -- "$query" 2>/dev/null >here
    ok "$query: the best hold ${pair#*/}" is "$(grep -c "${pair#*/}" here)" 150
    ok "$query: servers give the same" is "$("$biaosou" search --remote "127.0.0.1:$s1_port" -f csv -n 150 -- "$query" 2>/dev/null | md5sum)" "$(md5sum <here)"
done
plan
