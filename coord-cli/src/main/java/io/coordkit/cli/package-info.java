/** The command line: one class per subcommand, errors as one clear line. */
@NullMarked
package io.coordkit.cli;

import org.jspecify.annotations.NullMarked;
