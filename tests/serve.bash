# Sourced after tap.bash by tests that ask a server of $BIAOSOU_INDEX. shellcheck shell=bash

# serve OPTION...: starts one, until the test ends; $address is then its own. FALSE with a line of TAP if there is none.
serve() {
    local line
    mkfifo "$tmp/said"
    "$BIAOSOU" serve --listen 127.0.0.1:0 "$@" 2>"$tmp/said" &
    server=$!
    trap 'kill "$server" 2>/dev/null; wait "$server"; rm -rf "$tmp"' EXIT
    exec 3<"$tmp/said"
    read -r line <&3
    address=${line##*ready at }
    [[ $line == *"ready at "* ]] || { echo "Bail out! no server: $line"; return 1; }
}
