package dev.pollux.compiler.check;

import java.util.List;

/**
 * A program of the corpus.
 *
 * @param name what it shows
 * @param wrong whether the compiler has to complain
 * @param options options of javac for this program alone
 * @param line the line of its header, from 1
 * @param members its code
 */
record CorpusProgram(String name, boolean wrong, List<String> options, int line, List<String> members) {

    @Override
    public String toString() {
        return name + " (line " + line + ")";
    }
}
