package dev.pollux.compiler.javac;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * A user's Maven project, with the published jar as an annotation processor path.
 *
 * <p>It is built against a repository that links to the one of this build and adds our two jars, so that nothing is installed
 * anywhere.
 */
final class MavenProject implements AutoCloseable {

    /** The version of Pollux in the poms. */
    static final String VERSION = "1-it";

    private final Path directory;
    private final Path project;

    MavenProject(Path directory) throws IOException {
        this.directory = directory;
        project = directory.resolve("project");
        linkRepository();
        publish("pollux-core", coreJar());
        publish("pollux-compiler", Path.of(System.getProperty("pollux.compiler.jar")));
    }

    static void assumeMaven() {
        boolean there;
        try {
            there = Output.of(List.of("mvn", "--version"), Path.of("."), environment())
                            .exit()
                    == 0;
        } catch (UncheckedIOException notFound) {
            there = false;
        }
        if (!there) {
            System.out.println("The tests with Maven are skipped: there is no mvn command");
        }
        Assumptions.assumeTrue(there, "there is no mvn command");
    }

    // ---------------------------------------------------------------- the project

    void write(String path, String text) throws IOException {
        Path file = path(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    Path path(String path) {
        return project.resolve(path);
    }

    Output build(String... options) {
        List<String> command = new ArrayList<>(
                List.of("mvn", "--batch-mode", "--no-transfer-progress", "-Dmaven.repo.local=" + repository()));
        Collections.addAll(command, options);
        return Output.of(command, project, environment());
    }

    /** Runs a class of the directories of classes, given by their paths in the project. */
    String run(String mainClass, String... classes) {
        List<String> classPath = new ArrayList<>();
        for (String place : classes) {
            classPath.add(path(place).toString());
        }
        classPath.add(Compilation.corePath());
        return Output.of(List.of(
                        Compilation.tool("java"),
                        "-Xverify:all",
                        "-cp",
                        String.join(File.pathSeparator, classPath),
                        mainClass))
                .text();
    }

    private static Map<String, String> environment() {
        return Map.of("JAVA_HOME", System.getProperty("java.home"), "MAVEN_OPTS", "", "MAVEN_ARGS", "");
    }

    // ---------------------------------------------------------------- the repository

    private Path repository() {
        return directory.resolve("repository");
    }

    private void linkRepository() throws IOException {
        Path real = Path.of(System.getProperty("pollux.repository"));
        linkChildren(real, repository(), "dev");
        if (Files.exists(real.resolve("dev"))) {
            linkChildren(real.resolve("dev"), repository().resolve("dev"), "pollux");
        }
    }

    /** Before the directory is cleaned up, so that nobody follows the links. */
    @Override
    public void close() throws IOException {
        for (Path directory : List.of(repository(), repository().resolve("dev"))) {
            try (Stream<Path> children = Files.list(directory)) {
                for (Path link : children.filter(Files::isSymbolicLink).toList()) {
                    Files.delete(link);
                }
            }
        }
    }

    private static void linkChildren(Path from, Path to, String except) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> children = Files.list(from)) {
            for (Path child : children.toList()) {
                if (!child.endsWith(except)) {
                    Files.createSymbolicLink(to.resolve(child.getFileName()), child);
                }
            }
        }
    }

    private void publish(String artifact, Path jar) throws IOException {
        Path home = repository().resolve("dev/pollux").resolve(artifact).resolve(VERSION);
        Files.createDirectories(home);
        Files.copy(jar, home.resolve(artifact + "-" + VERSION + ".jar"));
        Files.writeString(home.resolve(artifact + "-" + VERSION + ".pom"), """
                <project xmlns="http://maven.apache.org/POM/4.0.0">
                  <modelVersion>4.0.0</modelVersion>
                  <groupId>dev.pollux</groupId>
                  <artifactId>ARTIFACT</artifactId>
                  <version>VERSION</version>
                </project>
                """.replace("ARTIFACT", artifact)
                .replace("VERSION", VERSION));
    }

    /** Maven hands a jar or a directory of classes to the tests, depending on how far it was told to build. */
    private Path coreJar() {
        Path core = Path.of(Compilation.corePath());
        if (Files.isRegularFile(core)) {
            return core;
        }
        Path jar = directory.resolve("core.jar");
        Output output = Output.of(List.of(Compilation.tool("jar"), "cf", jar.toString(), "-C", core.toString(), "."));
        assertThat(output.exit()).as(output.text()).isZero();
        return jar;
    }
}
