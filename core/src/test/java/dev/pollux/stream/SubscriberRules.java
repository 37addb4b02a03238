package dev.pollux.stream;

import dev.pollux.future.Context;
import dev.pollux.future.Waker;
import java.util.concurrent.Flow.Publisher;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.atomic.AtomicReference;
import org.reactivestreams.tck.TestEnvironment;
import org.reactivestreams.tck.flow.FlowSubscriberBlackboxVerification;
import org.testng.annotations.AfterClass;

/** The rules for subscribers, run by {@link FlowRulesTest}. */
@SuppressWarnings("exports") // the kit is on the class path
public class SubscriberRules extends FlowSubscriberBlackboxVerification<Integer> {

    private final PoolExecutor pool = new PoolExecutor();

    public SubscriberRules() {
        super(new TestEnvironment(500, 100));
    }

    @Override
    public Subscriber<Integer> createFlowSubscriber() {
        var subscriber = new AtomicReference<Subscriber<? super Integer>>();
        Publisher<Integer> publisher = subscriber::set;
        Stream<Integer> stream = Publishers.toStream(publisher, 4);
        try {
            stream.pollNext(Context.of(Waker.noop()));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
        pool.spawn(stream.forEach(value -> {}));
        @SuppressWarnings("unchecked")
        Subscriber<Integer> made = (Subscriber<Integer>) subscriber.get();
        return made;
    }

    @Override
    public Integer createElement(int element) {
        return element;
    }

    @AfterClass
    public void close() {
        pool.close();
    }
}
