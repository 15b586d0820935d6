/** Demos: short true stories on a real server, each with a verdict computed from what was observed. */
@NullMarked
package io.coordkit.cli.demo;

import org.jspecify.annotations.NullMarked;
