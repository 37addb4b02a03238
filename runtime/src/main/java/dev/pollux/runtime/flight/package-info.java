/** Events for JDK Flight Recorder. Only {@code JfrEvents} and the events themselves mention it, and only a runtime that was asked to loads them. */
@NullMarked
package dev.pollux.runtime.flight;

import org.jspecify.annotations.NullMarked;
