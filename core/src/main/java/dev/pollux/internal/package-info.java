/** What the packages of this module share and nobody else sees. */
@NullMarked
package dev.pollux.internal;

import org.jspecify.annotations.NullMarked;
