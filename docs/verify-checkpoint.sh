#!/bin/sh
# Verifies the signature of a published checkpoint with openssl alone: verify-checkpoint.sh CHECKPOINT VKEY
set -eu
work=$(mktemp -d)
trap 'rm -r "$work"' EXIT
name=${2%%+*}
# What is signed is the text up to the empty line.
sed '/^$/,$d' "$1" >"$work/text"
# A signature line is a dash, the name and base64; the first four bytes are the key's id.
sed -n "s|^— $name ||p" "$1" | head -n 1 | base64 -d | tail -c +5 >"$work/signature"
# The key is the last 32 bytes of the verifier key; these twelve before it say "Ed25519" in DER.
{
  printf '\060\052\060\005\006\003\053\145\160\003\041\000'
  printf %s "${2#*+*+}" | base64 -d | tail -c 32
} >"$work/key"
openssl pkeyutl -verify -pubin -keyform DER -inkey "$work/key" -rawin -in "$work/text" -sigfile "$work/signature"
