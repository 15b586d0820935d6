/** Demo: a region server dies, others split its write-ahead logs, one of them dies too, and every edit is recovered once. */
@NullMarked
package io.coordkit.cli.demo.splitlog;

import org.jspecify.annotations.NullMarked;
