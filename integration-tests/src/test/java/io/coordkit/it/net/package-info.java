/** How servers reach each other, and how a test takes that away: proxies on loopback, or namespaces where root may make them. */
@NullMarked
package io.coordkit.it.net;

import org.jspecify.annotations.NullMarked;
