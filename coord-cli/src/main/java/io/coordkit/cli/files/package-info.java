/**
 * What can be learnt from log and snapshot files: read through the server's own readers, from directories that are never changed and
 * may be a running server's. Nothing here prints: commands do, from what these classes find.
 */
@NullMarked
package io.coordkit.cli.files;

import org.jspecify.annotations.NullMarked;
