package dev.pollux.compiler.flow;

import java.util.List;
import java.util.function.Predicate;
import javax.lang.model.element.Name;
import org.jspecify.annotations.Nullable;

/**
 * Something around the place that is being built, which a jump or an exception out of it has to do with.
 *
 * @param outer the next one outwards
 * @param handler where an exception goes; null if it leaves the body
 * @param onLeave builds what has to run when a jump leaves this scope
 * @param target where jumps to this scope lead
 */
record Scope(
        @Nullable Scope outer,
        @Nullable Step handler,
        @Nullable Runnable onLeave,
        @Nullable Target target) {

    /**
     * A statement or a switch expression that jumps may mean.
     *
     * @param kind which jumps without a label mean it
     * @param labels its labels
     * @param end after it
     * @param again its next turn, if it is a loop
     */
    record Target(Kind kind, List<Name> labels, Step end, Step again) {}

    enum Kind {
        LOOP,
        SWITCH,
        SWITCH_EXPRESSION,
        LABELLED
    }

    static Scope body() {
        return new Scope(null, null, null, null);
    }

    Scope target(Target entered) {
        return new Scope(this, handler, null, entered);
    }

    Scope caught(Step catches) {
        return new Scope(this, catches, null, null);
    }

    Scope cleanedUp(Step thrown, Runnable cleanUp) {
        return new Scope(this, thrown, cleanUp, null);
    }

    boolean isMeant(Predicate<Target> meant) {
        return target != null && meant.test(target);
    }
}
