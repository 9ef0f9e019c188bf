#!/usr/bin/env python3
"""Verifies a published Pinwheel ledger without any of Pinwheel's code: Python's standard library alone.

    verify.py LOG VKEY                       the checkpoint, every entry and every tile
    verify.py LOG VKEY --older CHECKPOINT    also: the log only grew since that checkpoint, which you kept
    verify.py --proof PROOF ENTRY VKEY       one entry by its .tlog-proof, offline
    verify.py --bundle ZIP VKEY              the entries, the evidence and the keys of an auditor's bundle

LOG is a directory or an http(s) address that holds "checkpoint" and "tile/". VKEY is the verifier key, as text;
of a bundle it can be an older one that signed in the next.
Formats: RFC 6962 (tree), RFC 8032 (Ed25519), c2sp.org/tlog-tiles, tlog-checkpoint, signed-note, tlog-proof.
Exit code: 0 verified, 1 cannot be read, 10 tampered, 11 incomplete, 12 another key.
"""
import base64
import hashlib
import json
import os
import struct
import sys
import urllib.error
import urllib.request
import zipfile
import zlib

# Ed25519, RFC 8032 section 5.1.7. Only public values are handled, so speed and timing do not matter.
P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P


def add(a, b):
    (x1, y1, z1, t1), (x2, y2, z2, t2) = a, b
    e, f = (y1 - x1) * (y2 - x2) % P, (y1 + x1) * (y2 + x2) % P
    g, h = 2 * t1 * t2 * D % P, 2 * z1 * z2 % P
    e, f, g, h = f - e, h - g, h + g, f + e
    return e * f % P, g * h % P, f * g % P, e * h % P


def multiply(scalar, point):
    result = (0, 1, 1, 0)
    while scalar:
        if scalar & 1:
            result = add(result, point)
        point, scalar = add(point, point), scalar >> 1
    return result


def point(encoded):
    y = int.from_bytes(encoded, "little")
    odd, y = y >> 255, y & (1 << 255) - 1
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * pow(2, (P - 1) // 4, P) % P
    check(y < P and (x * x - square) % P == 0 and (x or not odd), "not a point of the curve")
    x = P - x if x & 1 != odd else x
    return x, y, 1, x * y % P


def ed25519(key, message, signature):
    base = point((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))
    scalar = int.from_bytes(signature[32:], "little")
    digest = hashlib.sha512(signature[:32] + key + message).digest()
    left = multiply(scalar, base)
    right = add(point(signature[:32]), multiply(int.from_bytes(digest, "little") % ORDER, point(key)))
    same = all((left[i] * right[2] - right[i] * left[2]) % P == 0 for i in (0, 1))
    return len(signature) == 64 and scalar < ORDER and same


TAMPERED, INCOMPLETE, UNTRUSTED_KEY = 10, 11, 12


def check(condition, what, code=TAMPERED):
    if not condition:
        print("NOT VERIFIED: " + what, file=sys.stderr)
        sys.exit(code)


# The tree, RFC 6962 section 2.1.
def leaf(entry):
    return hashlib.sha256(b"\x00" + entry).digest()


def node(left, right):
    return hashlib.sha256(b"\x01" + left + right).digest()


def root(hashes):
    """The root over these leaf hashes, pairing level by level; a last one without a partner goes up as it is."""
    if not hashes:
        return hashlib.sha256().digest()
    while len(hashes) > 1:
        pairs = [node(hashes[i], hashes[i + 1]) for i in range(0, len(hashes) - 1, 2)]
        hashes = pairs + hashes[len(hashes) & ~1:]
    return hashes[0]


def decoded(text):
    """What base64 stands for, in its one canonical spelling."""
    content = base64.b64decode(text, validate=True)
    check(base64.b64encode(content).decode() == text, "not canonical base64: " + text)
    return content


def number(text):
    """A size or an index: decimal, without a sign or leading zeros, below 2^63."""
    check(text.isascii() and text.isdigit() and str(int(text)) == text and int(text) < 1 << 63, "not a number: " + text)
    return int(text)


def hashed(lines):
    """The hashes of a proof."""
    hashes = [decoded(line) for line in lines]
    check(all(len(each) == 32 for each in hashes), "not a SHA-256")
    return hashes


def checkpoint(note, vkey, alone=False):
    """The size and root hash of a checkpoint, once its signature is verified; alone: it must be the only one."""
    name, key_id, key = vkey.strip().split("+", 2)
    key = decoded(key)
    id_bytes = hashlib.sha256(name.encode() + b"\n" + key).digest()[:4]
    check(len(key) == 33 and key[0] == 1 and id_bytes.hex() == key_id, "the verifier key is damaged")
    note = note.decode()  # Bytes that are not UTF-8 in its one spelling end here.
    check(all(each >= " " or each == "\n" for each in note) and note[-1:] == "\n", "not a signed note")
    text, signatures = note[:-1].rsplit("\n\n", 1)
    text += "\n"
    origin, size, digest, end = text.split("\n")
    check(end == "", "not a checkpoint")
    check(origin == name, "the checkpoint is of %s, not of %s" % (origin, name), UNTRUSTED_KEY)
    ours, lines = 0, signatures.split("\n")
    for line in lines:
        dash, signer, blob = line.split(" ")
        blob = decoded(blob)
        check(dash == "\u2014" and signer and "+" not in signer and signer.split() == [signer], "not a signature line")
        check(len(blob) > 4, "an empty signature")
        if signer == name and blob[:4] == id_bytes:
            check(ed25519(key[1:], text.encode(), blob[4:]), "the checkpoint's signature is forged")
            ours += 1
    check(ours, "the checkpoint is not signed with " + vkey, UNTRUSTED_KEY)
    check(not alone or len(lines) == 1, "the checkpoint has more signatures than that of its key")
    return number(size), hashed([digest])[0]


# The published files, c2sp.org/tlog-tiles.
def fetch(log, path):
    if log.startswith(("http://", "https://")):
        with urllib.request.urlopen(log.rstrip("/") + "/" + path, timeout=60) as answer:
            return answer.read()
    with open(os.path.join(log, path), "rb") as file:
        return file.read()


def beginning(level, tile, width):
    """The first hashes or entries of a full tile."""
    if level != "entries":
        check(len(tile) == 256 * 32, "a hash tile is not whole")
        return tile[:width * 32]
    end = 0
    for _ in range(width):
        end += 2 + int.from_bytes(tile[end:end + 2], "big")
    return tile[:end]


def partial(log, level, path, width):
    """A partial tile, or as much of the full one: the partial may be gone once the full one is there."""
    try:
        return fetch(log, "%s.p/%d" % (path, width))
    except (FileNotFoundError, urllib.error.HTTPError) as error:
        if getattr(error, "code", 404) not in (404, 410):
            raise
        return beginning(level, fetch(log, path), width)


def tiles(log, level, count):
    """The content of every tile of a level that has this many hashes or entries, and how many it holds."""
    for index in range((count + 255) // 256):
        width = min(256, count - index * 256)
        name, rest = "%03d" % (index % 1000), index // 1000
        while rest:
            name, rest = "x%03d/%s" % (rest % 1000, name), rest // 1000
        path = "tile/%s/%s" % (level, name)
        yield (fetch(log, path) if width == 256 else partial(log, level, path, width)), width


def entries(log, size):
    for bundle, width in tiles(log, "entries", size):
        for _ in range(width):
            length = int.from_bytes(bundle[:2], "big")
            check(len(bundle) >= 2 + length, "an entry bundle ends early")
            yield bundle[2:2 + length]
            bundle = bundle[2 + length:]
        check(not bundle, "an entry bundle is too long")


def verify_log(log, vkey, older):
    size, digest = checkpoint(fetch(log, "checkpoint"), vkey)
    leaves = [leaf(entry) for entry in entries(log, size)]
    check(root(leaves) == digest, "the entries are not those that were signed")
    level, hashes = 0, leaves
    while hashes:
        check(b"".join(tile for tile, _ in tiles(log, level, len(hashes))) == b"".join(hashes), "a hash tile is wrong")
        hashes = [root(hashes[i:i + 256]) for i in range(0, len(hashes) & ~255, 256)]
        level += 1
    print("verified: %d entries, root hash %s" % (size, base64.b64encode(digest).decode()))
    if older:
        old_size, old_digest = checkpoint(fetch("", older), vkey)
        check(old_size <= size, "the log had %d entries and has %d" % (old_size, size))
        check(root(leaves[:old_size]) == old_digest, "the log is not the one that was signed at %d entries" % old_size)
        print("verified: it only grew since it had %d entries" % old_size)


def included(entry, index, hashes, size, digest):
    """Whether an entry is in the tree of this size and root hash: RFC 9162 section 2.1.3.2."""
    position, last, computed = index, size - 1, leaf(entry)
    if not 0 <= index < size:
        return False
    for sibling in hashes:
        if not last:
            return False
        if position & 1 or position == last:
            computed = node(sibling, computed)
            while not position & 1:
                position, last = position >> 1, last >> 1
        else:
            computed = node(computed, sibling)
        position, last = position >> 1, last >> 1
    return last == 0 and computed == digest


def proven(proof, entry, vkey, alone=False):
    """The index of an entry, and the size and root hash of the tree that its .tlog-proof shows it to be in."""
    head, note = proof.split(b"\n\n", 1)
    version, *lines = head.decode().split("\n")
    if lines[0].startswith("extra ") and not alone:  # Nobody signed this line.
        check(decoded(lines.pop(0)[6:]), "an extra line is empty")
    check(version == "c2sp.org/tlog-proof@v1" and lines[0].startswith("index "), "not a .tlog-proof")
    size, digest = checkpoint(note, vkey, alone)
    index = number(lines[0][6:])
    check(included(entry, index, hashed(lines[1:]), size, digest), "the entry is not in the log")
    return index, size, digest


def verify_proof(proof, entry, vkey):
    index, size, _ = proven(fetch("", proof), fetch("", entry).rstrip(b"\n"), vkey)
    print("verified: entry %d of %d is what was signed" % (index, size))


def grew(old_size, old_digest, size, digest, hashes):
    """Whether the older tree is the beginning of the newer: RFC 9162 section 2.1.4.2."""
    path = [old_digest] * (old_size & old_size - 1 == 0) + hashes
    if old_size == size:
        return not hashes and old_digest == digest
    if not 0 < old_size < size or not path:
        return False
    position, last = old_size - 1, size - 1
    while position & 1:
        position, last = position >> 1, last >> 1
    older = newer = path[0]
    for sibling in path[1:]:
        if not last:
            return False
        if position & 1 or position == last:
            older, newer = node(sibling, older), node(sibling, newer)
            while position and not position & 1:
                position, last = position >> 1, last >> 1
        else:
            newer = node(newer, sibling)
        position, last = position >> 1, last >> 1
    return last == 0 and older == old_digest and newer == digest


def join(edge, subtree, height, size):
    """Puts a complete subtree of 2^height leaves at the right edge of a tree of this size."""
    while size >> height & 1:
        subtree, height = node(edge.pop(), subtree), height + 1
    edge.append(subtree)


def named(value):
    """The evidence that an entry names."""
    if isinstance(value, dict):
        for key, member in value.items():
            if key in ("report", "log", "evidence", "sbom", "packages", "list") and isinstance(member, dict) and "digest" in member:
                yield member["digest"]
            else:
                yield from named(member)
    elif isinstance(value, list):
        for member in value:
            yield from named(member)


ROTATION = "vkey", "entry.json", "entry.tlog-proof", "consistency"


def small(bundle, name):
    """A member that is read whole; zipfile reads no more than the size that is checked here."""
    check(bundle.getinfo(name).file_size <= 1 << 16, name + " is larger than it can be")
    return bundle.read(name)


def lines_of(member, limit=(1 << 16) + 1):
    """The lines of a member, none of them longer than an entry with its newline can be."""
    for line in iter(lambda: member.readline(limit), b""):
        check(line.endswith(b"\n"), "a line of %s is longer than it can be, or ends early" % member.name)
        yield line


def growth(text):
    """The hashes of a consistency proof, a line each."""
    check(text[-1:] in (b"", b"\n"), "a consistency proof ends with a newline")
    return hashed(text.decode().split("\n")[:-1])


def rotated(bundle, number, keys, newest):
    """The index of a rotation, whose entry names the next key: the last one that the key before it signed."""
    vkey, entry, proof, hashes = (small(bundle, "rotations/%d/%s" % (number, file)) for file in ROTATION)
    check(vkey.decode() == keys[-1] + "\n", "rotation %d is not the turn of its key" % number, UNTRUSTED_KEY)
    index, size, digest = proven(proof, entry, keys[-1], alone=True)
    check(index > 0, "rotation %d is the first entry, which rotates no key" % number)
    check(index + 1 == size, "rotation %d is not the last entry that the old key signed" % number)
    check(size < newest[0] and grew(size, digest, *newest, growth(hashes)),
          "the log did not grow out of the one that rotation %d ended" % number)
    entry = json.loads(entry)
    check(entry["type"] == "key.rotated" and entry["next"] != keys[-1], "rotation %d does not name a new key" % number)
    check(entry["next"].split("+")[0] == keys[-1].split("+")[0], "rotation %d names another log's key" % number)
    keys.append(entry["next"])
    return index


def signer(bundle, names, vkey):
    """The key that signed the bundle's checkpoint, if the trusted one is it or signed it in; and the rotations."""
    last, *rest = small(bundle, "vkey").decode().split("\n")
    check(rest == [""], "the member vkey is not one line")
    note = small(bundle, "checkpoint")
    numbers = range(1, 1 + len({name.split("/")[1] for name in names if name.startswith("rotations/")}))
    for number in numbers:
        for file in ROTATION:
            check("rotations/%d/%s" % (number, file) in names, "a rotation is not whole", INCOMPLETE)
    keys = [small(bundle, "rotations/1/vkey").decode().rstrip("\n") if numbers else last]
    trusted = vkey.strip()
    newest = checkpoint(note, last if trusted != last and numbers else trusted, alone=True)
    indexes = [rotated(bundle, number, keys, newest) for number in numbers]
    check(keys[-1] == last, "the key is not the one that the last rotation names")
    check(trusted in keys, "the bundle does not show that %s signed in %s" % (trusted, last), UNTRUSTED_KEY)
    check(indexes == sorted(set(indexes)), "the rotations are out of order")
    return newest, indexes, keys


def deletions(bundle, names, end, newest):
    """What was deleted by entries behind the bundle's last, with the last entry that had named it."""
    for line in lines_of(bundle.open("deletions"), 1 << 17) if "deletions" in names else ():
        proof, entry = line.split(b" {", 1)
        index, *hashes = proof.decode().split(" ")
        entry = b"{" + entry[:-1]
        check(number(index) >= end and included(entry, int(index), hashed(hashes), *newest), "no such deletion")
        entry = json.loads(entry)
        check(entry["type"] == "evidence.deleted", "not a deletion")
        yield entry["evidence"]["digest"], entry["lastNamed"]


def check_cosigned(bundle, rotations, keys, newest):
    """The checkpoint that witnesses cosigned is one of this log; what their lines are worth is not said here."""
    note = small(bundle, "cosigned/checkpoint")
    turn = sum(index + 2 <= number(note.decode().split("\n")[1]) for index in rotations)
    size, digest = checkpoint(note, keys[turn])
    check(grew(size, digest, *newest, growth(small(bundle, "cosigned/consistency"))), "what was cosigned is another log")


def verify_bundle(path, vkey):
    """The tree grows from the hashes before the range, over its entries, to the hashes behind it."""
    bundle = zipfile.ZipFile(path)
    names = bundle.namelist()
    for name in ("checkpoint", "vkey", "range-proof", "entries.jsonl"):
        check(name in names, name + " is missing", INCOMPLETE)
    check(len(names) == len(set(names)), "a member is there twice")
    packed = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
    check(all(member.compress_type in packed for member in bundle.infolist()), "a member is packed in another way")
    (size, digest), rotations, keys = signer(bundle, names, vkey)
    if "cosigned/checkpoint" in names:
        check("cosigned/consistency" in names, "cosigned/consistency is missing", INCOMPLETE)
        check_cosigned(bundle, rotations, keys, (size, digest))
    head, start, end, *hashes = small(bundle, "range-proof").decode().split("\n")
    start, end = number(start), number(end)
    check(hashes.pop() == "", "a range proof ends with a newline")
    hashes = hashed(hashes)
    check(head == "pinwheel-range/v1" and 0 <= start < end <= size, "not a range proof")
    before = bin(start).count("1")
    edge, after, at = hashes[:before], hashes[before:], start
    with bundle.open("entries.jsonl") as lines:
        for line in lines_of(lines):
            check(at < end, "an entry too many")
            join(edge, leaf(line[:-1]), 0, at)
            at += 1
    check(at == end, "entry %d is missing" % at, INCOMPLETE)
    for subtree in after:
        height = min((at & -at).bit_length(), (size - at).bit_length()) - 1
        check(height >= 0, "the range proof is too long")
        join(edge, subtree, height, at)
        at += 1 << height
    computed = edge.pop()
    while edge:
        computed = node(edge.pop(), computed)
    check(at == size and computed == digest, "the entries are not those that were signed")
    deleted, wanted = {}, {}
    with bundle.open("entries.jsonl") as lines:
        untold, following = None, keys[-1]
        for index, entry in enumerate(map(json.loads, lines_of(lines)), start):
            check(entry["type"] != "origin.ended" or index + 1 == size, "entries follow the one that ended the log")
            if entry["type"] == "key.rotated" and index + 1 < size:
                following = entry["next"]
                untold = index if untold is None and index not in rotations else untold
            if entry["type"] == "evidence.deleted":
                deleted[entry["evidence"]["digest"]] = entry["lastNamed"]
            else:
                wanted.update((digest, index) for digest in named(entry))
    what = "entry %s rotated the key; its proof is missing, or the old key signed later" % untold
    check(untold is None, what, INCOMPLETE if following == keys[-1] else UNTRUSTED_KEY)
    deleted.update(deletions(bundle, names, end, (size, digest)))
    there = {name[9:].replace("/", ":") for name in names if name.startswith("evidence/")}
    for name in sorted(there):
        algorithm, expected = name.split(":")
        with bundle.open("evidence/%s/%s" % (algorithm, expected)) as content:
            hasher = hashlib.new(algorithm)
            for block in iter(lambda: content.read(1 << 16), b""):
                hasher.update(block)
        check(hasher.hexdigest() == expected, "evidence %s was changed" % name)
    missing = [name for name in sorted(wanted.keys() - there) if deleted.get(name, -1) < wanted[name]]
    check(not missing, "evidence is missing: %s" % missing[:1], INCOMPLETE)
    check(there <= wanted.keys(), "evidence that no entry names: %s" % sorted(there - wanted.keys())[:1])
    print("verified: entries %d to %d of %d, %d evidence files" % (start, end - 1, size, len(there)))


def main(words):
    if len(words) == 4 and words[0] == "--proof":
        verify_proof(*words[1:])
    elif len(words) == 3 and words[0] == "--bundle":
        verify_bundle(*words[1:])
    elif len(words) == 2 or len(words) == 4 and words[2] == "--older":
        verify_log(words[0], words[1], words[3] if len(words) == 4 else None)
    else:
        sys.exit(__doc__)


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except OSError as error:
        sys.exit("NOT VERIFIED: it cannot be read: %s" % error)
    except (ArithmeticError, AttributeError, EOFError, LookupError, RuntimeError, TypeError, ValueError,
            struct.error, zipfile.BadZipFile, zlib.error) as error:
        check(False, "it is not what it should be: %s" % (str(error) or type(error).__name__))
