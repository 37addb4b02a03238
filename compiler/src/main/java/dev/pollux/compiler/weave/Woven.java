package dev.pollux.compiler.weave;

import java.util.Map;

/**
 * The outcome of weaving one class.
 *
 * @param host the class itself
 * @param frames the generated classes by internal name
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier between two steps, never compared
public record Woven(byte[] host, Map<String, byte[]> frames) {}
