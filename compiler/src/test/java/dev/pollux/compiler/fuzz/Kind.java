package dev.pollux.compiler.fuzz;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The types of variables and expressions in generated methods. An expression of a kind has that type, or its boxed form. */
enum Kind {
    BOOLEAN("boolean", "Boolean"),
    BYTE("byte", "Byte"),
    CHAR("char", "Character"),
    SHORT("short", "Short"),
    INT("int", "Integer"),
    LONG("long", "Long"),
    FLOAT("float", "Float"),
    DOUBLE("double", "Double"),
    BOXED_INT("Integer", "Integer"),
    BOXED_LONG("Long", "Long"),
    BOXED_DOUBLE("Double", "Double"),
    STRING("String", "String"),
    /** Anything but an array, so that it prints the same in every run. */
    OBJECT("Object", "Object"),
    BOX("Box", "Box"),
    INTS("int[]", "int[]"),
    LONGS("long[]", "long[]"),
    BYTES("byte[]", "byte[]"),
    DOUBLES("double[]", "double[]"),
    STRINGS("String[]", "String[]"),
    BOOLEANS("boolean[]", "boolean[]"),
    CHARS("char[]", "char[]"),
    SHORTS("short[]", "short[]"),
    FLOATS("float[]", "float[]"),
    LIST("java.util.List<String>", "java.util.List<String>"),
    /** What a block without a value returns; no variable has it. */
    VOID("void", "Void");

    static final List<Kind> NUMERIC = List.of(BYTE, CHAR, SHORT, INT, LONG, FLOAT, DOUBLE);
    static final List<Kind> FITS_INT = List.of(BYTE, CHAR, SHORT, INT);
    static final List<Kind> ARRAYS = List.of(INTS, LONGS, BYTES, DOUBLES, STRINGS, BOOLEANS, CHARS, SHORTS, FLOATS);
    static final List<Kind> ALL =
            Arrays.stream(values()).filter(kind -> kind != VOID).toList();
    static final List<Kind> PRINTABLE =
            ALL.stream().filter(kind -> !ARRAYS.contains(kind)).toList();

    final String java;
    final String boxed;

    Kind(String java, String boxed) {
        this.java = java;
        this.boxed = boxed;
    }

    boolean isNumeric() {
        return NUMERIC.contains(this);
    }

    boolean isIntegral() {
        return isNumeric() && this != FLOAT && this != DOUBLE;
    }

    /** Values that can grow without end in a loop are cut when they are assigned. */
    boolean isText() {
        return this == STRING || this == OBJECT;
    }

    Kind element() {
        return switch (this) {
            case INTS -> INT;
            case LONGS -> LONG;
            case BYTES -> BYTE;
            case DOUBLES -> DOUBLE;
            case STRINGS -> STRING;
            case BOOLEANS -> BOOLEAN;
            case CHARS -> CHAR;
            case SHORTS -> SHORT;
            case FLOATS -> FLOAT;
            default -> throw new IllegalArgumentException(this + " is no array");
        };
    }

    /** The primitive kind in a box, or the kind itself. */
    Kind unboxed() {
        return switch (this) {
            case BOXED_INT -> INT;
            case BOXED_LONG -> LONG;
            case BOXED_DOUBLE -> DOUBLE;
            default -> this;
        };
    }

    /** The last part of the names of members that have this type. */
    String suffix() {
        return "_" + name().toLowerCase(Locale.ROOT);
    }

    /** Makes a value out of a hash code. */
    String fromHash(String hash) {
        return switch (this) {
            case BOOLEAN -> "(" + hash + " & 1) == 0";
            case INT -> hash;
            case BYTE, CHAR, SHORT, LONG, FLOAT, DOUBLE -> "(" + java + ") " + hash;
            case BOXED_INT -> "Integer.valueOf(" + hash + ")";
            case BOXED_LONG -> "Long.valueOf(" + hash + ")";
            case BOXED_DOUBLE -> "Double.valueOf(" + hash + ")";
            case STRING, OBJECT -> "\"h\" + " + hash;
            case BOX -> "new Box(" + hash + ", \"h\")";
            case INTS, LONGS -> "new " + java + " {" + hash + ", 2, 3}";
            case BYTES -> "new byte[] {(byte) " + hash + ", 2, 3}";
            case DOUBLES, FLOATS -> "new " + java + " {" + hash + ", 2, 3}";
            case BOOLEANS -> "new boolean[] {(" + hash + " & 1) == 0, true, false}";
            case CHARS -> "new char[] {(char) " + hash + ", 'p', 'q'}";
            case SHORTS -> "new short[] {(short) " + hash + ", 2, 3}";
            case LIST -> "java.util.List.of(\"h\" + " + hash + ", \"b\", \"c\")";
            case STRINGS -> "new String[] {\"h\" + " + hash + ", \"b\", \"c\"}";
            case VOID -> throw new IllegalArgumentException("nothing has this type");
        };
    }
}
