package dev.pollux.compiler.binary;

import dev.pollux.compiler.javac.Compilation;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Jars that the JVM takes as Java agents: the agent's class alone, which finds all others elsewhere. */
public final class AgentJar {

    private AgentJar() {}

    /** The agent of this module, as it is before it is packaged. */
    public static Path pollux(Path directory) {
        return of(directory, Agent.class, Compilation.compilerPath());
    }

    /** An agent, given by the class with its {@code premain}, and the class path that it needs. */
    public static Path of(Path directory, Class<?> premain, String classPath) {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.put(new Attributes.Name("Premain-Class"), premain.getName());
        attributes.put(new Attributes.Name("Can-Redefine-Classes"), "true");
        attributes.put(new Attributes.Name("Can-Retransform-Classes"), "true");
        attributes.put(
                Attributes.Name.CLASS_PATH,
                Stream.of(classPath.split(File.pathSeparator))
                        .map(entry -> Path.of(entry).toUri().toString())
                        .collect(Collectors.joining(" ")));
        Path jar = directory.resolve(premain.getSimpleName() + ".jar");
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(out, manifest);
                InputStream classFile = premain.getResourceAsStream(premain.getSimpleName() + ".class")) {
            entries.putNextEntry(new JarEntry(premain.getName().replace('.', '/') + ".class"));
            classFile.transferTo(entries);
            return jar;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
