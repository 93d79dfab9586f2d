#!/usr/bin/env bash
# Copies the VS Code extension into a new folder DIR, with its packages from npm, which stay in the cache for each lock
# file.
#
#     tests/editors/vscode/copy.sh DIR
#
# Exit code 3: this machine cannot have them, with the reason on standard error.
set -euo pipefail

dir=${1:?usage: copy.sh DIR}
source=$(cd "$(dirname "${BASH_SOURCE[0]}")/../../../editors/vscode" && pwd)
cache=${ZHENGWEN_TEST_CACHE:-${XDG_CACHE_HOME:-${HOME:-/tmp}/.cache}/zhengwen-tests}
modules=$cache/vscode-modules-$(cksum <"$source/package-lock.json" | cut -d' ' -f1)

if [ ! -d "$modules" ]; then
    command -v npm >/dev/null || { echo 'no npm on this machine' >&2; exit 3; }
    mkdir -p "$cache"
    work=$(mktemp -d "$modules.XXXXXX")
    trap 'rm -rf "$work"' EXIT
    cp "$source"/package*.json "$work"
    (cd "$work" && npm_config_cache=$work/npm-cache timeout 300 npm ci --no-audit --no-fund) >"$work/log" 2>&1 || {
        tail -n 20 "$work/log" >&2
        echo "npm could not install the packages of the extension" >&2
        exit 3
    }
    # Another run may have been quicker; then its copy is as good.
    mv -T "$work/node_modules" "$modules" 2>/dev/null || [ -d "$modules" ]
fi
mkdir "$dir"
tar -C "$source" --exclude=./node_modules --exclude=./dist --exclude=./out --exclude='./*.vsix' -c . | tar -C "$dir" -x
cp -r "$modules" "$dir/node_modules"
