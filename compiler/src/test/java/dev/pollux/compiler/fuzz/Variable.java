package dev.pollux.compiler.fuzz;

/**
 * A local variable in scope.
 *
 * @param assignable whether generated code may assign to it; not to a loop's counter, for one, so that loops end
 * @param capturable whether a lambda may use it
 */
record Variable(String name, Kind kind, boolean assignable, boolean capturable) {

    static Variable fixed(String name, Kind kind) {
        return new Variable(name, kind, false, true);
    }
}
