package dev.pollux.io.linux;

/** The descriptor of a socket. */
final class Descriptor extends Guarded {

    /** What the kernel calls it; to be used between enter and exit. */
    final int number;

    Descriptor(int number) {
        this.number = number;
    }

    @Override
    void giveBack() {
        Libc.close(number);
    }
}
