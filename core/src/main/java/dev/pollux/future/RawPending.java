package dev.pollux.future;

/** The object behind {@link Poll#PENDING}. An enum, so that there is exactly one and it prints its name. */
enum RawPending {
    PENDING
}
