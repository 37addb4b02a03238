package dev.pollux.compiler.javac;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A user's Maven project with the compiler plugin as it comes, in Maven's own process and forked. */
@Timeout(300)
class MavenBuildIT {

    @TempDir
    Path directory;

    private MavenProject project;

    @BeforeAll
    static void mavenIsThere() {
        MavenProject.assumeMaven();
    }

    @BeforeEach
    void writeProject() throws IOException {
        project = new MavenProject(directory);
        project.write("src/main/java/app/Main.java", Programs.MAIN);
        project.write("src/main/java/app/Later.java", Programs.LATER);
        project.write("src/test/java/app/Second.java", Programs.MAIN.replace("Main", "Second"));
    }

    @AfterEach
    void close() throws IOException {
        project.close();
    }

    private Output build() {
        return project.build("--offline", "test-compile");
    }

    private String run(String mainClass) {
        return project.run(mainClass, "target/test-classes", "target/classes");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void build_mainAndTestSources_areWovenAlsoAfterAChange(boolean fork) throws IOException {
        project.write("pom.xml", pom(fork));
        Output first = build();
        assertThat(first.exit()).as(first.text()).isZero();
        assertThat(run("app.Main")).isEqualToIgnoringNewLines(Programs.PRINTED);
        assertThat(run("app.Second")).isEqualToIgnoringNewLines(Programs.PRINTED);

        project.write("src/main/java/app/Other.java", "package app;\n\nfinal class Other {}\n");
        Output again = build();

        assertThat(again.exit()).as(again.text()).isZero();
        assertThat(run("app.Main")).isEqualToIgnoringNewLines(Programs.PRINTED);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void build_futureOnTheFloor_failsWithWerrorAndShowsTheCure(boolean fork) throws IOException {
        project.write("pom.xml", pom(fork));
        project.write("src/main/java/app/Floor.java", """
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
                """.replace("VERSION", MavenProject.VERSION).replace("FORK", Boolean.toString(fork));
    }
}
