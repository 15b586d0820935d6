/**
 * TLS on the sockets of clients and of other servers, by the JDK's own provider.
 */
@NullMarked
package io.coordkit.server.tls;

import org.jspecify.annotations.NullMarked;
