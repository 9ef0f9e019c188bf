package dev.pinwheel.dockerfile;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** A platform as it may be written: {@code os}, {@code architecture}, {@code os/architecture} or with a variant. */
final class PlatformWord {

    private static final Pattern OS = Pattern.compile("[A-Za-z0-9_.-]+(\\([A-Za-z0-9_.+-]*\\))?");
    private static final Pattern PART = Pattern.compile("[A-Za-z0-9_.-]+");

    /** The names that are understood where they stand alone. */
    private static final Set<String> KNOWN = Set.copyOf(List.of(
            ("aix android darwin dragonfly freebsd hurd illumos ios js linux macos nacl netbsd openbsd plan9 solaris"
                            + " windows zos 386 amd64 amd64p32 arm armbe arm64 arm64be loong64 mips mipsle mips64"
                            + " mips64le mips64p32 mips64p32le ppc ppc64 ppc64le riscv riscv64 s390 s390x sparc"
                            + " sparc64 wasm i386 x86_64 x86-64 aarch64 armhf armel")
                    .split(" ")));

    private PlatformWord() {}

    /** Refuses what is no platform to a builder. */
    static void check(Text platform) throws RejectedException {
        var parts = platform.toString().split("/", -1);
        var isWellFormed = parts.length <= 3 && OS.matcher(parts[0]).matches();
        for (var i = 1; i < parts.length; i++) {
            isWellFormed &= PART.matcher(parts[i]).matches();
        }
        if (!isWellFormed) {
            throw new RejectedException("'" + platform + "' is no platform; write it as linux/amd64");
        }
        var os = parts[0].replaceFirst("\\(.*", "").toLowerCase(Locale.ROOT);
        if (parts.length == 1 && !KNOWN.contains(os)) {
            throw new RejectedException("'" + platform + "' is no known operating system or architecture");
        }
    }
}
