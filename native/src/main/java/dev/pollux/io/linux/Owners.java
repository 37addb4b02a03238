package dev.pollux.io.linux;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.file.FileSystems;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.UserPrincipal;
import java.nio.file.attribute.UserPrincipalLookupService;

/** Users and groups by their numbers, which the JDK looks up by name alone. */
@SuppressWarnings("restricted") // as for Libc
final class Owners {

    private static final MethodHandle USER = byNumber("getpwuid_r");
    private static final MethodHandle GROUP = byNumber("getgrgid_r");

    /** More than a {@code struct passwd} and a {@code struct group} take; both begin with the name. */
    private static final int RECORD = 128;

    private static final int LEAST_TEXT = 1 << 10;
    private static final int MOST_TEXT = 1 << 20; // a group may have very many members
    private static final int TOO_LITTLE = 34; // ERANGE

    private Owners() {}

    private static MethodHandle byNumber(String function) {
        return Libc.ints(function, JAVA_INT, ADDRESS, ADDRESS, JAVA_LONG, ADDRESS);
    }

    static UserPrincipal user(int number) throws IOException {
        return principals().lookupPrincipalByName(name(USER, number));
    }

    static GroupPrincipal group(int number) throws IOException {
        return principals().lookupPrincipalByGroupName(name(GROUP, number));
    }

    private static UserPrincipalLookupService principals() {
        return FileSystems.getDefault().getUserPrincipalLookupService();
    }

    /** The name, or if there is none the number, which the JDK takes for a name, too. */
    private static String name(MethodHandle byNumber, int number) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment found = arena.allocate(ADDRESS);
            MemorySegment owner = arena.allocate(RECORD, Long.BYTES);
            int error = TOO_LITTLE;
            for (int size = LEAST_TEXT; error == TOO_LITTLE && size <= MOST_TEXT; size *= 2) {
                error = lookUp(byNumber, number, owner, arena.allocate(size), found);
            }
            boolean known = error == 0 && found.get(ADDRESS, 0).address() != 0;
            return known ? owner.get(ADDRESS, 0).reinterpret(Long.MAX_VALUE).getString(0) : Integer.toString(number);
        }
    }

    private static int lookUp(
            MethodHandle byNumber, int number, MemorySegment owner, MemorySegment text, MemorySegment found) {
        try {
            return (int) byNumber.invokeExact(Scratch.mine().state, number, owner, text, text.byteSize(), found);
        } catch (Throwable t) {
            throw Libc.unexpected(t);
        }
    }
}
