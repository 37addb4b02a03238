/** The future contract of Pollux and its combinators. Needs nothing but {@code java.base}. */
@org.jspecify.annotations.NullMarked
@SuppressWarnings("module") // the module that sees the inside is built after this one
module dev.pollux.core {
    requires static transitive org.jspecify;

    exports dev.pollux.future;
    exports dev.pollux.stream;
    exports dev.pollux.sync;
    exports dev.pollux.internal to
            dev.pollux.runtime;
}
