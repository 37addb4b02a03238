package dev.pollux.compiler.javac;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A user's Maven project: the compiler plugin as it comes, with the published jar as an annotation processor path.
 *
 * <p>It is built offline against a repository that links to the one of this build and adds our two jars, so that nothing is
 * installed anywhere.
 */
@Timeout(300)
class MavenBuildIT {

    private static final String VERSION = "1-it";

    @TempDir
    Path directory;

    private Path project;

    @BeforeAll
    static void mavenIsThere() {
        boolean there;
        try {
            there = Output.of(List.of("mvn", "--version"), Path.of("."), environment())
                            .exit()
                    == 0;
        } catch (UncheckedIOException notFound) {
            there = false;
        }
        if (!there) {
            System.out.println("MavenBuildIT is skipped: there is no mvn command");
        }
        Assumptions.assumeTrue(there, "there is no mvn command");
    }

    @BeforeEach
    void writeProject() throws IOException {
        project = directory.resolve("project");
        write("src/main/java/app/Main.java", Programs.MAIN);
        write("src/main/java/app/Later.java", Programs.LATER);
        write("src/test/java/app/Second.java", Programs.MAIN.replace("Main", "Second"));
        linkRepository();
        publish("pollux-core", coreJar());
        publish("pollux-compiler", Path.of(System.getProperty("pollux.compiler.jar")));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void build_mainAndTestSources_areWovenAlsoAfterAChange(boolean fork) throws IOException {
        write("pom.xml", pom(fork));
        Output first = build();
        assertThat(first.exit()).as(first.text()).isZero();
        assertThat(run("app.Main")).isEqualToIgnoringNewLines(Programs.PRINTED);
        assertThat(run("app.Second")).isEqualToIgnoringNewLines(Programs.PRINTED);

        write("src/main/java/app/Other.java", "package app;\n\nfinal class Other {}\n");
        Output again = build();

        assertThat(again.exit()).as(again.text()).isZero();
        assertThat(run("app.Main")).isEqualToIgnoringNewLines(Programs.PRINTED);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void build_futureOnTheFloor_failsWithWerrorAndShowsTheCure(boolean fork) throws IOException {
        write("pom.xml", pom(fork));
        write("src/main/java/app/Floor.java", """
                package app;

                final class Floor {
                    void test() {
                        Main.twice("");
                    }
                }
                """);

        Output output = build();

        assertThat(output.exit()).isNotZero();
        assertThat(output.text()).contains("Floor.java:[5,", "[PX0001 unused-future]");
    }

    // ---------------------------------------------------------------- the project

    private void write(String path, String text) throws IOException {
        Path file = project.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private static String pom(boolean fork) {
        return """
                <project xmlns="http://maven.apache.org/POM/4.0.0">
                  <modelVersion>4.0.0</modelVersion>
                  <groupId>it</groupId>
                  <artifactId>sample</artifactId>
                  <version>1</version>
                  <properties>
                    <maven.compiler.release>17</maven.compiler.release>
                    <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
                  </properties>
                  <dependencies>
                    <dependency>
                      <groupId>dev.pollux</groupId><artifactId>pollux-core</artifactId><version>VERSION</version>
                    </dependency>
                  </dependencies>
                  <build>
                    <plugins>
                      <plugin>
                        <artifactId>maven-resources-plugin</artifactId>
                        <version>3.5.0</version>
                      </plugin>
                      <plugin>
                        <artifactId>maven-compiler-plugin</artifactId>
                        <version>3.16.0</version>
                        <configuration>
                          <fork>FORK</fork>
                          <showWarnings>true</showWarnings>
                          <compilerArgs><arg>-Xlint:all</arg><arg>-Werror</arg></compilerArgs>
                          <annotationProcessorPaths>
                            <path>
                              <groupId>dev.pollux</groupId>
                              <artifactId>pollux-compiler</artifactId>
                              <version>VERSION</version>
                            </path>
                          </annotationProcessorPaths>
                        </configuration>
                      </plugin>
                    </plugins>
                  </build>
                </project>
                """.replace("VERSION", VERSION).replace("FORK", Boolean.toString(fork));
    }

    private Output build() {
        List<String> command =
                List.of("mvn", "--offline", "--batch-mode", "-Dmaven.repo.local=" + repository(), "test-compile");
        return Output.of(command, project, environment());
    }

    private static Map<String, String> environment() {
        return Map.of("JAVA_HOME", System.getProperty("java.home"), "MAVEN_OPTS", "", "MAVEN_ARGS", "");
    }

    private String run(String mainClass) {
        String classPath = String.join(
                File.pathSeparator,
                project.resolve("target/test-classes").toString(),
                project.resolve("target/classes").toString(),
                Compilation.corePath());
        return Output.of(List.of(Compilation.tool("java"), "-Xverify:all", "-cp", classPath, mainClass))
                .text();
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
    @AfterEach
    void unlinkRepository() throws IOException {
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
