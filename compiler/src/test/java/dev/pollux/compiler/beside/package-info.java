/** Pollux beside the tools that our users have: other processors, other agents, debuggers, shrinkers. */
package dev.pollux.compiler.beside;
