package dev.pinwheel.ledger;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the specifications themselves print, and values that every implementation of them has in common. */
class PublishedVectorsTest {

    private static final HexFormat HEX = HexFormat.of();

    /** The eight leaves that Certificate Transparency's implementations test their trees with. */
    private static final List<Hash> LEAVES =
            leaves("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f");

    private static final String SEVENTH_ROOT = "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c";
    private static final String ROOT = "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328";

    /** An example of <a href="https://c2sp.org/tlog-cosignature">C2SP tlog-cosignature</a>. */
    private static final String COSIGNED = """
            example.com/behind-the-sofa
            20852163
            CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

            — example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+\
            zyWE+xeMcTOAYQ8=
            — witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5\
            nNo0xUe+mbIUBkBIfZ+qnA==
            """;

    /** An example of <a href="https://pkg.go.dev/golang.org/x/mod/sumdb/note">Go's documentation of signed notes</a>. */
    private static final String GO_NOTE = """
            If you think cryptography is the answer to your problem,
            then you don't know what your problem is.

            — PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=
            — EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33WWd1RvMc+QQ=
            """;

    private static List<Hash> leaves(String... contents) {
        return Arrays.stream(contents).map(PublishedVectorsTest::leaf).toList();
    }

    /** RFC 6962 §2.1; an entry of ours is never empty, so the hash is made as the RFC says. */
    private static Hash leaf(String hex) {
        var content = HEX.parseHex(hex);
        return content.length > 0
                ? Leaf.of(content).hash()
                : hash("6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d");
    }

    private static Hash hash(String hex) {
        return Hash.of(HEX.parseHex(hex));
    }

    private static List<Hash> hashes(String hex) {
        return hex.isEmpty()
                ? List.of()
                : Arrays.stream(hex.split(" ", -1))
                        .map(PublishedVectorsTest::hash)
                        .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "1, 6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "2, fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "3, aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "4, d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "5, 4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "6, 76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "7, " + SEVENTH_ROOT,
        "8, " + ROOT
    })
    void theTreeOfCertificateTransparencyHasItsRoots(int size, String root) {
        var frontier = Frontier.EMPTY;
        for (var leaf : LEAVES.subList(0, size)) {
            frontier = frontier.append(leaf, (height, index, hash) -> {});
        }

        assertEquals(root, frontier.root().hex());
    }

    @ParameterizedTest
    @CsvSource({
        "0, 8, 96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7 5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e 6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
        "5, 8, bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0 d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "2, 3, fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "1, 5, 6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d 5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b"
    })
    void itsInclusionProofsAreThese(int index, int size, String path) {
        var root = Trees.root(LEAVES.subList(0, size));

        assertTrue(new InclusionProof(index, size, hashes(path)).proves(LEAVES.get(index), root));
        assertEquals(
                hashes(path),
                InclusionProof.of(index, size, Trees.subtrees(LEAVES)).hashes());
    }

    @ParameterizedTest
    @CsvSource({
        "1, 8, 96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7 5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e 6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
        "6, 8, 0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0 d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "2, 5, 5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b"
    })
    void itsConsistencyProofsAreThese(int older, int newer, String path) {
        var proof = new ConsistencyProof(older, newer, hashes(path));

        assertTrue(proof.proves(Trees.root(LEAVES.subList(0, older)), Trees.root(LEAVES.subList(0, newer))));
        assertEquals(
                hashes(path),
                ConsistencyProof.of(older, newer, Trees.subtrees(LEAVES)).hashes());
    }

    /** RFC 8032 §7.1. */
    @ParameterizedTest
    @CsvSource({
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60, d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a, '', e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb, 3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c, 72, 92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
        "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7, fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025, af82, 6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"
    })
    void ed25519SignsAndVerifiesAsItsRfcPrints(String secret, String publicKey, String message, String signature)
            throws GeneralSecurityException {
        var key = Ed25519.decode(HEX.parseHex(publicKey));
        var signer = KeyFactory.getInstance("Ed25519")
                .generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, HEX.parseHex(secret)));

        assertArrayEquals(HEX.parseHex(signature), Ed25519.sign(signer, HEX.parseHex(message)));
        assertTrue(Ed25519.verifies(key, HEX.parseHex(message), HEX.parseHex(signature)));
        assertFalse(Ed25519.verifies(key, HEX.parseHex(message + "00"), HEX.parseHex(signature)));
        assertEquals(publicKey, HEX.formatHex(Ed25519.encode(key)));
    }

    @ParameterizedTest
    @CsvSource({
        "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop"
    })
    void aNoteThatGoSignedIsVerifiedByEachOfItsKeys(String vkey) {
        var key = VerifierKey.parse(vkey);

        assertEquals(vkey, key.toString());
        assertEquals(Note.Standing.VERIFIED, Note.parse(GO_NOTE).check(key));
        assertEquals(
                Note.Standing.FORGED, Note.parse(GO_NOTE.replace("is.", "was.")).check(key));
        assertEquals(GO_NOTE, Note.parse(GO_NOTE).toString());
    }

    /** The key of Go's public checksum database, as every Go tool has it built in. */
    @Test
    void theKeyIdIsThatOfTheChecksumDatabase() {
        var key = VerifierKey.parse("sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8");

        assertEquals("033de0ae", HEX.formatHex(key.id()));
    }

    /** An example of <a href="https://c2sp.org/signed-note">C2SP signed-note</a>. */
    @Test
    void theTextOfANoteMayHaveEmptyLines() {
        var text = """
                Ognuno sta solo sul cuor della terra
                trafitto da un raggio di sole:

                ed è subito sera.
                """;
        var note = Note.parse(text + """

                — quasimodo.example/salvatore NnugSzTjtVAewIS+Z/iJhUPeFDkO/5QQ2i5ddnGITLlC+EhfLW9oJKONrMouFSQU0xMcXxj99ih\
                AQwaqP3ZekRwNtIc=
                """);

        assertEquals(text, note.text());
        assertEquals("quasimodo.example/salvatore", note.signatures().getFirst().name());
    }

    @Test
    void theCosignedCheckpointOfTheSpecificationIsReadAsItSays() {
        var signed = SignedCheckpoint.parse(COSIGNED);
        var witness = signed.note().signatures().getLast();

        assertEquals(COSIGNED, signed.toString());
        assertEquals(20_852_163, signed.checkpoint().size());
        assertEquals("witness.example.com/w1", witness.name());
        assertEquals(Instant.ofEpochSecond(1_679_315_147), CosignerKey.time(witness));
    }

    @Test
    void whatAWitnessSignsIsTheMessageOfTheSpecification() {
        var key = Cosigners.make("witness.example.com/w1").verifier();
        var message = key.message(
                1_679_315_147, SignedCheckpoint.parse(COSIGNED).checkpoint().toString());

        assertEquals("""
                cosignature/v1
                time 1679315147
                example.com/behind-the-sofa
                20852163
                CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=
                """, new String(message, StandardCharsets.UTF_8));
    }

    /** The lines of the example of <a href="https://c2sp.org/tlog-proof">C2SP tlog-proof</a> that are not shortened. */
    @Test
    void theProofOfTheSpecificationIsReadAsItSays() {
        var text = """
                c2sp.org/tlog-proof@v1
                index 73894
                gSKyXoYZUgZ6jduWYrkDOARinOMGJveXjgMkBTcdPlQ=
                B95lDa8R83lS8n0eG+o0buTxRKQTYFi//1U8anccXmA=
                EKNzoDWG8LGC0Yp9o+sv3qllpMP9uHQ9B20KNL+Q1zs=
                RoopEkOdqkYqMB4MJXrbt/hMjOxsVn0IrWjpz1ZMMes=
                AHCioX9nLjsrse6YhjRRmk1WUEirVOLLRoOQ6vfO5vk=

                """ + COSIGNED;
        var proof = TlogProof.parse(text);

        assertEquals(text, proof.toString());
        assertEquals(73_894, proof.index());
        assertEquals(5, proof.hashes().size());
    }
}
