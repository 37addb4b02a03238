package dev.pollux.stream;

import java.util.concurrent.Flow.Publisher;
import java.util.stream.LongStream;
import org.reactivestreams.tck.TestEnvironment;
import org.reactivestreams.tck.flow.FlowPublisherVerification;
import org.testng.annotations.AfterClass;

/** The rules for publishers, run by {@link FlowRulesTest}. */
@SuppressWarnings("exports") // the kit is on the class path
public class PublisherRules extends FlowPublisherVerification<Long> {

    private final PoolExecutor pool = new PoolExecutor();

    public PublisherRules() {
        super(new TestEnvironment(500, 100), 300);
    }

    @Override
    public Publisher<Long> createFlowPublisher(long elements) {
        return Publishers.ofStream(Streams.from(LongStream.range(0, elements).boxed()), pool::spawn);
    }

    @Override
    public Publisher<Long> createFailedFlowPublisher() {
        return Publishers.ofStream(Streams.of(1L), future -> {
            throw new IllegalStateException("planned");
        });
    }

    @AfterClass
    public void close() {
        pool.close();
    }
}
