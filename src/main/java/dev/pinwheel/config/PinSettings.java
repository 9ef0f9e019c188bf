package dev.pinwheel.config;

import dev.pinwheel.image.Aliases;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Where pins are written beyond what Pinwheel knows by itself, and what their repositories are also called. */
public record PinSettings(List<MatcherSettings> matchers, Aliases aliases) {

    private static final Pattern NOTHING = Pattern.compile("(?!)");

    public PinSettings {
        matchers = List.copyOf(matchers);
    }

    static PinSettings read(Section top) {
        var matchers = new ArrayList<MatcherSettings>();
        for (var section : top.sections("matchers")) {
            section.required("files");
            section.required("pattern");
            matchers.add(new MatcherSettings(
                    section.parsed("files", "", MatcherSettings::glob),
                    section.parsed("pattern", NOTHING, MatcherSettings::pattern)));
            section.end();
        }
        return new PinSettings(matchers, aliases(top));
    }

    private static Aliases aliases(Section top) {
        try {
            return new Aliases(top.textsByName("aliases"));
        } catch (IllegalArgumentException e) {
            top.problem("aliases", String.valueOf(e.getMessage()));
            return Aliases.NONE;
        }
    }
}
