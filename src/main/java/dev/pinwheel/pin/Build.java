package dev.pinwheel.pin;

import dev.pinwheel.dockerfile.ImageUse;
import dev.pinwheel.dockerfile.Text;
import dev.pinwheel.image.Platform;
import dev.pinwheel.image.Reference;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A build of a Dockerfile that some file asks for.
 *
 * @param dockerfile its path
 * @param contexts the images given for names in the Dockerfile, by these names
 * @param platforms the platforms to build for; none for the builder's own, which is taken to be linux/amd64
 * @param by what asks
 */
record Build(
        String dockerfile, BuildArguments arguments, Map<String, Text> contexts, List<Platform> platforms, UsedBy by) {

    private static final List<Platform> OWN = List.of(Platform.LINUX_AMD64);
    private static final String LATEST = ":latest";

    Build {
        contexts = Map.copyOf(contexts);
        platforms = platforms.isEmpty() ? OWN : List.copyOf(platforms);
    }

    /** Whether the Dockerfile may mean something else to it than by itself. */
    boolean mayChangeMeaning() {
        return !arguments.isEmpty() || !contexts.isEmpty() || !platforms.equals(OWN);
    }

    /** The image that takes the place of what a Dockerfile asks for. */
    Optional<Text> standIn(ImageUse use) {
        return contexts.entrySet().stream()
                .filter(context -> isNamedBy(context.getKey(), use))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /** BuildKit compares with the stage's name, and with the image's in its familiar form without {@code :latest}. */
    private static boolean isNamedBy(String name, ImageUse use) {
        var isStage = use.by().instruction().equals("FROM")
                && use.by().stage().filter(name::equalsIgnoreCase).isPresent();
        return isStage || normalised(name).equals(normalised(use.reference().toString()));
    }

    private static String normalised(String image) {
        var named = image.endsWith(LATEST) ? image.substring(0, image.length() - LATEST.length()) : image;
        try {
            return Reference.parse(named).toString();
        } catch (IllegalArgumentException stageName) {
            return named;
        }
    }
}
