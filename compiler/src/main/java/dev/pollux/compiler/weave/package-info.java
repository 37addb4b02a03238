/** Bytecode in, bytecode out: async lambdas become state machines. */
package dev.pollux.compiler.weave;
