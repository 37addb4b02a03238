package bench

import kotlinx.coroutines.*
import kotlinx.coroutines.channels.BufferOverflow
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.flow.*
import kotlinx.coroutines.sync.Semaphore
import kotlinx.coroutines.sync.withPermit
import java.util.concurrent.atomic.AtomicInteger
import java.util.concurrent.atomic.AtomicLong
import kotlin.system.exitProcess

// The workloads of WORKLOADS.md with kotlinx.coroutines. Its conflated channel is what notify_one is elsewhere: one notification is kept.
// It has nothing for notify_waiters, and no lock for many readers (S5).

private val scope = CoroutineScope(Dispatchers.Default)

/** Measures a body that runs as a coroutine on Dispatchers.Default and must come to what is expected. */
private fun inside(workload: String, metric: String, unit: String, count: Long, expected: Long, body: suspend CoroutineScope.() -> Long) =
    Bench.ops(workload, metric, unit, count) {
        val result = runBlocking { async(Dispatchers.Default, block = body).await() }
        check(result == expected) { "$result instead of $expected" }
    }

private fun sumBelow(n: Long) = n * (n - 1) / 2

private class Request(val question: Long, val answer: CompletableDeferred<Long>)

private fun s1() {
    val calls = 1_000L
    inside("S1", "request_reply", "ns/call", calls, sumBelow(calls) + calls) {
        val requests = Channel<Request>(10)
        launch { for (request in requests) request.answer.complete(request.question + 1) }
        var sum = 0L
        for (i in 0 until calls) {
            val request = Request(i, CompletableDeferred())
            requests.send(request)
            sum += request.answer.await()
        }
        requests.close()
        sum
    }
}

private const val ROUNDS = 100L

/** One coroutine tells many others a number, and goes on once all have it. */
private fun announcing(workload: String, prefix: String, flow: () -> MutableSharedFlow<Long>) {
    for (n in intArrayOf(10, 100, 1_000)) {
        inside(workload, prefix + n, "ns/receive", n * ROUNDS, n * (sumBelow(ROUNDS) + ROUNDS)) {
            val values = flow()
            val missing = AtomicInteger()
            val complete = Channel<Unit>(Channel.CONFLATED)
            val tasks = List(n) {
                async {
                    var sum = 0L
                    values.filter { it > 0 }.take(ROUNDS.toInt()).collect {
                        sum += it
                        if (missing.decrementAndGet() == 0) complete.trySend(Unit)
                    }
                    sum
                }
            }
            values.subscriptionCount.first { it == n }
            for (i in 1..ROUNDS) {
                missing.set(n)
                values.emit(i)
                complete.receive()
            }
            tasks.awaitAll().sum()
        }
    }
}

private fun s2() = announcing("S2", "broadcast_") {
    MutableSharedFlow(extraBufferCapacity = 1_000, onBufferOverflow = BufferOverflow.SUSPEND)
}

private fun s3() = announcing("S3", "watch_") { MutableStateFlow(0L) }

private fun s4() {
    val wakeUps = 500L
    for (n in intArrayOf(10, 100, 500)) {
        val notify = Channel<Unit>(Channel.CONFLATED)
        val woken = AtomicLong()
        var calls = 0L
        val waiters = List(n) { scope.launch { while (true) { notify.receive(); woken.incrementAndGet() } } }
        Bench.ops("S4", "notify_one_$n", "ns/wake-up", wakeUps) {
            val goal = woken.get() + wakeUps
            while (woken.get() < goal) { notify.trySend(Unit); calls++ }
            check(woken.get() <= calls) { "more were woken than were notified" }
        }
        runBlocking { waiters.forEach { it.cancelAndJoin() } }
    }
}

private fun s6() {
    val alone = 60_000
    inside("S6", "semaphore", "ns/permit", alone.toLong(), 10) {
        val semaphore = Semaphore(10)
        repeat(alone) { semaphore.withPermit { } }
        semaphore.availablePermits.toLong()
    }
    val tasks = 6
    val turns = 10_000
    for (permits in intArrayOf(10, 5)) {
        inside("S6", "semaphore_${tasks}_of_$permits", "ns/permit", tasks * turns.toLong(), permits.toLong()) {
            val semaphore = Semaphore(permits)
            val held = AtomicInteger()
            List(tasks) {
                launch {
                    repeat(turns) {
                        semaphore.withPermit {
                            check(held.incrementAndGet() <= permits) { "more permits are held than there are" }
                            yield()
                            held.decrementAndGet()
                        }
                    }
                }
            }.joinAll()
            semaphore.availablePermits.toLong()
        }
    }
}

private const val MESSAGES = 5_000L
private const val SENDERS = 5

private suspend fun received(channel: Channel<Long>, many: Boolean): Long {
    var sum = 0L
    var left = MESSAGES
    while (left > 0) {
        sum += channel.receive()
        left--
        while (many && left > 0) { // there is no receiveMany; this is what one writes instead
            sum += channel.tryReceive().getOrNull() ?: break
            left--
        }
    }
    return sum
}

private fun s7() {
    val wide = 1_000_000
    for (many in booleanArrayOf(false, true)) {
        val suffix = if (many) "_many" else ""
        inside("S7", "mpsc_alone$suffix", "ns/msg", MESSAGES, sumBelow(MESSAGES)) {
            val channel = Channel<Long>(wide)
            for (i in 0 until MESSAGES) channel.send(i)
            received(channel, many)
        }
        for ((name, capacity) in listOf("wide" to wide, "full" to 100)) {
            inside("S7", "mpsc_$name$suffix", "ns/msg", MESSAGES, SENDERS * sumBelow(MESSAGES / SENDERS)) {
                val channel = Channel<Long>(capacity)
                repeat(SENDERS) { launch { for (i in 0 until MESSAGES / SENDERS) channel.send(i) } }
                received(channel, many)
            }
        }
    }
}

private fun s8() {
    val channels = 10_000L
    for (capacity in intArrayOf(1, 100, 100_000)) {
        inside("S8", "mpsc_create_$capacity", "ns/channel", channels, channels) {
            var empty = 0L
            for (i in 0 until channels) {
                val channel = Channel<Long>(capacity)
                @OptIn(ExperimentalCoroutinesApi::class)
                if (channel.isEmpty) empty++
                channel.close()
            }
            empty
        }
    }
}

fun main(args: Array<String>) = when (args[0]) {
    "S1" -> s1(); "S2" -> s2(); "S3" -> s3(); "S4" -> s4(); "S6" -> s6(); "S7" -> s7(); "S8" -> s8()
    else -> exitProcess(3)
}
