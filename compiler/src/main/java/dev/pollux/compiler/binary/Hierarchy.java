package dev.pollux.compiler.binary;

import dev.pollux.compiler.analyse.Abi;
import dev.pollux.compiler.weave.ClassFileVersion;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;

/** Knows from class files which types are futures. */
final class Hierarchy {

    private final ClassFiles classFiles;
    private final Map<String, Boolean> known = new HashMap<>(Map.of(Abi.FUTURE, true));

    Hierarchy(ClassFiles classFiles) {
        this.classFiles = classFiles;
    }

    /**
     * Tells whether a type is a subtype of {@code Future}.
     *
     * @throws MissingClassException if a supertype cannot be found, and might be one
     */
    boolean isFuture(String internalName) {
        Boolean answer = known.get(internalName);
        if (answer == null) {
            answer = extendsFuture(internalName);
            known.put(internalName, answer);
        }
        return answer;
    }

    private boolean extendsFuture(String internalName) {
        Set<String> seen = new HashSet<>();
        Deque<String> open = new ArrayDeque<>(List.of(internalName));
        @Nullable MissingClassException missing = null;
        while (!open.isEmpty()) {
            String name = open.remove();
            if (name.equals(Abi.FUTURE)) {
                return true;
            }
            if (name.startsWith("java/") || !seen.add(name)) {
                continue;
            }
            byte[] classFile = classFiles.find(name);
            if (classFile == null) {
                missing = new MissingClassException(name, internalName);
                continue;
            }
            ClassReader type = ClassFileVersion.reader(classFile);
            open.add(type.getSuperName());
            open.addAll(List.of(type.getInterfaces()));
        }
        if (missing != null) {
            throw missing;
        }
        return false;
    }
}
