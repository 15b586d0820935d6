/** What servers' directories lie on, and how a test fills it: file systems in memory where they may be mounted, or a limit. */
@NullMarked
package io.coordkit.it.volume;

import org.jspecify.annotations.NullMarked;
