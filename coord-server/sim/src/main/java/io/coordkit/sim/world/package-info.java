/**
 * A simulated ensemble for the tests of whatever uses one: the product's own servers in virtual time, and client processes that a
 * test drives with callbacks. The same seed gives the same run.
 *
 * <pre>{@code
 * World world = new World(WorldOptions.of(seed).withServers(3));
 * ClientProcess process = world.process("a");
 * ClientSession session = process.open(2_000, state -> {});
 * List<String> created = new ArrayList<>();
 * session.create("/lock", data, CreateMode.EPHEMERAL).then(reply -> created.add(reply.get().path()));
 * world.disturbServers(10_000);
 * process.freeze();
 * world.runFor(10_000);
 * process.thaw();
 * world.heal();
 * world.settle();
 * }</pre>
 *
 * <p>All of it belongs to the thread of the test, which calls {@link io.coordkit.sim.world.World#runFor} and the like; callbacks
 * and timers run inside them, in the order of virtual time. What goes through the network takes up to the latency of the options,
 * so nothing that is asked is answered before the world runs. Servers are not checked here, that is what the rest of the simulator
 * is for; a test checks what its clients make of them.
 */
@NullMarked
package io.coordkit.sim.world;

import org.jspecify.annotations.NullMarked;
