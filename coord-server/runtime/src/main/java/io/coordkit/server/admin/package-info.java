/**
 * The administrator's HTTP commands.
 */
@NullMarked
package io.coordkit.server.admin;

import org.jspecify.annotations.NullMarked;
