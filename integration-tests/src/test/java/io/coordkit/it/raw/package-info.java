/** A ZooKeeper client made of a socket and bytes, independent of any product code, able to send what no client should. */
@NullMarked
package io.coordkit.it.raw;

import org.jspecify.annotations.NullMarked;
