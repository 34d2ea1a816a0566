# Sourced by tests that print TAP: a scratch folder, $tmp, and test points. shellcheck shell=bash
set -u
unset LANGUAGE # what is said is compared in English, unless a test says otherwise
tmp=$(mktemp -d) || exit 99
trap 'rm -rf "$tmp"' EXIT
n=0
failed=0

# ok NAME COMMAND...: a test point, by the command's status; what it prints is shown if it fails.
ok() {
    local name=$1
    shift
    n=$((n + 1))
    if "$@" >"$tmp/log" 2>&1; then
        echo "ok $n - $name"
    else
        echo "not ok $n - $name"
        sed 's/^/# /' "$tmp/log"
        failed=1
    fi
}

# skip NAME REASON
skip() {
    n=$((n + 1))
    echo "ok $n - $1 # SKIP $2"
}
