#!/bin/sh
# Verifies the signature of a published checkpoint with openssl alone: verify-checkpoint.sh CHECKPOINT VKEY
set -eu
work=$(mktemp -d)
trap 'rm -r "$work"' EXIT
refuse() {
  echo "NOT VERIFIED: $1" >&2
  exit 1
}
# A verifier key is the name, the key's id and, in base64, a byte for its type and the key. The id is computed from these.
name=${2%%+*}
id=${2#*+}
id=${id%%+*}
printf %s "${2#*+*+}" | base64 -d >"$work/typed"
computed=$({ printf '%s\n' "$name" && cat "$work/typed"; } | openssl dgst -sha256 -r | cut -c 1-8)
[ "$computed" = "$id" ] || refuse "the verifier key is damaged: its id is $computed"
# The key is the last 32 bytes; these twelve before it say "Ed25519" in DER.
{
  printf '\060\052\060\005\006\003\053\145\160\003\041\000'
  tail -c 32 "$work/typed"
} >"$work/key"
# What is signed is the text up to the empty line: three lines, of which the first names the log.
iconv -f UTF-8 -t UTF-8 "$1" >/dev/null || refuse "it is not UTF-8"
sed '/^$/,$d' "$1" >"$work/text"
[ "$(wc -l <"$work/text")" -eq 3 ] || refuse "it is not a checkpoint"
[ "$(head -n 1 "$work/text")" = "$name" ] || refuse "it is not a checkpoint of $name"
# A signature line is a dash, a name and base64: the four bytes of the key's id, then the signature. Others' do not matter.
found=0
while IFS= read -r line; do
  case $line in "— $name "*) ;; *) continue ;; esac
  printf %s "${line#"— $name "}" | base64 -d >"$work/line"
  [ "$(head -c 4 "$work/line" | od -An -tx1 | tr -d ' \n')" = "$id" ] || continue
  tail -c +5 "$work/line" >"$work/signature"
  openssl pkeyutl -verify -pubin -keyform DER -inkey "$work/key" -rawin -in "$work/text" -sigfile "$work/signature"
  found=$((found + 1))
done <"$1"
[ "$found" -gt 0 ] || refuse "it has no signature line of the key $id of $name"
