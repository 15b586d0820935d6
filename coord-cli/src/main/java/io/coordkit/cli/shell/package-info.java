/**
 * The interactive shell. The commands that {@code zkCli} has too are its own ({@code org.apache.zookeeper.cli}, part of the client
 * library), so that what they take and print is the same by construction; around them are the reading of lines, the connection,
 * and what {@code zkCli} lacks.
 */
@NullMarked
package io.coordkit.cli.shell;

import org.jspecify.annotations.NullMarked;
