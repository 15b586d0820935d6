/** Servers as child processes, Apache's and ours alike: started, frozen, killed, and never left behind. */
@NullMarked
package io.coordkit.it.process;

import org.jspecify.annotations.NullMarked;
