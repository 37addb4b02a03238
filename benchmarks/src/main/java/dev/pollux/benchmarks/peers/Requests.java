package dev.pollux.benchmarks.peers;

import static dev.pollux.Pollux.async;
import static dev.pollux.Pollux.spawn;

import dev.pollux.future.Future;
import dev.pollux.sync.Mpsc;
import dev.pollux.sync.Oneshot;

/** S1: a task that asks another one, and waits for the answer before it asks again. */
final class Requests {

    private static final int CALLS = 1_000;
    private static final int ROOM = 10;

    private record Request(long question, Oneshot.Sender<Long> answer) {}

    private Requests() {}

    static void calls() throws Exception {
        try (Inside inside = new Inside("S1")) {
            inside.measure("request_reply", "ns/call", CALLS, Workload.sumBelow(CALLS) + CALLS, Requests::answered);
        }
    }

    private static Future<Long> answered() {
        return async(() -> {
            var requests = Mpsc.<Request>bounded(ROOM);
            spawn(actor(requests.receiver()));
            long sum = 0;
            for (long i = 0; i < CALLS; i++) {
                var answer = Oneshot.<Long>channel();
                requests.sender().send(new Request(i, answer.sender())).await();
                sum += answer.receiver().await();
            }
            requests.sender().close();
            return sum;
        });
    }

    private static Future<Void> actor(Mpsc.Receiver<Request> in) {
        return async(() -> {
            for (Request request = in.recv().await();
                    request != null;
                    request = in.recv().await()) {
                request.answer().send(request.question() + 1);
            }
        });
    }
}
