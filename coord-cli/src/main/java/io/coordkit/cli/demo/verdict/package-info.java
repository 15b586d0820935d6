/** What a demo claims at its end: named checks, the facts they rest on, pass or fail. */
@NullMarked
package io.coordkit.cli.demo.verdict;

import org.jspecify.annotations.NullMarked;
