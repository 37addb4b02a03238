package dev.pollux.compiler.javac;

/** How much of the work this compilation is to do, as said after the name of the plugin: {@code -Xplugin:"Pollux check"}. */
enum Mode {
    /** Check and weave: what happens unless somebody says otherwise. */
    WEAVE,
    /** Only check, because other means weave the class files later. */
    CHECK,
    /** Neither. */
    OFF;

    static Mode of(String... arguments) {
        return switch (String.join(" ", arguments)) {
            case "" -> WEAVE;
            case "check" -> CHECK;
            case "off" -> OFF;
            default ->
                throw new IllegalArgumentException(
                        "-Xplugin:Pollux knows the arguments check and off, not " + String.join(" ", arguments));
        };
    }
}
