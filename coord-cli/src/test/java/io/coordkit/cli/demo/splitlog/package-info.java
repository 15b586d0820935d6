/** Tests of the demo of log splitting: that it passes, and that its checks can fail. */
@NullMarked
package io.coordkit.cli.demo.splitlog;

import org.jspecify.annotations.NullMarked;
