package dev.pinwheel.architecture;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.lang.classfile.constantpool.Utf8Entry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The compiled classes of Pinwheel, and what each names: in code, in descriptors and in signatures. */
final class Classes {

    private static final String ROOT = "dev.pinwheel";
    private static final Pattern TYPE_IN_DESCRIPTOR = Pattern.compile("L([a-zA-Z0-9_$]+(?:/[a-zA-Z0-9_$]+)+)[;<]");

    private final List<ClassModel> models;

    private Classes(List<ClassModel> models) {
        this.models = models;
    }

    static Classes compiled() throws IOException {
        try (var files = Files.walk(Path.of("target/classes/dev/pinwheel"))) {
            return new Classes(files.filter(file -> file.toString().endsWith(".class"))
                    .map(Classes::parse)
                    .toList());
        }
    }

    private static ClassModel parse(Path file) {
        try {
            return ClassFile.of().parse(file);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    Set<String> packages() {
        return models.stream()
                .map(Classes::name)
                .map(Classes::packageOf)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Every pair of our packages of which the first names a type of the second. */
    void packageUses(BiConsumer<String, String> consumer) {
        typeUses((user, used) -> {
            if (used.startsWith(ROOT + ".")) {
                consumer.accept(packageOf(user), packageOf(used));
            }
        });
    }

    /** Every pair of a class and a type that it names. */
    void typeUses(BiConsumer<String, String> consumer) {
        for (var model : models) {
            for (var entry : model.constantPool()) {
                switch (entry) {
                    case ClassEntry type -> consumer.accept(name(model), dotted(type.asInternalName()));
                    case Utf8Entry text -> {
                        var matcher = TYPE_IN_DESCRIPTOR.matcher(text.stringValue());
                        while (matcher.find()) {
                            consumer.accept(name(model), dotted(matcher.group(1)));
                        }
                    }
                    default -> {}
                }
            }
        }
    }

    /** Every pair of a class and a method, as {@code type.method}, that it calls. */
    void calls(BiConsumer<String, String> consumer) {
        for (var model : models) {
            for (var entry : model.constantPool()) {
                if (entry instanceof MemberRefEntry member) {
                    var owner = dotted(member.owner().asInternalName());
                    consumer.accept(name(model), owner + "." + member.name().stringValue());
                }
            }
        }
    }

    private static String name(ClassModel model) {
        return dotted(model.thisClass().asInternalName());
    }

    private static String dotted(String internalName) {
        return internalName.replace('/', '.');
    }

    /** The package below the root, empty for the root itself. */
    static String packageOf(String type) {
        var outer = type.substring(0, type.lastIndexOf('.'));
        return outer.equals(ROOT) ? "" : outer.substring(ROOT.length() + 1);
    }
}
