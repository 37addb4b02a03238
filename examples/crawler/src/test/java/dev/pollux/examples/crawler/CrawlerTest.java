package dev.pollux.examples.crawler;

import static dev.pollux.Pollux.async;
import static dev.pollux.Pollux.failed;
import static dev.pollux.Pollux.pending;
import static dev.pollux.Pollux.ready;
import static dev.pollux.Pollux.sleep;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.Pollux;
import dev.pollux.future.Future;
import dev.pollux.runtime.AsyncRuntime;
import dev.pollux.time.Moment;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The crawler among pages that are made up, by a clock that stands still. */
@Timeout(60)
class CrawlerTest {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Retries THREE_ATTEMPTS = new Retries(3, SECOND, SECOND.multipliedBy(60), new Random(1));
    private static final Plan PLAN =
            new Plan(9, 4, SECOND.multipliedBy(10), SECOND.multipliedBy(1_000), THREE_ATTEMPTS);

    private final List<URI> asked = new ArrayList<>();
    private final List<String> shown = new ArrayList<>();
    private Duration took = Duration.ZERO;

    private static URI page(String path) {
        return URI.create("http://site/" + path);
    }

    private static Future<Page> pageWith(String... links) {
        return ready(new Page(10, Arrays.stream(links).map(CrawlerTest::page).toList()));
    }

    /** Crawls from the page "start", and notes who is asked and how long it takes. */
    private Report crawl(Plan plan, Pages pages) throws Exception {
        Pages noting = uri -> {
            asked.add(uri);
            return pages.fetch(uri);
        };
        try (AsyncRuntime paused =
                AsyncRuntime.currentThread().startPaused(true).build()) {
            return paused.blockOn(async(() -> {
                Moment begin = Moment.now();
                Progress progress = (done, known) -> shown.add(done + " of " + known);
                Report report =
                        new Crawler(noting, plan, progress).crawl(page("start")).await();
                took = begin.until(Moment.now());
                return report;
            }));
        }
    }

    // ---------------------------------------------------------------- what is visited

    @Test
    void crawl_pagesThatPointToEachOther_visitsEachOnce() throws Exception {
        Report report = crawl(PLAN, uri -> pageWith("start", "a", "b"));

        assertThat(asked).containsExactly(page("start"), page("a"), page("b"));
        assertThat(report.visited()).isEqualTo(asked);
        assertThat(report.isComplete()).isTrue();
        assertThat(shown).containsExactly("1 of 3", "2 of 3", "3 of 3");
    }

    @Test
    void crawl_otherSites_areLeftAlone() throws Exception {
        List<URI> links = List.of(
                URI.create("http://other/a"),
                URI.create("https://site/a"),
                URI.create("http://site:81/a"),
                URI.create("mailto:me@site"),
                page("a"));
        crawl(PLAN, uri -> ready(new Page(10, links)));

        assertThat(asked).containsExactly(page("start"), page("a"));
    }

    @Test
    void crawl_endlessSite_stopsAtTheDepth() throws Exception {
        Plan shallow = new Plan(2, 4, SECOND, SECOND, THREE_ATTEMPTS);
        crawl(shallow, uri -> pageWith(uri.getPath().substring(1) + "x"));

        assertThat(asked).containsExactly(page("start"), page("startx"), page("startxx"));
    }

    @Test
    void crawl_manyPages_neverMoreThanSoManyAtOnce() throws Exception {
        var now = new int[1];
        var most = new int[1];
        String[] links = IntStream.range(0, 20).mapToObj(i -> "p" + i).toArray(String[]::new);
        Report report = crawl(
                PLAN,
                uri -> async(() -> {
                    most[0] = Math.max(most[0], ++now[0]);
                    sleep(SECOND).await();
                    now[0]--;
                    return pageWith(links).await();
                }));

        assertThat(report.visited()).hasSize(21);
        assertThat(most[0]).isEqualTo(PLAN.atOnce());
        assertThat(took).isEqualTo(Duration.ofSeconds(1 + 20 / PLAN.atOnce()));
    }

    // ---------------------------------------------------------------- failures

    @Test
    void crawl_pageThatFailsAtFirst_isTriedAgain() throws Exception {
        Report report = crawl(PLAN, uri -> asked.size() < 3 ? failed(new StatusException(503)) : pageWith());

        assertThat(asked).hasSize(3);
        assertThat(report.visited()).containsExactly(page("start"));
        assertThat(report.isComplete()).isTrue();
        assertThat(report.retries()).isEqualTo(2);
        assertThat(took).isBetween(Duration.ofMillis(1_500), Duration.ofMillis(3_010)); // half to all of 1 s and 2 s
    }

    @Test
    void crawl_pageThatAlwaysFails_isGivenUpWithItsCause() throws Exception {
        Report report = crawl(PLAN, uri -> switch (uri.getPath()) {
            case "/start" -> pageWith("a", "b", "c");
            case "/c" -> failed(new StatusException(500));
            default -> failed(new ConnectException("refused"));
        });

        assertThat(report.visited()).containsExactly(page("start"));
        assertThat(report.failed()).containsOnlyKeys("ConnectException", "status 500");
        assertThat(report.failed().get("ConnectException")).containsExactlyInAnyOrder(page("a"), page("b"));
        assertThat(asked).hasSize(1 + 3 * 3);
        assertThat(report.isComplete()).isFalse();
        assertThat(report.toString().lines())
                .contains("1 pages visited, 10 characters, 6 retries", "1 failed: status 500, the first http://site/c");
    }

    @Test
    void crawl_pageThatDoesNotExist_isNotTriedAgain() throws Exception {
        Report report = crawl(PLAN, uri -> failed(new StatusException(404)));

        assertThat(asked).hasSize(1);
        assertThat(report.failed()).containsOnlyKeys("status 404");
    }

    @Test
    void crawl_bugInAPage_failsThatPageAlone() throws Exception {
        Report report =
                crawl(PLAN, uri -> uri.equals(page("a")) ? failed(new NullPointerException()) : pageWith("a", "b"));

        assertThat(report.visited()).containsExactly(page("start"), page("b"));
        assertThat(report.failed()).containsOnlyKeys("NullPointerException");
        assertThat(report.retries()).isZero();
    }

    // ---------------------------------------------------------------- time

    @Test
    void crawl_serverThatDoesNotAnswer_failsAtTheRequestTimeout() throws Exception {
        Report report = crawl(PLAN, uri -> pending());

        assertThat(report.failed()).containsOnlyKeys("no answer in time");
        assertThat(asked).hasSize(3);
        assertThat(took).isBetween(Duration.ofSeconds(30), Duration.ofSeconds(34));
    }

    @Test
    void crawl_deadline_leavesAPartialResultAndNothingUnderWay() throws Exception {
        Plan hasty = new Plan(9, 2, SECOND.multipliedBy(100), SECOND.multipliedBy(5), THREE_ATTEMPTS);
        List<URI> dropped = new ArrayList<>();
        Report report = crawl(
                hasty,
                uri -> uri.getPath().startsWith("/slow")
                        ? async(() -> {
                            try {
                                return Pollux.<Page>pending().await();
                            } finally {
                                dropped.add(uri);
                            }
                        })
                        : pageWith("a", "b", "slow1", "slow2", "c"));

        assertThat(report.visited()).containsExactly(page("start"), page("a"), page("b"));
        assertThat(report.left()).isEqualTo(3);
        assertThat(report.isComplete()).isFalse();
        assertThat(report.toString()).contains("3 left when time was up");
        assertThat(dropped).containsExactlyInAnyOrder(page("slow1"), page("slow2"));
        assertThat(took).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void crawl_deadlineDuringAWait_isKept() throws Exception {
        Retries patient = new Retries(3, SECOND.multipliedBy(100), SECOND.multipliedBy(100), new Random(1));
        Plan hasty = new Plan(9, 2, SECOND, SECOND.multipliedBy(5), patient);
        Report report = crawl(hasty, uri -> failed(new IOException("down")));

        assertThat(report.left()).isEqualTo(1);
        assertThat(report.failed()).isEmpty();
        assertThat(took).isEqualTo(Duration.ofSeconds(5));
    }
}
