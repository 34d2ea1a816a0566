#!/bin/bash
# What every command shares: help, wrong usage, exit statuses, where messages go, the locale.
set -u
biaosou=${BIAOSOU:-./biaosou}
samples=$TESTS_DIR/../corpus/samples
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export BIAOSOU_INDEX=$work/index LC_ALL=C.UTF-8
n=0
failed=0

# runs STATUS STREAM PATTERN ARGUMENT...: the exit status, and what one of the streams says
runs() {
    local status=$1 stream=$2 pattern=$3 got
    shift 3
    "$biaosou" "$@" >"$work/stdout" 2>"$work/stderr" </dev/null
    got=$?
    n=$((n + 1))
    if [ $got = "$status" ] && grep -qE -- "$pattern" "$work/$stream"; then
        echo "ok $n - $*"
    else
        echo "not ok $n - $*"
        echo "# exit status $got for $status; no '$pattern' in $stream:"
        sed 's/^/# /' "$work/stdout" "$work/stderr"
        failed=1
    fi
}

runs 0 stdout '^Usage: biaosou COMMAND' --help
runs 0 stdout '^Usage: biaosou COMMAND' -h
runs 0 stdout '^Usage: biaosou COMMAND' help
runs 0 stdout '^biaosou [0-9]+\.[0-9]' --version
runs 2 stderr '^Usage: biaosou COMMAND'
runs 2 stderr "no command 'serach'; see" serach
runs 2 stderr '^Usage: biaosou index SUBCOMMAND' index
runs 0 stdout '^Usage: biaosou index SUBCOMMAND' index --help
runs 2 stderr "no subcommand 'biuld'; see" index biuld
for command in search show batch convert; do
    runs 2 stderr "see .biaosou|takes one file" $command
    runs 2 stderr "nknown option --nonsense; see .biaosou $command --help" $command --nonsense
done
for command in check info compact rollback; do
    runs 2 stderr "index $command takes no arguments; see" index $command extra
done
for command in update delete; do
    runs 2 stderr "name the" index $command
done
runs 4 stderr "no index there; make one with" search 密码
runs 4 stderr "no index there" show 22239
runs 4 stderr "no index there" index info
runs 4 stderr "name the files" index build
runs 0 stderr "generation 1, 31[0-9] documents" index build "$samples/catalogue.jsonl"
runs 0 stderr "nothing to do" index build
runs 0 stdout '^GB/T 22239-2019$' search --format ids 22239
runs 1 stdout '^no results' search zzzzqqqq
runs 1 stderr "no document '99999999'" show 99999999
runs 2 stderr "column 9: " search '密码 year:安全'
runs 2 stderr "unknown format 'xml': use text" search --format xml 密码
runs 2 stderr "'colour' is no facet; these are: " search --facet colour 密码
for given in many -1 100001 3x 1e3 0x10 99999999999999999999 ''; do
    runs 2 stderr "biaosou: -n takes a number from 0 to 100000, not '$given'$" search -n "$given" 密码
    runs 2 stderr "biaosou: --offset takes a number from 0 to 100000, not '$given'$" search --offset "$given" 密码
    runs 2 stderr "biaosou: --jobs takes a number from 1 to 512, not '$given'$" index compact --jobs "$given"
done
for given in 0 -5; do
    runs 2 stderr "biaosou: -n takes a number from 1 to 100000, not '$given'$" batch -n "$given" "$work/none"
    runs 2 stderr "biaosou: --jobs takes a number from 1 to 512, not '$given'$" index build --jobs="$given"
    runs 2 stderr "biaosou: FROM takes a number from 1 to 4294967295, not '$given'$" index diff -- "$given"
    runs 2 stderr "biaosou: TO takes a number from 1 to 4294967295, not '$given'$" index diff -- 1 "$given"
done
for command in build update; do
    runs 2 stderr "biaosou: --keep takes a number from 0 to 1000, not '-1'$" index $command --keep -1 "$work/none"
    runs 2 stderr "biaosou: --keep takes a number from 0 to 1000, not '1001'$" index $command --keep=1001 "$work/none"
    runs 2 stderr "biaosou: --max-rejects takes a number of at least 0, not '-5'$" index $command --max-rejects -5 "$work/none"
done
# What no command can do, with the words that say so.
runs 2 stderr "--partial is of --remote" search --partial 密码
runs 2 stderr "--remote is instead of -d: give one" search --remote 127.0.0.1:9 -d "$BIAOSOU_INDEX" 密码
runs 2 stderr "--lang: fr is neither zh nor en" search --lang fr 密码
runs 2 stderr "--color takes auto, always or never, not 'red'" search --color red 密码
runs 2 stderr "unknown format 'xml': use text or json" show -f xml 22239
runs 2 stderr "which document.? see" impact
runs 2 stderr "which documents.? see" related
runs 2 stderr "which files.? see" related --text
runs 2 stderr "which files.? .- is standard input.; see" check
runs 2 stderr "suggest what.? see" suggest
runs 2 stderr "name the folder that is to be made" index export
runs 2 stderr "no feature 'nose'; " batch --without nose "$work/none"
runs 2 stderr "none of text, csv, json" impact -f xml 22239
runs 2 stderr "none of text, md, html, json" news -f xml
runs 2 stderr "none of list, text, json" suggest -f xml 密
runs 2 stderr "--style: 1999 is neither 2025 nor 2015" search --style 1999 密码
runs 2 stderr "--style is for citations" search -f csv --style 2015 密码
runs 2 stderr "--accessed: soon is no day" search -f gbt7714 --accessed soon 密码
runs 2 stderr "--since: there is no generation" news --since g0
runs 2 stderr "--on: " impact --on soon 22239
printf 'q1\t密码\nq2\t \n' >"$work/queries"
runs 3 stderr "the query is empty" batch "$work/queries"
runs 5 stderr "/none: cannot open: No such file" check "$work/none"
mkdir "$work/empty"
runs 5 stderr "/empty: .*no file" check "$work/empty"
printf 'GB/T 22239-2019\n' >"$work/list.txt"
mkdir "$work/folder"
cp "$work/list.txt" "$work/folder"
ln -s "$work/list.txt" "$work/folder/link.txt"
runs 0 stderr "link" check "$work/folder"
runs 2 stderr "index diff compares two generations; see" index diff 1 2 3
runs 0 stdout '^31[0-9] results' search -n 0 kind:gb OR NOT kind:gb
runs 0 stderr "nothing to do" index build --keep 3 --max-rejects 0 --jobs 512
runs 1 stderr "no such document" index delete "GB/T 1-1901"
printf '{"title_zh":"密码"}\n{"id":"GB/T 99999-2024","title_zh":"样例"}\n' >"$work/bad.jsonl"
runs 3 stderr '/bad.jsonl:1: ' convert "$work/bad.jsonl"
runs 3 stderr '1 rejected, the rest is done; all of them are in ' index update "$work/bad.jsonl"
runs 5 stderr "/none: cannot open: No such file" convert "$work/none"
runs 5 stderr "/none: " batch "$work/none"
export LC_ALL=C
runs 0 stdout '^status:' search --facet 状态 密码
runs 0 stdout '云计算 安全评估' search --help

# Where people write 0,5, programs still read 0.5.
decimal() { LC_ALL=de_DE.UTF-8 bash -c 'printf %.1f 1' 2>/dev/null; }
if [ "$(decimal)" != 1,0 ]; then
    mkdir "$work/locale"
    localedef -i de_DE -f UTF-8 "$work/locale/de_DE.UTF-8" >/dev/null 2>&1 && export LOCPATH=$work/locale
fi
# same_numbers PATTERN ARGUMENT...: output, messages and --features are the same there, and have PATTERN
same_numbers() {
    local pattern=$1 locale
    shift
    n=$((n + 1))
    if [ "$(decimal)" != 1,0 ]; then
        echo "ok $n - 0.5 in German: $* # SKIP no such locale, and none can be made"
        return
    fi
    for locale in C.UTF-8 de_DE.UTF-8; do
        : >"$work/features"
        LC_ALL=$locale "$biaosou" "$@" 2>&1 <"$work/queries" | sed 's/generation [0-9]*/generation _/; s/[0-9]*\([.,]\)[0-9] s$/_\1_ s/' |
            cat - "$work/features" >"$work/$locale"
    done
    if grep -qE "$pattern" "$work/C.UTF-8" && diff "$work/C.UTF-8" "$work/de_DE.UTF-8" >"$work/log"; then
        echo "ok $n - 0.5 in German: $*"
    else
        echo "not ok $n - 0.5 in German: $*"
        sed 's/^/# /' "$work/log"
        failed=1
    fi
}
printf '1\t密码\n' >"$work/queries"
same_numbers '[[:blank:]]0\.[0-9]+[[:blank:]]' batch --features "$work/features" -
same_numbers 'score [0-9.]+ = .* [0-9]+\.[0-9] × 0\.[0-9]' search --explain 密码
same_numbers '"score": ?[0-9]+\.[0-9]' search --format json 密码
same_numbers 'in _\._ s$' index build --force --allow-shrink "$samples/catalogue.jsonl"
unset LOCPATH

check_full() {
    n=$((n + 1))
    "$biaosou" "$@" >/dev/full 2>/dev/null </dev/null
    if [ $? = 5 ]; then echo "ok $n - a full disk: $*"; else echo "not ok $n - a full disk: $*"; failed=1; fi
}
check_full --help
check_full search 密码
check_full show 22239
check_full convert "$samples/2024-01.txt"
check_full index info
echo "1..$n"
exit "$failed"
