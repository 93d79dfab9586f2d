#!/usr/bin/env bash
# Puts the current VS Code into the cache and prints its folder; run.sh takes that as its argument.
#
#     tests/editors/vscode/install.sh
#
# VS Code comes as code-server, which is VS Code with its window in a browser; code-server, the Node that it needs and
# playwright-core come from npm. The browser, two fonts and what compiles three modules are Debian's: they are installed
# on the machine itself, by apt-get and as root, where they are missing.
#
# Exit code 3: this machine cannot have it (no npm, no browser, no network), with the reason on standard error.
set -euo pipefail

code_server=4.139.1 # VS Code 1.139.1
node=24.21.0        # the one that this code-server asks for
playwright=1.65.1
chromium=/usr/bin/chromium

# What another version of this script installed may be laid out otherwise.
version=$(cksum <"${BASH_SOURCE[0]}" | cut -d' ' -f1)
dir=${ZHENGWEN_TEST_CACHE:-${XDG_CACHE_HOME:-${HOME:-/tmp}/.cache}/zhengwen-tests}/vscode-$version

cannot() {
    echo "$1" >&2
    exit 3
}

# Runs a command, given after what is said where it fails: only then does its output matter.
attempt() {
    local what=$1
    shift
    timeout --kill-after=5 600 "$@" </dev/null >"$log" 2>&1 || {
        tail -n 20 "$log" >&2
        cannot "$what"
    }
}

missing_packages() {
    [ -x "$chromium" ] || echo chromium
    # Without the first each Chinese character is a box; it lacks some letters of pinyin, which the other has.
    has_font wqy-microhei || echo fonts-wqy-microhei
    has_font DejaVuSansMono || echo fonts-dejavu-core
    # Three parts of VS Code are compiled here.
    command -v g++ >/dev/null || echo g++
    command -v make >/dev/null || echo make
    command -v python3 >/dev/null || echo python3
}

has_font() { find /usr/share/fonts -name "$1*" 2>/dev/null | grep -q .; }

install_packages() {
    local packages
    packages=$(missing_packages)
    [ -n "$packages" ] || return 0
    command -v apt-get >/dev/null || cannot "missing, and no apt to install it:" $packages
    [ "$(id -u)" -eq 0 ] || cannot "missing, and only root may install it:" $packages
    export DEBIAN_FRONTEND=noninteractive
    apt-get -qq -o DPkg::Lock::Timeout=300 update </dev/null >"$log" 2>&1 || true
    attempt "apt-get could not install: $(echo $packages)" \
        apt-get -qq -o DPkg::Lock::Timeout=300 -o Acquire::Retries=2 install --yes --no-install-recommends $packages
    [ -z "$(missing_packages)" ] || cannot "still missing after apt-get install: $(missing_packages)"
}

npm_install() { attempt "npm could not install $*" npm install --ignore-scripts --no-audit --no-fund "$@"; }

install_code_server() {
    cd "$work"
    echo '{ "private": true }' >package.json
    npm_install --no-save "$node_package@$node" "playwright-core@$playwright"
    mkdir -p node
    mv "node_modules/$node_package/bin" "node_modules/$node_package/include" node/
    rm -rf "node_modules/$node_package"
    export PATH=$work/node/bin:$PATH npm_config_nodedir=$work/node

    # Its own install script would build everything, VS Code's part with development tools: what is needed is built below.
    npm_install --no-save "code-server@$code_server" "playwright-core@$playwright"
    attempt "argon2 could not be built" npm rebuild argon2
    cd node_modules/code-server/lib/vscode
    npm_install --omit=dev
    for module in @vscode/spdlog @vscode/native-watchdog node-pty @parcel/watcher; do
        attempt "$module could not be built" npm rebuild "$module"
    done
}

# Half of it is never used here: what other tasks and other systems need, and what only a build does.
remove_unused() {
    cd "$work"
    rm -rf npm-cache node/include package.json
    find node_modules -type f -name '*.map' -delete
    cd node_modules/code-server/lib/vscode
    find extensions -mindepth 1 -maxdepth 1 -type d ! -name 'theme-*' -exec rm -rf {} +
    cd node_modules
    rm -rf @github/copilot-sdk-* @microsoft/mxc-sdk @vscode/tree-sitter-wasm @vscode/windows-process-tree
    find @vscode/ripgrep-universal/bin -mindepth 1 -maxdepth 1 -type d ! -name "linux-$arch" -exec rm -rf {} +
    find . -type d \( -name obj.target -o -name .deps \) -prune -exec rm -rf {} +
}

if [ ! -x "$dir/code-server" ] || [ -n "$(missing_packages)" ]; then
    command -v npm >/dev/null || cannot "no npm on this machine"
    case $(uname -sm) in
    'Linux x86_64') arch=x64 ;;
    'Linux aarch64') arch=arm64 ;;
    *) cannot "no Node for $(uname -sm) in this script" ;;
    esac
    node_package=node-linux-$arch
    mkdir -p "$(dirname "$dir")"
    work=$(mktemp -d "$dir.XXXXXX")
    log=$work/log
    trap 'rm -rf "$work"' EXIT
    export npm_config_cache=$work/npm-cache npm_config_update_notifier=false

    install_packages
    if [ ! -x "$dir/code-server" ]; then
        install_code_server
        remove_unused
        cd "$work"
        cat >code-server <<'SCRIPT'
#!/bin/sh
here=$(dirname "$(readlink -f "$0")")
exec "$here/node/bin/node" "$here/node_modules/code-server/out/node/entry.js" "$@"
SCRIPT
        chmod 755 code-server "$work"
        attempt "code-server does not start" env XDG_CONFIG_HOME="$work/config" HOME="$work/config" ./code-server --version
        rm -rf config log
        # Another run may have been quicker; then its copy is as good.
        mv -T "$work" "$dir" 2>/dev/null || [ -x "$dir/code-server" ]
    fi
fi
echo "$dir"
