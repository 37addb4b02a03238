package dev.pollux.compiler.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * What is allowed where a piece of code is generated, and what is in scope there.
 *
 * @param variables the locals in scope; declaring one adds to it
 * @param targets labels to break out of or to continue
 * @param returns the kind of value a return has here, or {@code null} if there may be none
 * @param awaits whether there may be awaits
 * @param tries whether there may be try and synchronized statements: javac crashes on some in switch expressions
 * @param calm whether nothing may be thrown on purpose
 * @param assigns whether there may be assignments to fields: javac does not take them in guards
 * @param self how to write the one that has the members {@code t...} and {@code mem...}, or {@code null}
 * @param loops how many loops are around
 * @param cleanUps how many try statements with a finally are around: javac copies it to every exit
 */
record Place(
        Freedom freedom,
        List<Variable> variables,
        List<Target> targets,
        Kind returns,
        boolean awaits,
        boolean tries,
        boolean calm,
        boolean assigns,
        String self,
        int loops,
        int cleanUps) {

    /** A labelled statement around. */
    record Target(String label, boolean loop) {}

    static Place ofMethod(Freedom freedom, String self) {
        return new Place(freedom, new ArrayList<>(), List.of(), null, false, true, false, true, self, 0, 0);
    }

    private Place with(List<Target> targets, Kind returns, boolean awaits, boolean tries, boolean calm) {
        return with(targets, returns, awaits, tries, calm, loops, cleanUps);
    }

    private Place with(
            List<Target> targets, Kind returns, boolean awaits, boolean tries, boolean calm, int loops, int cleanUps) {
        List<Variable> own = new ArrayList<>(variables);
        return new Place(freedom, own, targets, returns, awaits, tries, calm, assigns, self, loops, cleanUps);
    }

    /** A block of its own: what is declared in it ends with it. */
    Place inner() {
        return with(targets, returns, awaits, tries, calm);
    }

    Place target(String label, boolean loop) {
        List<Target> more = new ArrayList<>(targets);
        more.add(new Target(label, loop));
        return with(more, returns, awaits, tries, calm, loops + (loop ? 1 : 0), cleanUps);
    }

    Place withoutAwaits() {
        return with(targets, returns, false, tries, calm);
    }

    Place withoutEscape() {
        return with(List.of(), null, awaits, tries, calm);
    }

    /** Inside a switch expression, which cannot be left but by yield. */
    Place inSwitchExpression(boolean tries) {
        return with(List.of(), null, awaits, tries, calm);
    }

    /** Inside a try statement with a finally. */
    Place cleanedUp() {
        return with(targets, returns, awaits, tries, calm, loops, cleanUps + 1);
    }

    /** Inside the finally itself. */
    Place inCleanUp() {
        Place place = cleanedUp();
        return freedom.wildCleanUp ? place : place.with(List.of(), null, awaits, tries, true);
    }

    /** Inside a lambda: only what can be captured is in scope. */
    Place inLambda(Kind returns, boolean awaits) {
        List<Variable> captured = new ArrayList<>();
        for (Variable variable : variables) {
            if (variable.capturable()) {
                captured.add(Variable.fixed(variable.name(), variable.kind()));
            }
        }
        return new Place(freedom, captured, List.of(), returns, awaits, true, calm, assigns, self, loops + 1, cleanUps);
    }

    /** The first part of the name of a member of the instance, if there is one and it is wanted, or else of a static one. */
    String member(boolean wanted, String own, String other) {
        return wanted && self != null ? self + "." + own : other;
    }

    /** In a member of an anonymous class, whose {@code this} is another. */
    Place inClass(Kind returns, boolean awaits) {
        Place place = inLambda(returns, awaits);
        return new Place(
                freedom, place.variables, List.of(), returns, awaits, true, calm, assigns, null, place.loops, cleanUps);
    }

    /** In a guard of a pattern, which may only use what a lambda could. */
    Place inGuard() {
        Place place = inLambda(null, awaits);
        return new Place(
                freedom, place.variables, List.of(), null, awaits, true, calm, false, self, place.loops, cleanUps);
    }

    void declare(Variable variable) {
        variables.add(variable);
    }

    List<Variable> find(Predicate<Variable> condition) {
        return variables.stream().filter(condition).toList();
    }

    boolean nests() {
        return awaits && freedom.nests;
    }
}
