/**
 * Exchanges of SASL tokens with clients and with other servers, by the mechanisms of the JDK.
 */
@NullMarked
package io.coordkit.server.sasl;

import org.jspecify.annotations.NullMarked;
