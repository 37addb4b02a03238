package dev.pollux.compiler.weave;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.compiler.kit.Blocks;
import dev.pollux.compiler.kit.Case;
import dev.pollux.compiler.kit.CaseClasses;
import dev.pollux.future.Future;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Woven classes beside others that are not woven, or woven differently. */
class DeploymentTest {

    private static final String USER = "user/User";

    private static CaseClasses compile(String members) {
        return CaseClasses.ofSource("User", Blocks.source(members));
    }

    @Test
    @Case(141)
    void weave_nestedClassAlone_reachesThePrivateMembersOfItsHost() throws Exception {
        var classes = compile("""
                private Object secret = "secret";
                private Object reveal(Object more) { return secret + " " + more; }
                class Inner {
                    private Future<?> block() { return async(() -> { secret = leaf.await(); return reveal(leaf.await()); }); }
                }
                Future<?> block() { return new Inner().block(); }""");
        Map<String, byte[]> woven = classes.woven();
        assertThat(woven.get(USER)).isSameAs(classes.plain().get(USER));
        var blocks = Blocks.of(CaseClasses.load(woven));
        Future<?> block = blocks.future("block");
        Blocks.poll(block);
        blocks.leaf.complete("told");

        assertThat(Blocks.poll(block)).isEqualTo("told told");
    }

    @Test
    @Case(141)
    void weave_bothVersionsInAMultiReleaseJar_loadWithTheirOwnState(@TempDir Path directory) throws Exception {
        Path jar = directory.resolve("multi.jar");
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MULTI_RELEASE, "true");
        try (var out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
            addTo(out, "", "Future<?> block() { return async(() -> leaf.await()); }");
            addTo(out, "META-INF/versions/17/", """
                    Future<?> block() { int i = 1; return async(() -> { leaf.await(); return "newer " + i; }); }""");
        }
        try (var loader =
                new URLClassLoader(new URL[] {jar.toUri().toURL()}, getClass().getClassLoader())) {
            var blocks = Blocks.of(loader);
            Future<?> block = blocks.future("block");
            Blocks.poll(block);
            blocks.leaf.complete("v");

            assertThat(Blocks.poll(block)).isEqualTo("newer 1");
        }
    }

    private static void addTo(JarOutputStream jar, String prefix, String members) throws WeaveException, IOException {
        for (var entry : compile(members).woven().entrySet()) {
            jar.putNextEntry(new JarEntry(prefix + entry.getKey() + ".class"));
            jar.write(entry.getValue());
        }
    }
}
