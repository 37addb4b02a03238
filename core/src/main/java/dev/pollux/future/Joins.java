package dev.pollux.future;

import org.jspecify.annotations.Nullable;

/** The {@code join}s of fixed arity, for {@link Futures} to inherit. */
class Joins {

    Joins() {}

    /**
     * Runs two futures at the same time, on the task that awaits, and waits for both.
     *
     * <p>A failure does not end the wait: only when both have finished is the first failure in branch order thrown, with the
     * others suppressed in it.
     *
     * @param first a branch
     * @param second a branch
     * @param <A> the type of the first value
     * @param <B> the type of the second value
     * @return a future of the values; {@link Join#biased} asks the branches in the same order each time
     * @cancel Drops the branches that are unfinished, in branch order; what the others yielded is gone.
     * @cost Three objects. A wake-up of one branch polls all that are unfinished.
     * @origin tokio::join (1.53). Differs: a failure does not look like a value, hence the rule above.
     */
    @LosesData
    public static <A extends @Nullable Object, B extends @Nullable Object> Join<Join2<A, B>> join(
            Future<A> first, Future<B> second) {
        return Join.all(Join2::of, first, second);
    }

    /**
     * Does for three futures what {@link #join(Future, Future)} does for two.
     *
     * @param first a branch
     * @param second a branch
     * @param third a branch
     * @param <A> the type of the first value
     * @param <B> the type of the second value
     * @param <C> the type of the third value
     * @return a future of the values
     */
    @LosesData
    public static <A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object>
            Join<Join3<A, B, C>> join(Future<A> first, Future<B> second, Future<C> third) {
        return Join.all(Join3::of, first, second, third);
    }

    /**
     * Does for four futures what {@link #join(Future, Future)} does for two.
     *
     * @param first a branch
     * @param second a branch
     * @param third a branch
     * @param fourth a branch
     * @param <A> the type of the first value
     * @param <B> the type of the second value
     * @param <C> the type of the third value
     * @param <D> the type of the fourth value
     * @return a future of the values
     */
    @LosesData
    public static <
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    D extends @Nullable Object>
            Join<Join4<A, B, C, D>> join(Future<A> first, Future<B> second, Future<C> third, Future<D> fourth) {
        return Join.all(Join4::of, first, second, third, fourth);
    }

    /**
     * Does for five futures what {@link #join(Future, Future)} does for two.
     *
     * @param first a branch
     * @param second a branch
     * @param third a branch
     * @param fourth a branch
     * @param fifth a branch
     * @param <A> the type of the first value
     * @param <B> the type of the second value
     * @param <C> the type of the third value
     * @param <D> the type of the fourth value
     * @param <E> the type of the fifth value
     * @return a future of the values
     */
    @LosesData
    public static <
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    D extends @Nullable Object,
                    E extends @Nullable Object>
            Join<Join5<A, B, C, D, E>> join(
                    Future<A> first, Future<B> second, Future<C> third, Future<D> fourth, Future<E> fifth) {
        return Join.all(Join5::of, first, second, third, fourth, fifth);
    }

    /**
     * Does for six futures what {@link #join(Future, Future)} does for two.
     *
     * @param first a branch
     * @param second a branch
     * @param third a branch
     * @param fourth a branch
     * @param fifth a branch
     * @param sixth a branch
     * @param <A> the type of the first value
     * @param <B> the type of the second value
     * @param <C> the type of the third value
     * @param <D> the type of the fourth value
     * @param <E> the type of the fifth value
     * @param <F> the type of the sixth value
     * @return a future of the values
     */
    @LosesData
    public static <
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    D extends @Nullable Object,
                    E extends @Nullable Object,
                    F extends @Nullable Object>
            Join<Join6<A, B, C, D, E, F>> join(
                    Future<A> first,
                    Future<B> second,
                    Future<C> third,
                    Future<D> fourth,
                    Future<E> fifth,
                    Future<F> sixth) {
        return Join.all(Join6::of, first, second, third, fourth, fifth, sixth);
    }

    /**
     * Does for seven futures what {@link #join(Future, Future)} does for two.
     *
     * @param first a branch
     * @param second a branch
     * @param third a branch
     * @param fourth a branch
     * @param fifth a branch
     * @param sixth a branch
     * @param seventh a branch
     * @param <A> the type of the first value
     * @param <B> the type of the second value
     * @param <C> the type of the third value
     * @param <D> the type of the fourth value
     * @param <E> the type of the fifth value
     * @param <F> the type of the sixth value
     * @param <G> the type of the seventh value
     * @return a future of the values
     */
    @LosesData
    public static <
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    D extends @Nullable Object,
                    E extends @Nullable Object,
                    F extends @Nullable Object,
                    G extends @Nullable Object>
            Join<Join7<A, B, C, D, E, F, G>> join(
                    Future<A> first,
                    Future<B> second,
                    Future<C> third,
                    Future<D> fourth,
                    Future<E> fifth,
                    Future<F> sixth,
                    Future<G> seventh) {
        return Join.all(Join7::of, first, second, third, fourth, fifth, sixth, seventh);
    }

    /**
     * Does for eight futures what {@link #join(Future, Future)} does for two.
     *
     * @param first a branch
     * @param second a branch
     * @param third a branch
     * @param fourth a branch
     * @param fifth a branch
     * @param sixth a branch
     * @param seventh a branch
     * @param eighth a branch
     * @param <A> the type of the first value
     * @param <B> the type of the second value
     * @param <C> the type of the third value
     * @param <D> the type of the fourth value
     * @param <E> the type of the fifth value
     * @param <F> the type of the sixth value
     * @param <G> the type of the seventh value
     * @param <H> the type of the eighth value
     * @return a future of the values
     */
    @LosesData
    public static <
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    D extends @Nullable Object,
                    E extends @Nullable Object,
                    F extends @Nullable Object,
                    G extends @Nullable Object,
                    H extends @Nullable Object>
            Join<Join8<A, B, C, D, E, F, G, H>> join(
                    Future<A> first,
                    Future<B> second,
                    Future<C> third,
                    Future<D> fourth,
                    Future<E> fifth,
                    Future<F> sixth,
                    Future<G> seventh,
                    Future<H> eighth) {
        return Join.all(Join8::of, first, second, third, fourth, fifth, sixth, seventh, eighth);
    }
}
