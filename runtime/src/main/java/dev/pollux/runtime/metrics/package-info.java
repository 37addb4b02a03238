/** What a runtime has counted and measured. */
@NullMarked
package dev.pollux.runtime.metrics;

import org.jspecify.annotations.NullMarked;
