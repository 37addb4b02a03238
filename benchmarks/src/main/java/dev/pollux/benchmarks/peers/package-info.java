/**
 * Pollux as one of several runtimes that run the same workloads, each in a process of its own. What the workloads W1 to W16 are, and what is
 * printed, is a contract between all of them; {@code benchmarks/README.md} tells how to run it.
 */
package dev.pollux.benchmarks.peers;
