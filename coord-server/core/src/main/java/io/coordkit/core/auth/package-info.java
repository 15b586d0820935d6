/**
 * Who a connection is, and what an access control list lets it do.
 */
@NullMarked
package io.coordkit.core.auth;

import org.jspecify.annotations.NullMarked;
