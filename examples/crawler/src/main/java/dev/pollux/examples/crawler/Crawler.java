package dev.pollux.examples.crawler;

import static dev.pollux.Pollux.async;
import static dev.pollux.Pollux.timeout;

import dev.pollux.future.Future;
import dev.pollux.future.Outcome;
import dev.pollux.task.JoinSet;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Visits the pages of a site, from one page on, by the links between them. Each visit is a task; all else belongs to the one task that
 * starts and joins these, so there is nothing to lock. Crawls once.
 */
final class Crawler {

    private final Pages pages;
    private final Plan plan;
    private final Progress progress;
    private final Queue<Target> waiting = new ArrayDeque<>();
    private final Set<URI> known = new HashSet<>();
    private final Report report = new Report();
    private int done;

    Crawler(Pages pages, Plan plan, Progress progress) {
        this.pages = pages;
        this.plan = plan;
        this.progress = progress;
    }

    /** A page to visit, so many links from the first. */
    private record Target(URI uri, int depth) {}

    /** What came of a target. */
    private record Visit(Target target, Outcome<Page> outcome) {}

    /** Crawls until everything was visited or time is up. */
    Future<Report> crawl(URI start) {
        return async(() -> {
            add(new Target(start, 0));
            try {
                timeout(plan.deadline(), visitAll()).await();
            } catch (TimeoutException e) {
                report.timeIsUp(known.size() - done);
            }
            return report;
        });
    }

    private Future<@Nullable Void> visitAll() {
        return async(() -> {
            try (var visits = new JoinSet<Visit>()) { // whose close aborts what is under way when time is up
                while (!waiting.isEmpty() || !visits.isEmpty()) {
                    while (!waiting.isEmpty() && visits.size() < plan.atOnce()) {
                        visits.spawn(visit(waiting.remove()));
                    }
                    note(visits.joinNext().await());
                }
            }
        });
    }

    private Future<Visit> visit(Target target) {
        return plan.retries()
                .run(() -> timeout(plan.requestTimeout(), pages.fetch(target.uri())), report::retried)
                .catching()
                .map(outcome -> new Visit(target, outcome));
    }

    private void note(Visit visit) {
        Target target = visit.target();
        done++;
        if (visit.outcome() instanceof Outcome.Completed<Page> completed) {
            Page page = completed.value();
            report.visited(target.uri(), page);
            if (target.depth() < plan.depth()) {
                page.links().stream()
                        .filter(link -> isSameSite(link, target.uri()))
                        .forEach(link -> add(new Target(link, target.depth() + 1)));
            }
        } else if (visit.outcome() instanceof Outcome.Failed<Page> failed) {
            report.failed(target.uri(), failed.failure());
        }
        progress.show(done, known.size());
    }

    private void add(Target target) {
        if (known.add(target.uri())) {
            waiting.add(target);
        }
    }

    private static boolean isSameSite(URI link, URI page) {
        return Objects.equals(link.getScheme(), page.getScheme())
                && Objects.equals(link.getAuthority(), page.getAuthority());
    }
}
