package dev.pollux.runtime.metrics;

import static dev.pollux.Pollux.ready;
import static dev.pollux.Pollux.spawn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.Behaviour;
import dev.pollux.runtime.AsyncRuntime;
import dev.pollux.runtime.RuntimeBuilder;
import dev.pollux.runtime.RuntimeMetrics;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(60)
class HistogramTest {

    static Stream<HistogramConfig> configs() {
        return Stream.of(
                HistogramConfig.linear(),
                HistogramConfig.linear(Duration.ofNanos(1), 1),
                HistogramConfig.logarithmic(),
                HistogramConfig.logarithmic(Duration.ofNanos(1), Duration.ofNanos(2), 0),
                HistogramConfig.logarithmic(Duration.ofNanos(3), Duration.ofSeconds(1), 10),
                HistogramConfig.logarithmic(Duration.ofMillis(1), Duration.ofDays(10_000), 5));
    }

    // ---------------------------------------------------------------- buckets

    @ParameterizedTest
    @MethodSource("configs")
    @Behaviour("s:runtime/metrics/histogram/h2_histogram-05")
    void buckets_coverAllDurationsWithoutAGap(HistogramConfig config) {
        assertThat(config.lowerBoundNanos(0)).isZero();
        assertThat(config.upperBoundNanos(config.buckets() - 1)).isEqualTo(Long.MAX_VALUE);
        assertThat(config.bucketOf(Long.MAX_VALUE)).isEqualTo(config.buckets() - 1);
        assertThat(config.bucketOf(-1)).isZero();
        for (int i = 0; i < config.buckets(); i++) {
            assertThat(config.bucketOf(config.lowerBoundNanos(i))).isEqualTo(i);
            assertThat(config.bucketOf(config.upperBoundNanos(i) - 1)).isEqualTo(i);
        }
    }

    @Test
    @Behaviour({"RTU-13", "RTU-16", "s:runtime/metrics/histogram/h2_histogram-08"})
    void logarithmic_byDefault_has119Buckets() {
        HistogramConfig config = HistogramConfig.logarithmic();

        assertThat(config.buckets()).isEqualTo(119);
        assertThat(config.upperBoundNanos(0)).isEqualTo(96);
        assertThat(config.upperBoundNanos(1)).isEqualTo(96 + 16);
        for (int i = 1; i < 118; i++) {
            long width = config.upperBoundNanos(i) - config.lowerBoundNanos(i);
            assertThat(width * 4).isLessThanOrEqualTo(config.lowerBoundNanos(i));
        }
    }

    @Test
    @Behaviour("RTU-14")
    void logarithmic_withoutPrecision_doubles() {
        HistogramConfig config = HistogramConfig.logarithmic(Duration.ofNanos(20_000), Duration.ofMillis(4), 0);

        assertThat(config.buckets()).isEqualTo(9);
        for (int i = 1; i < config.buckets() - 1; i++) {
            assertThat(config.upperBoundNanos(i)).isEqualTo(2 * config.lowerBoundNanos(i));
        }
    }

    @Test
    @Behaviour("RTU-18")
    void linear_hasEqualBuckets_andALastWithoutEnd() {
        HistogramConfig config = HistogramConfig.linear(Duration.ofMillis(50), 3);

        assertThat(IntStream.range(0, 3).mapToLong(config::lowerBoundNanos))
                .containsExactly(0L, 50_000_000L, 100_000_000L);
        assertThat(config.upperBoundNanos(1)).isEqualTo(100_000_000);
        assertThat(config.upperBoundNanos(2)).isEqualTo(Long.MAX_VALUE);
        assertThat(HistogramConfig.linear().buckets()).isEqualTo(10);
        assertThat(HistogramConfig.linear().upperBoundNanos(0)).isEqualTo(100_000);
    }

    @Test
    @Behaviour({"s:runtime/metrics/histogram-04", "s:runtime/metrics/histogram-05"})
    void linear_findsTheBucketByDivision() {
        HistogramConfig nanos = HistogramConfig.linear(Duration.ofNanos(1), 10);
        HistogramConfig hundreds = HistogramConfig.linear(Duration.ofNanos(100), 10);

        assertThat(LongStream.of(0, 1, 8, 9, 10, 1_000).mapToInt(nanos::bucketOf))
                .containsExactly(0, 1, 8, 9, 9, 9);
        assertThat(LongStream.of(0, 99, 100, 199, 899, 900, 1_000).mapToInt(hundreds::bucketOf))
                .containsExactly(0, 0, 1, 1, 8, 9, 9);
    }

    @Test
    @Behaviour("s:runtime/metrics/histogram/h2_histogram-04")
    void logarithmic_findsTheBucketByTheFirstBits() {
        HistogramConfig config = HistogramConfig.logarithmic(Duration.ofNanos(1), Duration.ofSeconds(1), 2);

        assertThat(LongStream.of(0, 1, 7, 8, 9, 10, 15, 16, 19, 20, 1_000).mapToInt(config::bucketOf))
                .containsExactly(0, 1, 7, 8, 8, 9, 11, 12, 12, 13, 35);
    }

    @Test
    @Behaviour({
        "s:runtime/metrics/histogram/h2_histogram-01",
        "s:runtime/metrics/histogram/h2_histogram-02",
        "s:runtime/metrics/histogram/h2_histogram-03",
        "s:runtime/metrics/histogram/h2_histogram-06"
    })
    void logarithmic_ofAnySettings_isAsPreciseAndAsWideAsAsked() {
        Random random = new Random(7);
        for (int i = 0; i < 500; i++) {
            int precision = random.nextInt(11);
            long min = random.nextLong(1L << random.nextInt(31)) + 1;
            long max = min + 1 + random.nextLong(1L << random.nextInt(41));
            HistogramConfig config =
                    HistogramConfig.logarithmic(Duration.ofNanos(min), Duration.ofNanos(max), precision);

            assertThat(config.bucketOf(min)).as("of %d to %d", min, max).isEqualTo(1);
            assertThat(config.lowerBoundNanos(config.buckets() - 1)).isLessThan(2 * max);
            assertThat(IntStream.range(1, config.buckets() - 1).filter(bucket -> isTooWide(config, bucket, precision)))
                    .as("too wide from %d to %d at precision %d", min, max, precision)
                    .isEmpty();
            long any = random.nextLong(2 * max);
            int bucket = config.bucketOf(any);
            assertThat(any).isBetween(config.lowerBoundNanos(bucket), config.upperBoundNanos(bucket) - 1);
        }
    }

    private static boolean isTooWide(HistogramConfig config, int bucket, int precision) {
        long begin = config.lowerBoundNanos(bucket);
        long width = config.upperBoundNanos(bucket) - begin;
        return width < 1 || width > Math.max(1, begin >> precision);
    }

    @Test
    void config_outOfRange_isRefused() {
        Duration ms = Duration.ofMillis(1);
        assertThatThrownBy(() -> HistogramConfig.linear(Duration.ZERO, 3)).hasMessageContaining("PT0S");
        assertThatThrownBy(() -> HistogramConfig.linear(ms, 0)).hasMessageContaining("at least 1 bucket: 0");
        assertThatThrownBy(() -> HistogramConfig.logarithmic(ms, ms, 2)).hasMessageContaining("PT0.001S to PT0.001S");
        assertThatThrownBy(() -> HistogramConfig.logarithmic(Duration.ZERO, ms, 2))
                .hasMessageContaining("above zero");
        assertThatThrownBy(() -> HistogramConfig.logarithmic(ms, ms.multipliedBy(2), 11))
                .hasMessageContaining("from 0 to 10: 11");
        assertThatThrownBy(() -> HistogramConfig.linear().lowerBoundNanos(10))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> new Histogram(HistogramConfig.linear(), List.of(1L)))
                .hasMessageContaining("1 counts for 10 buckets");
    }

    @Test
    void quantile_isTheUpperEndOfItsBucket() {
        Histogram histogram = new Histogram(HistogramConfig.linear(Duration.ofMillis(1), 3), List.of(90L, 9L, 1L));

        assertThat(histogram.total()).isEqualTo(100);
        assertThat(histogram.quantile(0)).isEqualTo(Duration.ofMillis(1));
        assertThat(histogram.quantile(0.9)).isEqualTo(Duration.ofMillis(1));
        assertThat(histogram.quantile(0.91)).isEqualTo(Duration.ofMillis(2));
        assertThat(histogram.quantile(1)).isEqualTo(Duration.ofMillis(2));
        assertThatThrownBy(() -> histogram.quantile(1.1)).hasMessageContaining("from 0 to 1");
        assertThat(new Histogram(HistogramConfig.linear(Duration.ofMillis(1), 1), List.of(0L)).quantile(0.5))
                .isZero();
    }

    // ---------------------------------------------------------------- runtimes

    static Stream<RuntimeBuilder> flavours() {
        return Stream.of(
                AsyncRuntime.currentThread(), AsyncRuntime.multiThread().workerThreads(2));
    }

    private static RuntimeMetrics afterFiftyPolls(RuntimeBuilder builder) throws Exception {
        AsyncRuntime runtime = builder.build();
        for (int i = 0; i < 50; i++) {
            runtime.blockOn(runtime.spawn(ready(i)));
        }
        runtime.close(); // so that the last poll is counted
        return runtime.metrics();
    }

    private static long total(RuntimeMetrics metrics, IntFunction<Optional<Histogram>> histogram) {
        return IntStream.range(0, metrics.numWorkers())
                .mapToLong(i -> histogram.apply(i).orElseThrow().total())
                .sum();
    }

    @ParameterizedTest
    @MethodSource("flavours")
    @Behaviour({"RTU-13", "RTU-17"})
    void pollTimes_countEachPoll(RuntimeBuilder builder) throws Exception {
        RuntimeMetrics metrics = afterFiftyPolls(builder.pollTimeHistogram(HistogramConfig.logarithmic()));

        assertThat(total(metrics, metrics::pollTimes)).isEqualTo(50);
        assertThat(metrics.scheduleLatencies(0)).isEmpty();
        assertThatThrownBy(() -> metrics.pollTimes(2)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @ParameterizedTest
    @MethodSource("flavours")
    @Behaviour("RTU-27")
    void scheduleLatencies_countEachTask(RuntimeBuilder builder) throws Exception {
        RuntimeMetrics metrics = afterFiftyPolls(builder.scheduleLatencyHistogram(HistogramConfig.linear()));

        assertThat(total(metrics, metrics::scheduleLatencies)).isEqualTo(50);
        assertThat(metrics.pollTimes(0)).isEmpty();
    }

    @Test
    void scheduleLatencies_tellHowLongATaskWaited() throws Exception {
        AsyncRuntime runtime = AsyncRuntime.currentThread()
                .scheduleLatencyHistogram(HistogramConfig.linear(Duration.ofMillis(1), 2))
                .build();
        var waited = runtime.spawn(ready(1));
        long end = System.nanoTime() + 1_000_000;
        while (System.nanoTime() - end < 0) {
            Thread.onSpinWait();
        }
        runtime.blockOn(waited);
        runtime.close();

        assertThat(runtime.metrics().scheduleLatencies(0).orElseThrow().counts())
                .containsExactly(0L, 1L);
    }

    @Test
    @Behaviour("RTU-28")
    void scheduleLatencies_countATaskInTheSlotByItself() throws Exception {
        AsyncRuntime runtime = AsyncRuntime.multiThread()
                .workerThreads(1)
                .scheduleLatencyHistogram(HistogramConfig.logarithmic())
                .pollTimeHistogram(HistogramConfig.logarithmic())
                .build();
        runtime.blockOn(runtime.spawn(() -> {
            spawn(ready("woken last, so run next")).await();
        }));
        runtime.close();

        assertThat(runtime.metrics().scheduleLatencies(0).orElseThrow().total()).isEqualTo(3);
        assertThat(runtime.metrics().pollTimes(0).orElseThrow().total()).isEqualTo(3);
    }
}
