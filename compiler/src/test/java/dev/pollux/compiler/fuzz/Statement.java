package dev.pollux.compiler.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A generated statement: {@code head { body }} once or more, and a tail.
 *
 * @param completes whether javac considers what follows reachable
 */
record Statement(List<Part> parts, String tail, boolean completes) {

    /** One braced body and the text before its brace. */
    record Part(String head, List<Statement> body) {

        boolean completes() {
            return body.isEmpty() || body.get(body.size() - 1).completes();
        }
    }

    static Statement of(String text) {
        return new Statement(List.of(), text, true);
    }

    static Statement abrupt(String text) {
        return new Statement(List.of(), text, false);
    }

    static Statement of(Part... parts) {
        return new Statement(List.of(parts), "", true);
    }

    Statement completingIf(boolean condition) {
        return new Statement(parts, tail, condition);
    }

    static String render(List<Statement> statements, String indent) {
        StringBuilder out = new StringBuilder();
        for (Statement statement : statements) {
            statement.render(out, indent);
        }
        return out.toString();
    }

    private void render(StringBuilder out, String indent) {
        for (Part part : parts) {
            out.append(indent).append(part.head()).append(" {\n");
            out.append(Statement.render(part.body(), indent + "    "));
            out.append(indent).append("}\n");
        }
        if (!tail.isEmpty()) {
            out.append(indent).append(tail).append('\n');
        }
    }

    /** Smaller versions of a body: one statement gone, replaced by what it contains, or with a simpler expression. */
    static Stream<List<Statement>> smaller(List<Statement> body) {
        return IntStream.range(0, body.size())
                .boxed()
                .flatMap(i -> body.get(i).replacements().map(replacement -> spliced(body, i, replacement)));
    }

    private Stream<List<Statement>> replacements() {
        Stream<List<Statement>> unwrapped = parts.stream().map(Part::body);
        Stream<List<Statement>> shrunk = IntStream.range(0, parts.size())
                .boxed()
                .flatMap(i -> smaller(parts.get(i).body())
                        .map(body -> List.of(new Statement(
                                spliced(parts, i, List.of(new Part(parts.get(i).head(), body))), tail, completes))));
        return Stream.of(Stream.of(List.<Statement>of()), unwrapped, shrunk, simpler())
                .flatMap(Function.identity());
    }

    private Stream<List<Statement>> simpler() {
        Stream<List<Statement>> heads = IntStream.range(0, parts.size())
                .boxed()
                .flatMap(i -> Simplifier.simpler(parts.get(i).head())
                        .map(head -> List.of(new Statement(
                                spliced(
                                        parts,
                                        i,
                                        List.of(new Part(head, parts.get(i).body()))),
                                tail,
                                completes))));
        return Stream.concat(
                heads, Simplifier.simpler(tail).map(text -> List.of(new Statement(parts, text, completes))));
    }

    private static <T> List<T> spliced(List<T> list, int index, List<T> replacement) {
        List<T> result = new ArrayList<>(list.subList(0, index));
        result.addAll(replacement);
        result.addAll(list.subList(index + 1, list.size()));
        return result;
    }
}
