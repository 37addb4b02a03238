/** The one import of most programs: {@code import static dev.pollux.Pollux.*;}. */
@NullMarked
package dev.pollux;

import org.jspecify.annotations.NullMarked;
