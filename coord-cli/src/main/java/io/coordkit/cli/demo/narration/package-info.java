/** How a demo tells its story: one narrator, three renderings (terminal, plain lines, JSON). */
@NullMarked
package io.coordkit.cli.demo.narration;

import org.jspecify.annotations.NullMarked;
