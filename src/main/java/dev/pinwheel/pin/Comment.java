package dev.pinwheel.pin;

import dev.pinwheel.image.Tag;
import java.util.List;
import java.util.Optional;

/** What a comment above an instruction tells Pinwheel: {@code # pinwheel: tag=3.11}. */
final class Comment {

    private static final String ADDRESS = "pinwheel:";
    private static final String TAG = "tag=";

    private Comment() {}

    /**
     * The tag that the comments name.
     *
     * @throws IllegalArgumentException if it is no tag
     */
    static Optional<Tag> tag(List<String> comments) {
        for (var comment : comments) {
            if (comment.startsWith(ADDRESS)) {
                var order = comment.substring(ADDRESS.length()).strip();
                if (!order.startsWith(TAG)) {
                    throw new IllegalArgumentException("not understood: '# " + comment + "'; write # pinwheel: tag=…");
                }
                return Optional.of(new Tag(order.substring(TAG.length()).strip()));
            }
        }
        return Optional.empty();
    }
}
