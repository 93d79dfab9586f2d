#!/usr/bin/env bash
# Runs the sessions of this directory in a real VS Code, on the real server.
#
#     ZHENGWEN=target/debug/zhengwen tests/editors/vscode/run.sh CODE [SESSION…]
#
# CODE is the folder that install.sh prints. The extension is built from editors/vscode with the server in it, unless
# VSIX names one that is built. Besides: SHOTS, where the screenshots go; PICTURES, a folder for the pictures of the
# documentation, which are then all that is done; SHARED, real files that are not in the repository (../shared).
set -uo pipefail

here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../.." && pwd)
[ $# -gt 0 ] || { echo "usage: run.sh CODE [SESSION…]" >&2; exit 2; }
code=$(realpath "$1")
shift
[ -x "$code/code-server" ] || { echo "no code-server in $code: take what install.sh prints" >&2; exit 2; }
cache=${ZHENGWEN_TEST_CACHE:-${XDG_CACHE_HOME:-${HOME:-/tmp}/.cache}/zhengwen-tests}
export SHARED=${SHARED:-$root/../shared} SHOTS=${SHOTS:-$cache/vscode-shots} ROOT=$root CODE=$code
export CHROMIUM=${CHROMIUM:-/usr/bin/chromium}

work=$(mktemp -d)
group=
# The editor is a process group of its own.
trap '[ -z "$group" ] || kill -9 -- "-$group" 2>/dev/null; rm -rf "$work"' EXIT
trap 'exit 130' INT TERM

build_extension() {
    local server=$1 built=$work/extension
    "$here/copy.sh" "$built" || return 1
    (cd "$built" && ZHENGWEN_BINARY=$server npm run package) || return 1
    VSIX=$(find "$built" -maxdepth 1 -name '*.vsix')
    [ -f "$VSIX" ] || { echo "npm run package left no .vsix"; return 1; }
}

if [ -z "${VSIX-}" ]; then
    server=$(realpath "${ZHENGWEN:-$root/target/debug/zhengwen}")
    [ -x "$server" ] || { echo "no server at $server: set ZHENGWEN" >&2; exit 2; }
    begin=$SECONDS
    build_extension "$server" >"$work/build.log" 2>&1 || { cat "$work/build.log"; echo "the extension could not be built"; exit 1; }
    echo "the extension is built ($((SECONDS - begin)) s)"
fi
export VSIX

unset VSCODE_IPC_HOOK_CLI ELECTRON_RUN_AS_NODE
mkdir -p "$work/home"
export HOME=$work/home XDG_CONFIG_HOME=$work/home XDG_DATA_HOME=$work/home XDG_CACHE_HOME=$work/home TMPDIR=$work
export LC_ALL=C.UTF-8 WORK=$work
setsid timeout --kill-after=5 "${LIMIT:-400}" "$code/node/bin/node" "$here/main.js" "$@" &
group=$!
wait "$group"
result=$?
[ "$result" -ne 124 ] || echo "not done within ${LIMIT:-400} s"
exit "$result"
