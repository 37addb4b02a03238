package dev.pollux.compiler.check;

/**
 * Why a value must not live across an await.
 *
 * @param code what to report
 * @param reason a sentence without its full stop; empty if nobody gave one
 */
record Mark(Code code, String reason) {}
