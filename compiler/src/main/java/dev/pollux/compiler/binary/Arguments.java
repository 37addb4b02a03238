package dev.pollux.compiler.binary;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the command line asks for.
 *
 * @param targets the directories and jars to weave
 * @param classPath where else classes are looked up
 */
record Arguments(List<Path> targets, List<Path> classPath) {

    static Arguments parse(String... words) {
        if (words.length == 0 || !words[0].equals("weave")) {
            throw new IllegalArgumentException("the command is weave");
        }
        Arguments arguments = new Arguments(new ArrayList<>(), new ArrayList<>());
        for (int i = 1; i < words.length; i++) {
            if (words[i].equals("--classpath") || words[i].equals("-cp")) {
                if (++i == words.length) {
                    throw new IllegalArgumentException("--classpath needs a path");
                }
                Stream.of(words[i].split(File.pathSeparator))
                        .filter(entry -> !entry.isEmpty())
                        .map(Path::of)
                        .forEach(arguments.classPath::add);
            } else if (words[i].startsWith("-")) {
                throw new IllegalArgumentException("there is no option " + words[i]);
            } else {
                arguments.targets.add(existing(Path.of(words[i])));
            }
        }
        if (arguments.targets.isEmpty()) {
            throw new IllegalArgumentException("say which directories or jars to weave");
        }
        return arguments;
    }

    private static Path existing(Path target) {
        if (!Files.exists(target)) {
            throw new IllegalArgumentException("there is no " + target);
        }
        return target;
    }

    /** Where classes are looked up: what is woven comes first. */
    List<Path> everywhere() {
        return Stream.concat(targets.stream(), classPath.stream()).toList();
    }
}
