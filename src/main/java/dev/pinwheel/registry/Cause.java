package dev.pinwheel.registry;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** Why there is no answer that can be used, fine enough to know whom to call. */
public enum Cause {
    /** No answer, for a reason that nobody knows more of. */
    UNREACHABLE,
    /** Its name has no address. */
    NO_ADDRESS,
    /** It is refused, or no route leads to it. */
    NO_CONNECTION,
    /** Its certificate is none that we trust, or not its own. */
    UNTRUSTED,
    /** It does not speak TLS, or not as we do. */
    NO_TLS,
    /** It does not speak HTTP. */
    NO_HTTP,
    /** It was silent for too long, from the connection on. */
    NO_ANSWER,
    /** It reset the connection, or closed it before the answer began. */
    BROKEN_OFF,
    /** Its answer ended before its length. */
    CUT_SHORT,
    /** Its answer came too slowly. */
    TOO_SLOW,
    /** It sends us from one address to the next. */
    REDIRECT_LOOP,
    /** It answered with a status from 500 on. */
    SERVER_ERROR,
    /** An answer that nobody has a better word for. */
    INVALID,
    /** An answer without what it must have, or that cannot be read. */
    MALFORMED,
    /** Bytes that do not hash to the digest. */
    WRONG_DIGEST,
    /** More or fewer bytes than the descriptor says. */
    WRONG_LENGTH,
    /** More bytes than are read. */
    TOO_LARGE,
    /** It sends us where we do not go: away from TLS, or to no address. */
    REDIRECT_REFUSED;

    private static final Set<Cause> WITHOUT_ANSWER = EnumSet.range(UNREACHABLE, SERVER_ERROR);

    /** The word for it in the ledger, such as {@code no-address}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether a word of the ledger stands for one that nothing was answered for. */
    public static boolean isUnreachable(String word) {
        return Arrays.stream(values())
                .anyMatch(
                        cause -> WITHOUT_ANSWER.contains(cause) && cause.word().equals(word));
    }
}
