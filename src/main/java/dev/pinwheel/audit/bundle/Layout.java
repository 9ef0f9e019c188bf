package dev.pinwheel.audit.bundle;

import dev.pinwheel.audit.Questions;
import dev.pinwheel.image.Descriptor;
import dev.pinwheel.journal.KeyChain;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the members of a bundle are called, and how large those are that are read whole. */
final class Layout {

    static final String FORMAT = "pinwheel-bundle/v1";

    /**
     * The edition of the tables and the report. Raise it when anything in them changes, so that a bundle of
     * another edition is not taken for a forged one.
     */
    static final int EDITION = 3;

    static final String BUNDLE = "bundle";
    static final String CHECKPOINT = "checkpoint";
    static final String KEY = "vkey";
    static final String COSIGNED = "cosigned/checkpoint";
    static final String COSIGNED_GROWTH = "cosigned/consistency";
    static final String PROOF = "range-proof";
    static final String ENTRIES = "entries.jsonl";
    static final String GUIDE = "VERIFY.md";
    static final String SCRIPT = "verify.py";
    static final String REPORT = "report.html";
    static final String EVIDENCE = "evidence/";
    static final String DELETIONS = "deletions";

    static final int MAX_SMALL = 1 << 16;
    static final int MAX_MEMBERS = 60_000;
    static final int MAX_DIRECTORY = MAX_MEMBERS << 8;
    static final long MAX_EVIDENCE = 1L << 32;

    private static final Pattern EVIDENCE_NAME = Pattern.compile("evidence/(sha256/[a-f0-9]{64}|sha512/[a-f0-9]{128})");

    private static final Set<String> REQUIRED = Stream.concat(
                    Stream.of(BUNDLE, CHECKPOINT, KEY, PROOF, ENTRIES, GUIDE, SCRIPT, REPORT),
                    Questions.answered().stream().map(question -> table(question.name())))
            .collect(Collectors.toUnmodifiableSet());

    private static final Set<String> OPTIONAL = Set.of(COSIGNED, COSIGNED_GROWTH, DELETIONS);

    /** How many evidence files a bundle can hold: who reads a zip file has its directory in memory. */
    static final int MAX_EVIDENCE_FILES =
            MAX_MEMBERS - REQUIRED.size() - OPTIONAL.size() - KeyChain.MAX_ROTATIONS * Rotation.values().length;

    private Layout() {}

    static String table(String question) {
        return "questions/" + question + ".csv";
    }

    static String evidence(Descriptor descriptor) {
        return EVIDENCE + descriptor.digest().algorithm() + "/"
                + descriptor.digest().hex();
    }

    /** The members that every bundle has. */
    static Set<String> required() {
        return REQUIRED;
    }

    /** Whether a member of this name can be in a bundle. */
    static boolean belongs(String name) {
        return REQUIRED.contains(name) || OPTIONAL.contains(name) || isEvidence(name) || Rotation.number(name) > 0;
    }

    /**
     * The members of a bundle in the order in which they are written; {@link #EVIDENCE} stands for each such file.
     *
     * @param isThere whether the bundle has a member that not every bundle has
     */
    static List<String> order(int rotations, long evidence, Predicate<String> isThere) {
        var order = new ArrayList<>(List.of(BUNDLE, CHECKPOINT, KEY));
        for (var number = 1; number <= rotations; number++) {
            for (var member : Rotation.values()) {
                order.add(member.of(number));
            }
        }
        order.addAll(List.of(COSIGNED, COSIGNED_GROWTH, PROOF, GUIDE, SCRIPT, ENTRIES));
        order.addAll(Collections.nCopies((int) evidence, EVIDENCE));
        order.add(DELETIONS);
        Questions.answered().forEach(question -> order.add(table(question.name())));
        order.add(REPORT);
        order.removeIf(name -> OPTIONAL.contains(name) && !isThere.test(name));
        return order;
    }

    static boolean isEvidence(String name) {
        return EVIDENCE_NAME.matcher(name).matches();
    }

    /** What the member {@link #BUNDLE} holds. */
    static String header() {
        return FORMAT + "\nedition " + EDITION + "\n";
    }
}
