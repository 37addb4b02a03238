package dev.pollux.sync;

/** See {@link Mpmc.Sender#reserve}. */
final class MpmcReserve<T> extends MpmcRequest<T, Mpmc.Permit<T>> {

    MpmcReserve(MpmcChannel<T> channel) {
        super(channel);
    }

    @Override
    boolean tryBegin(Served served) {
        return channel.grant();
    }

    @Override
    Object begun() {
        return granted();
    }

    @Override
    Object granted() {
        return new Mpmc.Permit<>(channel);
    }

    @Override
    public String toString() {
        return "reserve of " + channel;
    }
}
