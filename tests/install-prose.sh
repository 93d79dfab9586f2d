#!/usr/bin/env bash
# Puts clean Chinese that nobody here wrote where the tests can read it, and prints the folder: manual pages, the Debian
# Reference and the help of LibreOffice, in Simplified and in Traditional characters.
#
#     tests/install-prose.sh
#
# Where the packages are installed, that is the root of the machine. Else apt fetches them, and they are unpacked in the
# cache: nothing is installed, and root is not needed. None of what they depend on is fetched, they are text.
#
# Exit code 3: this machine cannot have it (no apt, no network), with the reason on standard error.
set -euo pipefail

packages='manpages-zh debian-reference-zh-cn debian-reference-zh-tw libreoffice-help-zh-cn libreoffice-help-zh-tw'
# The name is known to tests/clean_prose/mod.rs.
dir=${ZHENGWEN_TEST_CACHE:-${XDG_CACHE_HOME:-${HOME:-/tmp}/.cache}/zhengwen-tests}/prose

cannot() {
    echo "$1" >&2
    exit 3
}

is_there() {
    local root=$1 file
    for file in share/man/zh_CN/man1 share/man/zh_TW/man1 share/debian-reference/index.zh-cn.html \
        share/debian-reference/index.zh-tw.html share/libreoffice/help/zh-CN share/libreoffice/help/zh-TW; do
        [ -e "$root/usr/$file" ] || return 1
    done
}

fetch() {
    local get=(apt-get --quiet -o APT::Sandbox::User= -o Acquire::Retries=2 -o Acquire::http::Timeout=30)
    # Packages are found by the machine's lists, else by lists of our own: a container comes without any.
    (cd "$work/packages" && "${get[@]}" download $packages) && return
    get+=(-o Dir::State::Lists="$work/lists" -o Dir::Cache="$work/cache")
    "${get[@]}" update
    (cd "$work/packages" && "${get[@]}" download $packages)
}

if is_there ""; then
    echo /
    exit
fi
if ! is_there "$dir"; then
    command -v apt-get >/dev/null && command -v dpkg >/dev/null || cannot "no apt on this machine"
    mkdir -p "$(dirname "$dir")"
    work=$(mktemp -d "$dir.XXXXXX")
    trap 'rm -rf "$work"' EXIT
    mkdir -p "$work/packages" "$work/lists/partial" "$work/cache/archives/partial" "$work/root"
    fetch >"$work/log" 2>&1 || {
        cat "$work/log" >&2
        cannot "the packages of Chinese prose could not be fetched"
    }
    for package in "$work"/packages/*.deb; do dpkg --extract "$package" "$work/root"; done
    is_there "$work/root" || cannot "the packages of Chinese prose are laid out otherwise here"
    rm -rf "$dir"
    # Another run may have been quicker; then its copy is as good.
    mv -T "$work/root" "$dir" 2>/dev/null || is_there "$dir" || cannot "$dir cannot be written"
fi
echo "$dir"
