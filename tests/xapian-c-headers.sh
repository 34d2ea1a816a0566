# The public headers compile alone, as strict C17 and as C++, and the page's example is the program
# that is built and run here.
set -u
top=$TESTS_DIR/..
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
n=0
failed=0

check() { # check DESCRIPTION COMMAND...
    description=$1
    shift
    n=$((n + 1))
    if "$@" >"$work/out" 2>&1; then
        echo "ok $n - $description"
    else
        echo "not ok $n - $description"
        sed 's/^/# /' "$work/out"
        failed=1
    fi
}

compile() { # compile LANGUAGE STANDARD COMPILER HEADER
    printf '#include "xapian-c/%s"\nextern int dummy;\nint dummy;\n' "$4" >"$work/alone.$1"
    # shellcheck disable=SC2086
    $3 -std="$2" -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror -I"$top" $GLIB_CFLAGS \
        -fsyntax-only "$work/alone.$1"
}

in_umbrella() {
    grep -q "#include \"xapian-c/$1\"" "$top/xapian-c/xapian-c.h"
}

example_in_page() {
    sed -n '/^## Example/,$p' "$top/xapian-c/README.md" |
        sed -n '/^```c$/,/^```$/p' | sed '1d;$d' | diff -u "$top/xapian-c/example.c" -
}

example_output() {
    sed -n '/^It prints/,$p' "$top/xapian-c/README.md" | sed -n '/^```$/,/^```$/p' | sed '1d;$d' \
        >"$work/expected"
    ./xapian-c/example "$work/db" >"$work/printed" && diff -u "$work/expected" "$work/printed"
}

for path in "$top"/xapian-c/*.h; do
    header=${path##*/}
    [ "$header" = internal.h ] && continue
    check "$header alone, C17" compile c c17 "$CC" "$header"
    check "$header alone, C++17" compile cc c++17 "$CXX" "$header"
    [ "$header" = xapian-c.h ] || check "$header is in the umbrella header" in_umbrella "$header"
done
check "only the implementation includes <xapian.h>" \
    sh -c "! grep -l 'include <xapian.h>' '$top'/*/*.[ch] '$top'/*/*.cc | grep -v '/xapian-c/internal.h$'"
check "the example in the page is xapian-c/example.c" example_in_page
check "the example prints what the page says" example_output
echo "1..$n"
exit "$failed"
