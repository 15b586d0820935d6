/** The recipes of coordination, each played by several clients with sessions of their own and checked. */
@NullMarked
package io.coordkit.cli.demo.recipes;

import org.jspecify.annotations.NullMarked;
