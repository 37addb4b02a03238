/** Test support for code written with Pollux. */
@org.jspecify.annotations.NullMarked
module dev.pollux.test {
    requires transitive dev.pollux.core;
    requires transitive dev.pollux.runtime;
    requires transitive org.junit.jupiter.api;
    requires static transitive org.jspecify;

    exports dev.pollux.test;
}
