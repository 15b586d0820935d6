/**
 * What people build on znodes, with the znode names of the literature. Three parts do most of it: a {@link
 * io.coordkit.recipes.Presence} says that somebody is there and how it goes, a {@link io.coordkit.recipes.Mirror} follows what others
 * say, and a {@link io.coordkit.recipes.MasterSeat} is had by one. Where Curator has a recipe (ordered locks, elections by number,
 * caches) there is none here; {@code docs/recipes.md} says what to take for what.
 *
 * <p>The recipes know Curator and nothing of the server: they run on any ZooKeeper. They need a started client, make the parents that
 * they need, and never close the client.
 */
@NullMarked
package io.coordkit.recipes;

import org.jspecify.annotations.NullMarked;
