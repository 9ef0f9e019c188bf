package dev.pinwheel.candidate.osv;

import java.util.ArrayList;

/**
 * One entry of a tar archive.
 *
 * @param path its path from the root of the image, without a leading or trailing slash
 * @param target what a link points to, as written; otherwise empty
 */
record TarEntry(String path, Kind kind, String target) {

    /** What an entry is; a file that is not stored as its plain content is {@link #OTHER}. */
    enum Kind {
        FILE,
        DIRECTORY,
        LINK,
        OTHER
    }

    /**
     * A path as written, from the root of the image and without detours.
     *
     * @throws Unreadable if it leaves the image
     */
    static String path(String written) throws Unreadable {
        var segments = new ArrayList<String>();
        for (var segment : written.split("/", -1)) {
            if (segment.equals("..")) {
                if (segments.isEmpty()) {
                    throw new Unreadable("its entry '" + written + "' leaves the image");
                }
                segments.removeLast();
            } else if (!segment.isEmpty() && !segment.equals(".")) {
                segments.add(segment);
            }
        }
        return String.join("/", segments);
    }

    /** The last segment of the path. */
    String name() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** The path of the directory that it is in; empty for the root. */
    String directory() {
        return path.substring(0, Math.max(path.lastIndexOf('/'), 0));
    }
}
