/** Test support for code written with Pollux. */
@org.jspecify.annotations.NullMarked
module dev.pollux.test {
    requires transitive dev.pollux.core;
    requires static transitive org.jspecify;

    exports dev.pollux.test;
}
