/** TLS and authentication, with the real libraries on both ends. */
@NullMarked
package io.coordkit.it.security;

import org.jspecify.annotations.NullMarked;
