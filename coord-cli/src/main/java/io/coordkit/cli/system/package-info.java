/** What this machine has to offer beyond Java's own: signals, processes that outlive us, directories that go as a whole. */
@NullMarked
package io.coordkit.cli.system;

import org.jspecify.annotations.NullMarked;
