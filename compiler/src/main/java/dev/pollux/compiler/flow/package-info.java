/**
 * Where control may go in a body of source code: a graph of steps over javac's attributed trees, and a search in it.
 *
 * <p>The graph knows nothing of Pollux. {@link dev.pollux.compiler.flow.FlowGraph} is the way in.
 */
package dev.pollux.compiler.flow;
