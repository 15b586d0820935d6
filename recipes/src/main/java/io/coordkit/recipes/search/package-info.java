/**
 * A search engine held together by znodes: servers that come and go as they serve or index, a total server with a standby that asks
 * all of them, and a gateway that finds the total server. The recipes of the parent package at work in one example.
 */
@NullMarked
package io.coordkit.recipes.search;

import org.jspecify.annotations.NullMarked;
