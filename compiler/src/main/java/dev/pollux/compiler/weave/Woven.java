package dev.pollux.compiler.weave;

import java.util.List;
import java.util.Map;

/**
 * The outcome of weaving a class.
 *
 * @param host the new class file of the class itself
 * @param frames the class file of each state, by internal name
 * @param blocks how big its blocks are
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
public record Woven(byte[] host, Map<String, byte[]> frames, List<BlockSize> blocks) {}
