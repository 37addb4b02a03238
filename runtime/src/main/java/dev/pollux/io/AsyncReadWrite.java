package dev.pollux.io;

/** A stream of bytes in both directions, which do not disturb each other. */
public interface AsyncReadWrite extends AsyncRead, AsyncWrite {}
