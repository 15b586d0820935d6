@NullMarked
package io.coordkit.cli.demo.splitlog.hbase;

import org.jspecify.annotations.NullMarked;
