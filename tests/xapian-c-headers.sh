# The public headers compile alone, as strict C17 and as C++, and the page's example is the program
# that is built and run here.
. "$TESTS_DIR/tap.bash"
[ -z "${SANITIZED-}" ] || { echo "1..0 # SKIP sanitizers see nothing of it"; exit 0; }
top=$TESTS_DIR/..

compile() { # compile LANGUAGE STANDARD COMPILER HEADER
    printf '#include "xapian-c/%s"\nextern int dummy;\nint dummy;\n' "$4" >"$tmp/alone.$1"
    # shellcheck disable=SC2086
    $3 -std="$2" -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror -I"$top" $GLIB_CFLAGS \
        -fsyntax-only "$tmp/alone.$1"
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
        >"$tmp/expected"
    ./xapian-c/example "$tmp/db" >"$tmp/printed" && diff -u "$tmp/expected" "$tmp/printed"
}

for path in "$top"/xapian-c/*.h; do
    header=${path##*/}
    [ "$header" = internal.h ] && continue
    ok "$header alone, C17" compile c c17 "$CC" "$header"
    ok "$header alone, C++17" compile cc c++17 "$CXX" "$header"
    [ "$header" = xapian-c.h ] || ok "$header is in the umbrella header" in_umbrella "$header"
done
ok "only the implementation includes <xapian.h>" \
    sh -c "! grep -l 'include <xapian.h>' '$top'/*/*.[ch] '$top'/*/*.cc | grep -v '/xapian-c/internal.h$'"
ok "the example in the page is xapian-c/example.c" example_in_page
ok "the example prints what the page says" example_output
echo "1..$n"
exit "$failed"
