// Verifies a log that Pinwheel published with Go's own libraries for transparency logs, and nothing of Pinwheel's.
//
//	go run verify.go LOG VKEY [OLDER]
//
// LOG is the directory (DATA/log), VKEY the verifier key that you trust, OLDER a checkpoint that you kept. It opens the
// checkpoint, reads every hash tile through tlog.TileHashReader, which authenticates each of them against the root hash,
// hashes every entry again, proves the first and the last entry, and proves that the log only grew since OLDER.
// It needs golang.org/x/mod: Debian's golang-golang-x-mod-dev with GO111MODULE=off GOPATH=/usr/share/gocode, or a module.
package main

import (
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const height = 8

func main() {
	if len(os.Args) < 3 || len(os.Args) > 4 {
		fmt.Fprintln(os.Stderr, "usage: go run verify.go LOG VKEY [OLDER]")
		os.Exit(2)
	}
	tree, err := verify(os.Args[1], os.Args[2], os.Args[3:])
	if err != nil {
		fmt.Fprintln(os.Stderr, "not verified:", err)
		os.Exit(1)
	}
	fmt.Printf("verified: %d entries, root hash %v\n", tree.N, tree.Hash)
}

func verify(log, vkey string, older []string) (tlog.Tree, error) {
	tree, err := open(filepath.Join(log, "checkpoint"), vkey)
	if err != nil {
		return tree, err
	}
	hashes := tlog.TileHashReader(tree, tiles(log))
	if err := entries(log, tree, hashes); err != nil {
		return tree, err
	}
	for _, n := range []int64{0, tree.N - 1} {
		if err := prove(tree, n, hashes); err != nil {
			return tree, err
		}
	}
	for _, file := range older {
		if err := grew(file, vkey, tree, hashes); err != nil {
			return tree, err
		}
	}
	return tree, nil
}

// open verifies a signed checkpoint and returns the tree that it claims.
func open(file, vkey string) (tlog.Tree, error) {
	signed, err := os.ReadFile(file)
	if err != nil {
		return tlog.Tree{}, err
	}
	verifier, err := note.NewVerifier(vkey)
	if err != nil {
		return tlog.Tree{}, err
	}
	opened, err := note.Open(signed, note.VerifierList(verifier))
	if err != nil {
		return tlog.Tree{}, err
	}
	// The library takes the first line of a key and passes over others of the same key; one of them may be forged.
	if lines := strings.Count(string(signed[len(opened.Text):]), "\n") - 1; lines != len(opened.Sigs)+len(opened.UnverifiedSigs) {
		return tlog.Tree{}, errors.New("a key has several signature lines")
	}
	return parse(opened.Text, verifier.Name())
}

func parse(text, origin string) (tlog.Tree, error) {
	lines := strings.Split(text, "\n")
	if len(lines) != 4 || lines[0] != origin || lines[3] != "" {
		return tlog.Tree{}, errors.New("not a checkpoint of " + origin)
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil || size < 1 || strconv.FormatInt(size, 10) != lines[1] {
		return tlog.Tree{}, errors.New("not a size: " + lines[1])
	}
	root, err := base64.StdEncoding.Strict().DecodeString(lines[2])
	if err != nil || len(root) != tlog.HashSize {
		return tlog.Tree{}, errors.New("not a root hash: " + lines[2])
	}
	tree := tlog.Tree{N: size}
	copy(tree.Hash[:], root)
	return tree, nil
}

// entries hashes every entry and compares it with the authenticated hash.
func entries(log string, tree tlog.Tree, hashes tlog.HashReader) error {
	for first := int64(0); first < tree.N; first += 1 << height {
		bundle, err := readBundle(log, first, tree.N)
		if err != nil {
			return err
		}
		var indexes []int64
		for n := range bundle {
			indexes = append(indexes, tlog.StoredHashIndex(0, first+int64(n)))
		}
		want, err := hashes.ReadHashes(indexes)
		if err != nil {
			return err
		}
		for n, entry := range bundle {
			if tlog.RecordHash(entry) != want[n] {
				return fmt.Errorf("entry %d is not what was hashed", first+int64(n))
			}
		}
	}
	return nil
}

func readBundle(log string, first, size int64) ([][]byte, error) {
	width := size - first
	if width > 1<<height {
		width = 1 << height
	}
	tile := tlog.Tile{H: height, L: -1, N: first >> height, W: int(width)}
	data, whole, err := readAny(log, tile)
	if err != nil {
		return nil, err
	}
	var bundle [][]byte
	for len(data) > 0 && !(whole && len(bundle) == int(width)) {
		if len(data) < 2 || len(data)-2 < int(binary.BigEndian.Uint16(data)) {
			return nil, errors.New("an entry bundle ends too early")
		}
		end := 2 + int(binary.BigEndian.Uint16(data))
		bundle = append(bundle, data[2:end])
		data = data[end:]
	}
	if len(bundle) != int(width) {
		return nil, fmt.Errorf("a bundle has %d entries, not %d", len(bundle), width)
	}
	return bundle, nil
}

func prove(tree tlog.Tree, n int64, hashes tlog.HashReader) error {
	leaf, err := hashes.ReadHashes([]int64{tlog.StoredHashIndex(0, n)})
	if err != nil {
		return err
	}
	proof, err := tlog.ProveRecord(tree.N, n, hashes)
	if err != nil {
		return err
	}
	return tlog.CheckRecord(proof, tree.N, tree.Hash, n, leaf[0])
}

func grew(file, vkey string, tree tlog.Tree, hashes tlog.HashReader) error {
	older, err := open(file, vkey)
	if err != nil {
		return err
	}
	proof, err := tlog.ProveTree(tree.N, older.N, hashes)
	if err != nil {
		return err
	}
	return tlog.CheckTree(proof, tree.N, tree.Hash, older.N, older.Hash)
}

// tiles reads hash tiles from a directory.
type tiles string

func (log tiles) Height() int { return height }

func (log tiles) ReadTiles(wanted []tlog.Tile) ([][]byte, error) {
	var all [][]byte
	for _, tile := range wanted {
		data, whole, err := readAny(string(log), tile)
		if err != nil {
			return nil, err
		}
		if whole {
			if len(data) != tlog.HashSize<<height {
				return nil, errors.New("a hash tile is not whole: " + path(tile))
			}
			data = data[:tile.W*tlog.HashSize]
		}
		all = append(all, data)
	}
	return all, nil
}

func (log tiles) SaveTiles([]tlog.Tile, [][]byte) {}

// readAny reads a tile, or, as whole says, the full one: a partial tile may be gone once the full one is there.
func readAny(log string, tile tlog.Tile) (data []byte, whole bool, err error) {
	data, err = os.ReadFile(filepath.Join(log, path(tile)))
	if !errors.Is(err, os.ErrNotExist) || tile.W == 1<<height {
		return data, false, err
	}
	tile.W = 1 << height
	data, err = os.ReadFile(filepath.Join(log, path(tile)))
	return data, true, err
}

// path names a tile as tlog-tiles does: as Go's checksum database, without the height, and entries for data.
func path(tile tlog.Tile) string {
	name := strings.TrimPrefix(tile.Path(), fmt.Sprintf("tile/%d/", height))
	return "tile/" + strings.Replace(name, "data/", "entries/", 1)
}
