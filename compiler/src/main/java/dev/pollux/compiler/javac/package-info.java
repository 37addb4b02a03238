/**
 * Where Pollux meets javac: an annotation processor and a compiler plugin in one jar.
 *
 * <p>The plugin starts by itself on every compilation that has the jar, and gets the compiler; the processor gets the filer, the
 * only public way to the class files. {@link dev.pollux.compiler.javac.Rendezvous} brings them together, and {@link
 * dev.pollux.compiler.javac.CompilerHook} does the work: checks once a class is analysed, weaving once it is written.
 */
package dev.pollux.compiler.javac;
