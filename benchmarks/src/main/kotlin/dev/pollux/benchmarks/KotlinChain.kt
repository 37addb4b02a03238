package dev.pollux.benchmarks

import kotlin.coroutines.Continuation
import kotlin.coroutines.EmptyCoroutineContext
import kotlin.coroutines.intrinsics.COROUTINE_SUSPENDED
import kotlin.coroutines.intrinsics.startCoroutineUninterceptedOrReturn
import kotlin.coroutines.intrinsics.suspendCoroutineUninterceptedOrReturn
import kotlin.coroutines.resume

/** A leaf that suspends at every await, until it is told to go on. */
class KotlinLeaf {
    private var parked: Continuation<Int>? = null

    suspend fun await(): Int = suspendCoroutineUninterceptedOrReturn {
        parked = it
        COROUTINE_SUSPENDED
    }

    fun resume() {
        val waiting = parked!!
        parked = null
        waiting.resume(1)
    }
}

/** The suspend functions of [ResumeBenchmark]: the same shapes as its blocks, without any library above the language's own. */
class KotlinChain(private val awaits: Int) {
    private val leaf = KotlinLeaf()
    private var result: Any? = null

    private val completion = object : Continuation<Int> {
        override val context = EmptyCoroutineContext

        override fun resumeWith(result: Result<Int>) {
            this@KotlinChain.result = result.getOrThrow()
        }
    }

    fun stay(depth: Int): Any = run { level(depth) }

    fun call(depth: Int): Any = run { callAgain(depth) }

    private fun run(block: suspend () -> Int): Any {
        result = null
        block.startCoroutineUninterceptedOrReturn(completion)
        while (result == null) {
            leaf.resume()
        }
        return result!!
    }

    private suspend fun level(depth: Int): Int = if (depth > 1) level(depth - 1) + depth else waitAgain()

    private suspend fun waitAgain(): Int {
        var sum = 0
        for (i in 0 until awaits) {
            sum += leaf.await()
        }
        return sum
    }

    private suspend fun callAgain(depth: Int): Int {
        var sum = 0
        for (i in 0 until awaits) {
            sum += called(depth - 1)
        }
        return sum
    }

    private suspend fun called(depth: Int): Int = if (depth > 0) called(depth - 1) + depth else leaf.await()
}
