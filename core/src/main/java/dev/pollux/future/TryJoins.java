package dev.pollux.future;

import org.jspecify.annotations.Nullable;

/** The {@code tryJoin}s of fixed arity, for {@link Futures} to inherit. */
class TryJoins extends Joins {

    TryJoins() {}

    /**
     * Runs two futures at the same time, on the task that awaits, and waits for both or for the first failure.
     *
     * <p>A failure ends the wait at once: the unfinished branches are dropped, then it is thrown. What their drops throw is
     * suppressed in it.
     *
     * @param first a branch
     * @param second a branch
     * @param <A> the type of the first value
     * @param <B> the type of the second value
     * @return a future of the values; {@link Join#biased} asks the branches in the same order each time
     * @cancel As for {@code join}.
     * @cost As for {@code join}.
     * @origin tokio::try_join (1.53).
     */
    @LosesData
    public static <A extends @Nullable Object, B extends @Nullable Object> Join<Join2<A, B>> tryJoin(
            Future<A> first, Future<B> second) {
        return Join.untilFailure(Join2::of, first, second);
    }

    /**
     * Does for three futures what {@link #tryJoin(Future, Future)} does for two.
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
            Join<Join3<A, B, C>> tryJoin(Future<A> first, Future<B> second, Future<C> third) {
        return Join.untilFailure(Join3::of, first, second, third);
    }

    /**
     * Does for four futures what {@link #tryJoin(Future, Future)} does for two.
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
            Join<Join4<A, B, C, D>> tryJoin(Future<A> first, Future<B> second, Future<C> third, Future<D> fourth) {
        return Join.untilFailure(Join4::of, first, second, third, fourth);
    }

    /**
     * Does for five futures what {@link #tryJoin(Future, Future)} does for two.
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
            Join<Join5<A, B, C, D, E>> tryJoin(
                    Future<A> first, Future<B> second, Future<C> third, Future<D> fourth, Future<E> fifth) {
        return Join.untilFailure(Join5::of, first, second, third, fourth, fifth);
    }

    /**
     * Does for six futures what {@link #tryJoin(Future, Future)} does for two.
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
            Join<Join6<A, B, C, D, E, F>> tryJoin(
                    Future<A> first,
                    Future<B> second,
                    Future<C> third,
                    Future<D> fourth,
                    Future<E> fifth,
                    Future<F> sixth) {
        return Join.untilFailure(Join6::of, first, second, third, fourth, fifth, sixth);
    }

    /**
     * Does for seven futures what {@link #tryJoin(Future, Future)} does for two.
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
            Join<Join7<A, B, C, D, E, F, G>> tryJoin(
                    Future<A> first,
                    Future<B> second,
                    Future<C> third,
                    Future<D> fourth,
                    Future<E> fifth,
                    Future<F> sixth,
                    Future<G> seventh) {
        return Join.untilFailure(Join7::of, first, second, third, fourth, fifth, sixth, seventh);
    }

    /**
     * Does for eight futures what {@link #tryJoin(Future, Future)} does for two.
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
            Join<Join8<A, B, C, D, E, F, G, H>> tryJoin(
                    Future<A> first,
                    Future<B> second,
                    Future<C> third,
                    Future<D> fourth,
                    Future<E> fifth,
                    Future<F> sixth,
                    Future<G> seventh,
                    Future<H> eighth) {
        return Join.untilFailure(Join8::of, first, second, third, fourth, fifth, sixth, seventh, eighth);
    }
}
