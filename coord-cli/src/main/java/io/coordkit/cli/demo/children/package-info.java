/** Child processes of a demo: started with our own class path, spoken to in JSON lines, frozen, killed, always cleaned up. */
@NullMarked
package io.coordkit.cli.demo.children;

import org.jspecify.annotations.NullMarked;
