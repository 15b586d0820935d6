/**
 * What clients asked and were told during a run, and whether a correct ensemble could have said it. Pure: nothing here
 * knows a server. Every reply carries a zxid, so the order of writes is known and needs no search.
 */
@NullMarked
package io.coordkit.it.history;

import org.jspecify.annotations.NullMarked;
