/** What a demo does to the ensemble itself: it kills the leader, while a client writes and tells what it noticed. */
@NullMarked
package io.coordkit.cli.demo.leaderloss;

import org.jspecify.annotations.NullMarked;
