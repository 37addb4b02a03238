package dev.pollux.sync;

/** See {@link Mpsc.Sender#reserveMany}. */
final class MpscReserve<T> extends MpscRequest<T, Mpsc.Permit<T>> {

    private final int count;

    MpscReserve(MpscChannel<T> channel, int count) {
        super(channel);
        this.count = count;
    }

    @Override
    int count() {
        return count;
    }

    @Override
    Object granted() {
        return new Mpsc.Permit<>(channel, count);
    }

    @Override
    public String toString() {
        return "reserve " + count + " of " + channel;
    }
}
