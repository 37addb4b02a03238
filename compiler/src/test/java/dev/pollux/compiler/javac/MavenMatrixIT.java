package dev.pollux.compiler.javac;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Many versions of Maven's compiler plugin in one project of many modules, each module a Java module that requires the one
 * before it; built, changed, and built again.
 */
@Timeout(600)
class MavenMatrixIT {

    private static final List<String> PLUGINS = List.of("3.10.1", "3.11.0", "3.13.0", "3.14.1", "3.15.0", "3.16.0");

    private static final String BLOCK = """
            package NAME.app;

            import dev.pollux.future.Future;
            import dev.pollux.future.Futures;

            final class CLASS {
                static Future<String> block() {
                    return Futures.async(() -> new Later("x").await());
                }

                private CLASS() {}
            }
            """;

    @TempDir
    Path directory;

    @BeforeAll
    static void mavenIsThere() {
        MavenProject.assumeMaven();
    }

    private static String name(int module) {
        return "m" + PLUGINS.get(module).replace('.', '_') + "x"; // javac warns of a module name that ends in a digit
    }

    private static String source(int module, String path) {
        return name(module) + "/src/main/java/" + path;
    }

    @Test
    void case168_case175_everyPlugin_weavesAndLeavesNothingStale() throws IOException {
        try (MavenProject project = new MavenProject(directory)) {
            writeModules(project);
            build(project);
            assertRuns(project, List.of("Deleted", "Edited", "Main", "Renamed"));

            for (int module = 0; module < PLUGINS.size(); module++) {
                String folder = name(module) + "/app/";
                Files.delete(project.path(source(module, folder + "Deleted.java")));
                Files.delete(project.path(source(module, folder + "Renamed.java")));
                write(project, module, "NewName", BLOCK);
                write(project, module, "Edited", "package NAME.app;\n\nfinal class Edited {}\n");
            }
            build(project);
            assertRuns(project, List.of("Main", "NewName"));
        }
    }

    // ---------------------------------------------------------------- what is built

    private static void write(MavenProject project, int module, String className, String text) throws IOException {
        String source = text.replace("NAME", name(module)).replace("CLASS", className);
        project.write(source(module, name(module) + "/app/" + className + ".java"), source);
    }

    private static void writeModules(MavenProject project) throws IOException {
        project.write("pom.xml", parentPom());
        for (int module = 0; module < PLUGINS.size(); module++) {
            project.write(name(module) + "/pom.xml", modulePom(module));
            project.write(source(module, "module-info.java"), moduleInfo(module));
            write(project, module, "Main", Programs.MAIN.replace("package app", "package NAME.app"));
            write(project, module, "Later", Programs.LATER.replace("package app", "package NAME.app"));
            for (String block : List.of("Deleted", "Renamed", "Edited")) {
                write(project, module, block, BLOCK);
            }
        }
    }

    private static String modules() {
        return IntStream.range(0, PLUGINS.size())
                .mapToObj(module -> "<module>" + name(module) + "</module>")
                .collect(Collectors.joining());
    }

    private static String moduleInfo(int module) {
        String previous = module == 0 ? "" : " requires " + name(module - 1) + ";";
        return "module " + name(module) + " { requires transitive dev.pollux.core;" + previous + " exports "
                + name(module) + ".app; }\n";
    }

    private static String parentPom() {
        return """
                <project xmlns="http://maven.apache.org/POM/4.0.0">
                  <modelVersion>4.0.0</modelVersion>
                  <groupId>it</groupId>
                  <artifactId>all</artifactId>
                  <version>1</version>
                  <packaging>pom</packaging>
                  <properties>
                    <maven.compiler.release>17</maven.compiler.release>
                    <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
                  </properties>
                  <modules>MODULES</modules>
                  <dependencies>
                    <dependency>
                      <groupId>dev.pollux</groupId><artifactId>pollux-core</artifactId><version>VERSION</version>
                    </dependency>
                    <dependency>
                      <groupId>org.jspecify</groupId><artifactId>jspecify</artifactId><version>JSPECIFY</version>
                    </dependency>
                  </dependencies>
                  <build>
                    <pluginManagement>
                      <plugins>
                        <plugin><artifactId>maven-resources-plugin</artifactId><version>3.5.0</version></plugin>
                        <plugin>
                          <artifactId>maven-compiler-plugin</artifactId>
                          <configuration>
                            <showWarnings>true</showWarnings>
                            <compilerArgs><arg>-Xlint:all,-requires-automatic</arg><arg>-Werror</arg></compilerArgs>
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
                    </pluginManagement>
                  </build>
                </project>
                """.replace("MODULES", modules())
                .replace("VERSION", MavenProject.VERSION)
                .replace("JSPECIFY", System.getProperty("pollux.jspecify.version"));
    }

    private static String modulePom(int module) {
        return """
                <project xmlns="http://maven.apache.org/POM/4.0.0">
                  <modelVersion>4.0.0</modelVersion>
                  <parent><groupId>it</groupId><artifactId>all</artifactId><version>1</version></parent>
                  <artifactId>NAME</artifactId>
                  <dependencies>PREVIOUS</dependencies>
                  <build>
                    <plugins>
                      <plugin>
                        <artifactId>maven-compiler-plugin</artifactId>
                        <version>VERSION</version>
                        <configuration><fork>FORK</fork></configuration>
                      </plugin>
                    </plugins>
                  </build>
                </project>
                """.replace("NAME", name(module))
                .replace("PREVIOUS", module == 0 ? "" : dependency(name(module - 1)))
                .replace("VERSION", PLUGINS.get(module))
                .replace("FORK", Boolean.toString(module % 2 == 1));
    }

    private static String dependency(String artifact) {
        return "<dependency><groupId>it</groupId><artifactId>" + artifact
                + "</artifactId><version>1</version></dependency>";
    }

    // ---------------------------------------------------------------- what it must be like

    private static void build(MavenProject project) {
        Output output = project.build("compile");
        assertThat(output.exit()).as(output.text()).isZero();
        assertThat(output.text()).doesNotContain("WARNING] /");
    }

    private static void assertRuns(MavenProject project, List<String> withBlocks) {
        for (int module = 0; module < PLUGINS.size(); module++) {
            String classes = name(module) + "/target/classes";
            assertThat(project.run(name(module) + ".app.Main", classes))
                    .as(PLUGINS.get(module))
                    .isEqualToIgnoringNewLines(Programs.PRINTED);
            assertThat(states(project.path(classes + "/" + name(module) + "/app")))
                    .as(PLUGINS.get(module))
                    .containsExactlyElementsOf(withBlocks.stream()
                            .map(name -> name + "$async$0.class")
                            .toList());
        }
    }

    private static List<String> states(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.contains("$async$"))
                    .sorted()
                    .toList();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
