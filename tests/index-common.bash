# Sourced by tests/index-*.sh: TAP, a scratch folder, small collections. shellcheck shell=bash
set -u
biaosou=${BIAOSOU:?}
samples=${TESTS_DIR:?}/../corpus/samples
scratch=$(mktemp -d "${TMPDIR:-/tmp}/biaosou-index.XXXXXX") || exit 1
mounted=
at_end() {
    local folder
    for folder in $mounted; do umount -l "$folder"; done
    chmod -R u+w "$scratch"
    rm -rf "$scratch"
}
trap at_end EXIT
cd "$scratch" || exit 1
n_tests=0
# ok TEXT COMMAND...: a test point, by the command's status.
ok() {
    local text=$1
    shift
    n_tests=$((n_tests + 1))
    if "$@"; then echo "ok $n_tests - $text"; else
        echo "not ok $n_tests - $text"
        echo "# failed: $*"
        [ ! -f err ] || sed 's/^/# err: /' err | head -5
    fi
}
skip() {
    n_tests=$((n_tests + 1))
    echo "ok $n_tests - $1 # SKIP $2"
}
plan() { echo "1..$n_tests"; }
# is GOT WANTED: for ok.
is() { [ "$1" = "$2" ] || {
    printf '# got:    %s\n# wanted: %s\n' "$1" "$2"
    return 1
}; }
# run COMMAND...: its output in out, its messages in err, its status in $status.
run() {
    "$@" >out 2>err
    status=$?
}
index() { "$biaosou" index "$@"; }
digest() { index check --digest -d "$1" 2>/dev/null | tail -1; }
count() { index info --json -d "$1" | sed -n 's/^ "documents": \([0-9]*\),$/\1/p'; }
shards() { index info -d "$1" | grep -c ^shard; }
ids() { "$biaosou" search -d "$1" -n 1000 --format ids "${@:2}" 2>/dev/null; }
# documents FROM TO [WORD]: records, one a line, with their sources so that files do not matter.
documents() {
    awk -v from="$1" -v to="$2" -v word="${3:-}" 'BEGIN {
        split("安全 网络 数据 云计算 密码 风险评估 物联网 检测 管理 接口", w, " ")
        for (i = from; i <= to; i++)
            printf "{\"id\":\"GB/T %d-%d\",\"title_zh\":\"%s%s技术要求第%d号\",\"scope_zh\":\"本文件规定了%s与%s的要求%s\",\"status\":\"现行\",\"published\":\"%d-03-%02d\",\"sources\":[{\"file\":\"made\",\"line\":%d}]}\n",
                i, 2000 + i % 24, w[i % 10 + 1], w[int(i / 10) % 10 + 1], i, w[int(i / 100) % 10 + 1], w[i % 7 + 1], word, 2000 + i % 24, i % 28 + 1, i
    }'
}
# any_order FIRST SECOND WANTED CHECK COUNT: what two sources say of one document is one, however they come: all() gives
# WANTED and CHECK of the index holds, built of both in either order (one, other), and with either by an update (late, early).
any_order() {
    index build -d one "$1" "$2" 2>/dev/null
    index build -d other "$2" "$1" 2>/dev/null
    index build -d late "$1" 2>/dev/null
    index update -d late "$2" 2>/dev/null
    index build -d early "$2" 2>/dev/null
    index update -d early "$1" 2>/dev/null
    local dir
    for dir in one other late early; do
        ok "$dir: one document each" is "$(all $dir)" "$3"
        ok "$dir: with what both say" "$4" $dir
        ok "$dir: no document more" is "$(count $dir)" "$5"
        run index check -d $dir
        ok "$dir: whole" test $status = 0
    done
}
# leftovers DIR: what no kept generation names.
leftovers() {
    local name
    find "$1" -maxdepth 1 \( -name 'work-*' -o -name '*.new' \)
    find "$1/generations" -name '*.new'
    for name in "$1"/shards/*; do
        grep -qs "$(basename "$name")" "$1"/generations/*.json || echo "$name"
    done
}
no_leftovers() { is "$(leftovers "$1")" ""; }
whole() { index check -d "$1" >/dev/null 2>&1; }
# reseal MANIFEST...: gives each, edited for a test, the checksum that belongs to it.
reseal() {
    python3 -c '
import re, sys, zlib
for name in sys.argv[1:]:
    text = open(name, encoding="utf-8").read()
    body = re.sub(r",\n \"crc32\": \d+\n}\n$", "", text)
    assert body != text, name
    open(name, "w", encoding="utf-8").write(f"{body},\n \"crc32\": {zlib.crc32(body.encode())}\n}}\n")
' "$@"
}
