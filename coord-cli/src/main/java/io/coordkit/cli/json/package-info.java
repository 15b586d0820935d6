/** What commands print for machines. */
@NullMarked
package io.coordkit.cli.json;

import org.jspecify.annotations.NullMarked;
