/** A demo of two child processes and one znode: the smallest that uses the whole framework. */
@NullMarked
package io.coordkit.cli.demo.sample;

import org.jspecify.annotations.NullMarked;
