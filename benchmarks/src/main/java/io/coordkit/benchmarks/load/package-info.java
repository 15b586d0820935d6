/** A load generator that costs little: one thread, one selector, a window of requests per connection. */
@NullMarked
package io.coordkit.benchmarks.load;

import org.jspecify.annotations.NullMarked;
