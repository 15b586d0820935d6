/** The same script against Apache ZooKeeper and against Coordkit; the transcripts must be equal line by line. */
@NullMarked
package io.coordkit.it.conformance;

import org.jspecify.annotations.NullMarked;
