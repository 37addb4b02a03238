package dev.pollux.compiler.analyse;

import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Verification types, in ASM's notation: {@code Opcodes.INTEGER} and its siblings, an internal name, or a {@code Label} for an
 * object whose constructor has not run.
 */
public final class Values {

    private Values() {}

    /**
     * Tells whether a value takes two slots.
     *
     * @param type a verification type
     * @return whether it is a long or a double
     */
    public static boolean isWide(Object type) {
        return type == Opcodes.LONG || type == Opcodes.DOUBLE;
    }

    /**
     * Tells whether a value is a reference to an initialised object, not known to be null.
     *
     * @param type a verification type
     * @return whether it has a class
     */
    public static boolean isReference(Object type) {
        return type instanceof String;
    }

    /**
     * Drops the filler that {@code AnalyzerAdapter} puts after each long and double.
     *
     * @param slots one entry per slot
     * @return one entry per value
     */
    public static List<Object> perValue(List<Object> slots) {
        List<Object> values = new ArrayList<>(slots.size());
        for (int i = 0; i < slots.size(); i++) {
            values.add(slots.get(i));
            if (isWide(slots.get(i))) {
                i++;
            }
        }
        return values;
    }

    /**
     * Picks the instruction for a type out of a family.
     *
     * @param type a verification type
     * @param intOpcode the family's instruction for ints: {@code ILOAD}, {@code ISTORE}
     * @return the instruction for {@code type}
     */
    public static int opcode(Object type, int intOpcode) {
        return asmType(type).getOpcode(intOpcode);
    }

    /**
     * Returns the descriptor of a field that can hold a value.
     *
     * @param type a verification type other than TOP and uninitialised ones
     * @return a field descriptor
     */
    public static String fieldDescriptor(Object type) {
        return asmType(type).getDescriptor();
    }

    private static Type asmType(Object type) {
        if (type instanceof String name) {
            return Type.getObjectType(name);
        }
        if (type == Opcodes.INTEGER) {
            return Type.INT_TYPE;
        }
        if (type == Opcodes.LONG) {
            return Type.LONG_TYPE;
        }
        if (type == Opcodes.FLOAT) {
            return Type.FLOAT_TYPE;
        }
        return type == Opcodes.DOUBLE ? Type.DOUBLE_TYPE : Type.getObjectType(Abi.OBJECT);
    }

    /**
     * Returns the verification type of a declared type.
     *
     * @param type a parameter's or field's type
     * @return how frames denote its values
     */
    public static Object ofDeclared(Type type) {
        return switch (type.getSort()) {
            case Type.BOOLEAN, Type.CHAR, Type.BYTE, Type.SHORT, Type.INT -> Opcodes.INTEGER;
            case Type.LONG -> Opcodes.LONG;
            case Type.FLOAT -> Opcodes.FLOAT;
            case Type.DOUBLE -> Opcodes.DOUBLE;
            default -> type.getInternalName();
        };
    }
}
