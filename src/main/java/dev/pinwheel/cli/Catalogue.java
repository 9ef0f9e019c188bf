package dev.pinwheel.cli;

import dev.pinwheel.audit.Question;

/** The questions as lines for people. */
final class Catalogue {

    private Catalogue() {}

    static String line(Question question) {
        return "%2d  %-16s  %s".formatted(question.number(), question.name(), question.asks()) + standing(question);
    }

    private static String standing(Question question) {
        return switch (question) {
            case Question.Answered answered ->
                answered.without().isEmpty() ? "" : "\n" + indented("not yet: " + answered.without());
            case Question.Elsewhere elsewhere -> "\n" + indented(elsewhere.command());
            case Question.Open open -> "\n" + indented("open; waits for " + open.waitsFor());
        };
    }

    private static String indented(String text) {
        return " ".repeat(22) + text;
    }
}
