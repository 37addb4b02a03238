package dev.pollux.compiler.binary;

/** A class that has to be known to tell what a type is, and that the class path has not got. */
final class MissingClassException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    MissingClassException(String missing, String type) {
        super("the class path has no class " + missing.replace('/', '.')
                + (missing.equals(type) ? "" : ", a supertype of " + type.replace('/', '.')));
    }
}
