# libbiaosou as it is installed: what of it is global, its header in C and C++, and the examples against the installed
# copy. TAP.
. "$TESTS_DIR/tap.bash"
top=$TESTS_DIR/..
header=$top/libbiaosou/biaosou.h

sed -n 's/^BIAOSOU_API .*\(biaosou_[a-z_]*\)(.*/\1/p' "$header" | sort >"$tmp/declared"

as_declared() { # as_declared: the symbols on standard input
    sort -u | diff -u "$tmp/declared" -
}

shared_symbols() { nm -D --defined-only libbiaosou.so | awk '{ print $3 }' | as_declared; }

# Classes of libxapian, which its headers define in whoever uses them, are weak; libxapian is to find our pread().
static_symbols() {
    nm -g --defined-only libbiaosou.a | awk '$2 ~ /^[TDBR]$/ && $3 !~ /^pread(64)?$/ { print $3 }' | as_declared
}

# A thread that has met an error ends in the library, whoever has closed it meanwhile.
stays() { readelf -d libbiaosou.so | grep -q NODELETE; }

compile() { # compile LANGUAGE STANDARD COMPILER
    printf '#include "libbiaosou/biaosou.h"\nextern int dummy;\nint dummy;\n' >"$tmp/alone.$1"
    # shellcheck disable=SC2086
    $3 -std="$2" -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror -I"$top" -fsyntax-only "$tmp/alone.$1"
}

install_it() {
    make -s install prefix="$tmp/usr" DESTDIR= && ls "$tmp/usr/include/libbiaosou/biaosou.h" \
        "$tmp/usr/lib/libbiaosou.a" "$tmp/usr/lib/libbiaosou.so.0" "$tmp/usr/libexec/biaosou/biaosou-change"
}

flags() { PKG_CONFIG_PATH=$tmp/usr/lib/pkgconfig pkg-config --define-variable=prefix="$tmp/usr" "$@" biaosou; }

build_shared() {
    # shellcheck disable=SC2046,SC2086
    $CC $SANITIZED "$top/libbiaosou/example.c" -o "$tmp/shared" $(flags --cflags --libs) \
        -Wl,-rpath,"$tmp/usr/lib"
}

build_static() {
    local libs
    libs=$(flags --libs --static | sed 's/-lbiaosou/-l:libbiaosou.a/')
    # shellcheck disable=SC2046,SC2086
    $CXX $SANITIZED -x c "$top/libbiaosou/example.c" -x none -o "$tmp/static" $(flags --cflags) $libs
}

cat >"$tmp/records.jsonl" <<'END'
{"id":"GB/T 1-2020","title_zh":"密码模块检测"}
{"id":"GB/T 2-2021","title_zh":"密码算法"}
{"id":"GB/T 3-2022","title_zh":"电缆"}
END

example() { # example NAME: that program indexes and searches
    [ "$("$tmp/$1" "$tmp/I-$1" "$tmp/records.jsonl" 模块 | head -1)" = "1 found" ] &&
        [ "$("$tmp/$1" "$tmp/I-$1" "$tmp/records.jsonl" 密码 | head -1)" = "2 found" ] &&
        ! "$tmp/$1" "$tmp/none/at/all" "$tmp/nothing.jsonl" 密码 2>"$tmp/err" && grep -q '^example: .*nothing.jsonl' "$tmp/err"
}

# damage NAME: what libxapian reads is compared with its checksums: one bit is another, and there is no answer
damage() {
    local file at
    file=$(ls "$tmp/I-$1"/shards/*/terms.glass)
    for at in 100 9000 16000; do
        cp "$file" "$tmp/saved"
        python3 -c 'import sys; f = open(sys.argv[1], "r+b"); at = int(sys.argv[2]); f.seek(at); b = f.read(1)[0]
f.seek(at); f.write(bytes([b ^ 8]))' "$file" "$at" || return 1
        ! "$tmp/$1" "$tmp/I-$1" "$tmp/records.jsonl" 密码 >"$tmp/out" 2>&1 && grep damaged "$tmp/out" || return 1
        cp "$tmp/saved" "$file"
    done
}

python() { LIBBIAOSOU=$tmp/usr/lib/libbiaosou.so.0 PYTHONPATH=$top/libbiaosou PYTHONDONTWRITEBYTECODE=1 python3 "$@"; }

python_example() {
    printf 'GB/T 1-2020 密码模块检测\n' >"$tmp/wanted"
    python "$top/libbiaosou/example.py" "$tmp/I-python" "$tmp/records.jsonl" 模块 | diff "$tmp/wanted" -
}

# Builds from one thread of Python while three others search: each answer is of one generation.
python_threads() {
    python - "$tmp/I-python" "$tmp/records.jsonl" <<'END'
import os
import sys
import threading

import example

folder, file = sys.argv[1:]
done, wrong, answers = threading.Event(), [], []


def search():
    while not done.is_set() or len(answers) < 3:
        found = [hit["id"] for hit in example.search(folder, "密码")["hits"]]
        answers.append(found)
        if sorted(found) != ["GB/T 1-2020", "GB/T 2-2021"]:
            wrong.append(found)


threads = [threading.Thread(target=search) for _ in range(3)]
for thread in threads:
    thread.start()
try:
    for turn in range(4):
        with open(file, encoding="utf-8") as old, open(file + ".new", "w", encoding="utf-8") as new:
            new.write(old.read().replace("电缆", "电缆附件"))
        os.rename(file + ".new", file)
        example.build(folder, file)
finally:
    done.set()
for thread in threads:
    thread.join()
named = example.search(folder, "电缆")["hits"][0]["titles"][0]["text"]
sys.exit(f"wrong: {wrong} {named}" if wrong or not answers or named != "电缆" + 4 * "附件" else 0)
END
}

export BIAOSOU_CHANGE=$tmp/usr/libexec/biaosou/biaosou-change # where this copy is; else where it was configured to be
ok "the header alone, C11" compile c c11 "$CC"
ok "the header alone, C++11" compile cc c++11 "$CXX"
ok "global in the shared library is what the header declares" shared_symbols
ok "and in the static one" static_symbols
ok "it is not unloaded" stays
ok "it is installed" install_it
ok "the example, built with the shared library" build_shared
ok "indexes and searches" example shared
ok "and believes no damaged file" damage shared
ok "the example, built with the static one" build_static
ok "indexes and searches" example static
ok "and believes no damaged file" damage static
if ! command -v python3 >/dev/null; then
    skip "the example in Python" "no python3 here"
elif [ -n "${SANITIZED-}" ]; then
    skip "the example in Python" "a sanitizer's library must be loaded first"
else
    ok "the example in Python" python_example
    ok "Python builds while it searches" python_threads
fi
echo "1..$n"
exit "$failed"
