#!/bin/sh
# Verifies the bag in this folder with sha256sum, openssl and Python; VERIFY.txt explains.
set -eu
cd "$(dirname "$0")"
there=$(mktemp -d)
trap 'rm -rf "$there"' EXIT

sha256sum --check --strict --quiet tagmanifest-sha256.txt manifest-sha256.txt
find data -type f | LC_ALL=C sort > "$there/found"
cut -c 67- manifest-sha256.txt | LC_ALL=C sort > "$there/told"
cmp "$there/found" "$there/told"
if find . -type l | grep -q .; then echo "a symbolic link is in the bag" >&2; exit 1; fi
echo "1. Every file is as it was written."

sed '/^$/,$d' data/log/checkpoint > "$there/text"
grep '^— ' data/log/checkpoint | head -n 1 | cut -d ' ' -f 3 | base64 -d \
    | tail -c +5 > "$there/signature"
signed=no
for key in data/log/keys/*.pem; do
    if openssl pkeyutl -verify -pubin -inkey "$key" -rawin -in "$there/text" \
        -sigfile "$there/signature" > "$there/said" 2>&1; then signed=$key; fi
done
[ "$signed" != no ] || { echo "no key of the bag signed the checkpoint" >&2; exit 1; }
echo "2. The checkpoint is signed by $signed."

python3 verify.py

if [ -f data/log/checkpoint.tsr ]; then
    openssl ts -verify -data data/log/checkpoint -in data/log/checkpoint.tsr \
        -CAfile data/log/checkpoint.ca.pem
    echo "4. An authority of time saw the checkpoint."
fi
