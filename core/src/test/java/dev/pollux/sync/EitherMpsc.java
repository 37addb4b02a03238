package dev.pollux.sync;

/** A channel to one receiver whose senders wait, or do not: what both have in common. */
enum EitherMpsc {
    BOUNDED {
        @Override
        Ends open(int size) {
            Mpsc.Channel<Integer> channel = Mpsc.bounded(size);
            return new Ends(channel.sender(), channel.receiver());
        }
    },
    UNBOUNDED {
        @Override
        Ends open(int size) {
            Mpsc.UnboundedChannel<Integer> channel = Mpsc.unbounded(size, OverflowPolicy.REJECT);
            return new Ends(channel.sender(), channel.receiver());
        }
    };

    record Ends(MpscSender<Integer, ?> sender, Mpsc.Receiver<Integer> receiver) {

        void send(int... messages) {
            for (int message : messages) {
                sendThrough(sender, message);
            }
        }

        @SuppressWarnings("unchecked") // all senders here are of Integer
        static void sendThrough(AutoCloseable sender, int message) {
            if (sender instanceof Mpsc.UnboundedSender<?> unbounded) {
                ((Mpsc.UnboundedSender<Integer>) unbounded).send(message);
            } else if (!((Mpsc.Sender<Integer>) sender).trySend(message)) {
                throw new AssertionError("full");
            }
        }
    }

    abstract Ends open(int size);

    Ends open() {
        return open(16);
    }
}
